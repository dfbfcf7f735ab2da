"""What the crisis page says of an answer: who reads it and when, or who has read it. Never the answer itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef
from django.db.models.functions import JSONObject

from stegvis.care.models import Episode
from stegvis.care.queries.access import visible_episodes
from stegvis.care.queries.plan import current
from stegvis.definitions import clock
from stegvis.people.models import Actor, Channel, Ground, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.safety.models import Alert
from stegvis.safety.queries.roster import Reader, who_reads

PHONES = (Channel.Kind.PHONE, Channel.Kind.SMS)


@dataclass(frozen=True)
class Crisis:
    """`told_at`: when the newest answer was told to the team; None when there is no open alert.

    `reader` None with `told_at`: nobody is named, and the page promises nothing.
    """

    team: str
    team_phone: str
    zone: str
    now: datetime
    told_at: datetime | None
    due_at: datetime | None
    read_by: str
    read_at: datetime | None
    reader: Reader | None
    phone_end: str


def crisis(viewer: Actor) -> Crisis:
    """For the client's own crisis page: one statement and the roster's. Raises NotFound."""
    alerts = Alert.objects.filter(person=OuterRef("person")).exclude(state=Alert.State.CLOSED)
    phones = Channel.objects.filter(person=OuterRef("person"), kind__in=PHONES, is_safe=True).order_by("kind")
    episode = current(
        visible_episodes(viewer)
        .filter(person_id=viewer.own_person)
        .select_related("person__key", "team")
        .annotate(
            open_alerts=ArraySubquery(
                alerts.annotate(told_at=Max("signals__at")).values(
                    found=JSONObject(told="told_at", due="due_at", by="acknowledged_by__name", at="acknowledged_at")
                )
            ),
            safe_phones=ArraySubquery(phones.values(found=JSONObject(id="id", sealed="sealed"))),
        )
    )
    if episode is None:
        raise NotFound
    viewer.show(episode.person_id, Ground.OWN)
    return _crisis(episode)


def _crisis(episode: Episode) -> Crisis:
    alert: dict[str, Any] = next(iter(episode.open_alerts), {})  # type: ignore[attr-defined]
    is_read = alert.get("at") is not None
    now = clock.now()
    reader = who_reads(episode.team_id, episode.team.zone, now) if alert and not is_read else None
    return Crisis(
        team=episode.team.name,
        team_phone=episode.team.phone,
        zone=episode.team.zone,
        now=now,
        told_at=_instant(alert.get("told")),
        due_at=_instant(alert.get("due")),
        read_by=alert.get("by") or "",
        read_at=_instant(alert.get("at")),
        reader=reader,
        phone_end=_phone_end(episode),
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _phone_end(episode: Episode) -> str:
    """The last two digits of the number the team may call, so that a wrong one is noticed; never the whole."""
    for found in episode.safe_phones:  # type: ignore[attr-defined]
        sealed = bytes.fromhex(found["sealed"].removeprefix("\\x"))
        number = sealer_of(episode.person.key).unseal(
            sealed, table="people_channel", column="sealed", row=uuid.UUID(found["id"])
        )
        return number[-2:]
    return ""
