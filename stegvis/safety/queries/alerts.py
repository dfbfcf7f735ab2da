"""Alerts as staff read them: those that are open, and one with all that is needed to reach the person."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from stegvis.care.models import Episode
from stegvis.care.queries.access import ground_of, visible_episodes
from stegvis.definitions import clock
from stegvis.people.models import Actor, NotFound
from stegvis.people.queries.identity import ContactCard, IdentityView, card_of, identity_of, with_card
from stegvis.people.sealing import Sealer, from_json, sealer_of
from stegvis.safety.models import Alert, AlertSignal
from stegvis.safety.queries.watch import Watch, read_watch

OPEN = (Alert.State.RAISED, Alert.State.ACKNOWLEDGED)


@dataclass(frozen=True)
class OpenAlert:
    """One row of the list. `told`: those who were told, by name. Nothing of what was answered."""

    id: uuid.UUID
    episode_id: uuid.UUID
    name: str
    birth_date: date | None
    responsible: str
    raised_at: datetime
    due_at: datetime
    is_acknowledged: bool
    is_overdue: bool
    acknowledged_by: str
    acknowledged_at: datetime | None
    told: tuple[str, ...]


@dataclass(frozen=True)
class Signal:
    """An answer that the alert stands for: where it stands, never its value."""

    questionnaire_id: uuid.UUID
    instrument: str
    item: str
    at: datetime


@dataclass(frozen=True)
class AlertView:
    """An alert with the person behind it. `is_opened`: the viewer has asked to read the answers, and may see them."""

    id: uuid.UUID
    episode_id: uuid.UUID
    state: str
    raised_at: datetime
    due_at: datetime
    is_overdue: bool
    is_opened: bool
    signals: tuple[Signal, ...]
    told: tuple[str, ...]
    responsible: str
    read_by: str
    read_at: datetime | None
    acknowledged_by: str
    acknowledged_at: datetime | None
    closed_by: str
    closed_at: datetime | None
    done: str
    identity: IdentityView
    card: ContactCard

    @property
    def questionnaires(self) -> tuple[uuid.UUID, ...]:
        """The questionnaires to read, newest first."""
        return tuple(dict.fromkeys(signal.questionnaire_id for signal in reversed(self.signals)))


@dataclass(frozen=True)
class AlertLine:
    """An alert of a record, as its page lists it."""

    id: uuid.UUID
    state: str
    raised_at: datetime
    due_at: datetime
    is_overdue: bool
    acknowledged_by: str
    closed_at: datetime | None
    closed_by: str
    done: str

    @property
    def is_open(self) -> bool:
        return self.state != Alert.State.CLOSED


def open_alerts(viewer: Actor) -> tuple[OpenAlert, ...]:
    """Every open alert of an episode the viewer may see, the first to be read first. Two statements."""
    rows = list(_seen(viewer).filter(state__in=OPEN).order_by("due_at", "id"))
    if not rows:
        return ()
    watch = _watch_of(viewer, [row.raised_at for row in rows])
    return tuple(
        _row(viewer, row, watch) for row in sorted(rows, key=lambda row: row.state == Alert.State.ACKNOWLEDGED)
    )


def alert_of(viewer: Actor, alert_id: uuid.UUID) -> AlertView:
    """One alert of an episode the viewer may see; two statements. Raises NotFound."""
    signals = AlertSignal.objects.filter(alert=OuterRef("pk")).order_by("at", "id")
    alert = (
        with_card(_seen(viewer))
        .annotate(
            told_by=ArraySubquery(
                signals.values(found=JSONObject(row="questionnaire_id", of="instrument", item="item", at="at"))
            )
        )
        .filter(pk=alert_id)
        .first()
    )
    if alert is None:
        raise NotFound
    _show(viewer, alert)
    sealer = sealer_of(alert.person.key)
    return AlertView(
        id=alert.pk,
        episode_id=alert.episode_id,
        state=alert.state,
        raised_at=alert.raised_at,
        due_at=alert.due_at,
        is_overdue=_is_overdue(alert.state, alert.due_at),
        is_opened=alert.state != Alert.State.RAISED or alert.read_by_id == viewer.user_id,
        signals=tuple(_signal(found) for found in alert.told_by),
        told=_told(alert, _watch_of(viewer, [alert.raised_at])),
        responsible=_name(alert.episode.responsible),
        read_by=_name(alert.read_by),
        read_at=alert.read_at,
        acknowledged_by=_name(alert.acknowledged_by),
        acknowledged_at=alert.acknowledged_at,
        closed_by=_name(alert.closed_by),
        closed_at=alert.closed_at,
        done=_done(sealer, alert.pk, alert.closing_sealed) if alert.closing_sealed else "",
        identity=identity_of(alert.person),
        card=card_of(alert, sealer),
    )


def has_open_alert(viewer: Actor, episode: Episode) -> bool:
    """Whether the person of this visible episode has an alert that is not closed, in whatever episode."""
    return Alert.objects.filter(
        organisation_id=viewer.organisation_id, person_id=episode.person_id, state__in=OPEN
    ).exists()


def with_open_alert(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Visible episodes with `open_alert`, for lists: [{id, state, due}] or nothing, in the same statement."""
    alerts = Alert.objects.filter(episode=OuterRef("pk"), state__in=OPEN)
    return episodes.annotate(
        open_alert=ArraySubquery(alerts.values(found=JSONObject(id="id", state="state", due="due_at")))
    )


def with_alerts(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Visible episodes with all alerts of theirs, for `alerts_of`, in the same statement."""
    alerts = Alert.objects.filter(episode=OuterRef("pk")).order_by("-raised_at")
    return episodes.annotate(
        all_alerts=ArraySubquery(
            alerts.values(
                found=JSONObject(
                    id="id", state="state", raised="raised_at", due="due_at", by="acknowledged_by__name",
                    closed="closed_at", closer="closed_by__name", sealed="closing_sealed",
                )
            )
        )
    )  # fmt: skip


def alerts_of(episode: Episode) -> tuple[AlertLine, ...]:
    """From an episode of `with_alerts`, with its person's key: open ones first, then the newest. No statement."""
    found: list[dict[str, Any]] = episode.all_alerts  # type: ignore[attr-defined]
    sealer = sealer_of(episode.person.key) if found else None
    lines = [_line(one, sealer) for one in found]
    return tuple(sorted(lines, key=lambda line: not line.is_open))


def _seen(viewer: Actor) -> QuerySet[Alert]:
    if not viewer.is_clinical:
        raise NotFound
    seen = visible_episodes(viewer)
    return (
        Alert.objects.filter(organisation_id=viewer.organisation_id, episode__in=seen.values("pk"))
        .annotate(is_emergency=Subquery(seen.filter(pk=OuterRef("episode_id")).values("is_emergency")[:1]))  # type: ignore[misc]
        .select_related(
            "person__key", "person__identity", "episode__responsible", "read_by", "acknowledged_by", "closed_by"
        )
    )


def _row(viewer: Actor, alert: Alert, watch: Watch) -> OpenAlert:
    _show(viewer, alert)
    identity = identity_of(alert.person)
    return OpenAlert(
        id=alert.pk,
        episode_id=alert.episode_id,
        name=identity.name,
        birth_date=identity.birth_date,
        responsible=_name(alert.episode.responsible),
        raised_at=alert.raised_at,
        due_at=alert.due_at,
        is_acknowledged=alert.state == Alert.State.ACKNOWLEDGED,
        is_overdue=_is_overdue(alert.state, alert.due_at),
        acknowledged_by=_name(alert.acknowledged_by),
        acknowledged_at=alert.acknowledged_at,
        told=_told(alert, watch),
    )


def _show(viewer: Actor, alert: Alert) -> None:
    alert.episode.is_emergency = alert.is_emergency  # type: ignore[attr-defined]
    viewer.show(alert.person_id, ground_of(viewer, alert.episode))


def _told(alert: Alert, watch: Watch) -> tuple[str, ...]:
    """The responsible therapist and the duty person of the time, by name; empty where the leads were told instead."""
    named = watch.named_at(alert.raised_at)
    names = (_name(alert.episode.responsible), named[0].name if named else "")
    return tuple(dict.fromkeys(name for name in names if name))


def _watch_of(viewer: Actor, instants: list[datetime]) -> Watch:
    """The roster from the oldest of these instants to today."""
    first = min(instants).date()
    return read_watch(viewer.at_team, viewer.zone, first, (clock.now().date() - first).days + 31)


def _is_overdue(state: str, due_at: datetime) -> bool:
    return state == Alert.State.RAISED and due_at < clock.now()


def _signal(found: dict[str, Any]) -> Signal:
    return Signal(uuid.UUID(found["row"]), found["of"], found["item"], datetime.fromisoformat(found["at"]))


def _line(found: dict[str, Any], sealer: Sealer | None) -> AlertLine:
    row, due = uuid.UUID(found["id"]), datetime.fromisoformat(found["due"])
    sealed = from_json(found["sealed"]) if found["sealed"] else None
    return AlertLine(
        id=row,
        state=found["state"],
        raised_at=datetime.fromisoformat(found["raised"]),
        due_at=due,
        is_overdue=_is_overdue(found["state"], due),
        acknowledged_by=found["by"] or "",
        closed_at=datetime.fromisoformat(found["closed"]) if found["closed"] else None,
        closed_by=found["closer"] or "",
        done=_done(sealer, row, sealed) if sealer and sealed else "",
    )


def _done(sealer: Sealer, row: uuid.UUID, sealed: bytes | memoryview) -> str:
    return sealer.unseal(sealed, table="safety_alert", column="closing_sealed", row=row)


def _name(user: Any) -> str:
    return user.name if user else ""
