"""Putting a notice in the outbox, in the transaction of what it tells of. Sending is a job's."""

from __future__ import annotations

import json
import uuid
from datetime import datetime

from procrastinate.contrib.django import app

from stegvis.definitions import clock
from stegvis.notices.models import Notice
from stegvis.notices.texts import TEXTS
from stegvis.people.models import Actor, Channel, Person, User
from stegvis.people.sealing import sealer_of


def notify(
    *,
    by: Actor,
    text: str,
    person: Person | None = None,
    user: User | uuid.UUID | None = None,
    values: dict[str, str] | None = None,
    kind: str | None = None,
    planned_for: datetime | None = None,
) -> Notice:
    """Plan one notice to one person (client) or one user (staff).

    To a client it goes by `kind`, or by a safe SMS number, or a safe e-mail address; where no channel is safe
    the notice is kept as withheld, and the ledger says so. To staff it is an e-mail. It speaks the recipient's
    language, whoever caused it.
    Raises ValueError for an unknown text or values that do not fit it.
    """
    given = values or {}
    if set(given) != TEXTS[text].needs:
        raise ValueError(f"The notice {text} needs the values {sorted(TEXTS[text].needs)}.")
    if (person is None) == (user is None):
        raise ValueError("A notice has exactly one recipient.")
    chosen = _channel(by, person, kind) if person else Notice.Kind.EMAIL
    now = clock.now()
    row = uuid.uuid4()
    member = user if isinstance(user, User) or user is None else User.objects.only("language").get(pk=user)
    notice = Notice.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person=person,
        user=member,
        kind=chosen or kind or Notice.Kind.SMS,
        text=text,
        language=(person or member).language,  # type: ignore[union-attr]  # exactly one of them is there
        sealed=_sealed(person, row, given) if person and given else None,
        state=Notice.State.PLANNED if chosen else Notice.State.WITHHELD,
        why="" if chosen else "no safe channel",
        planned_for=planned_for or now,
        made_at=now,
    )
    if chosen:
        soon(notice)
    return notice


def soon(notice: Notice) -> None:
    """A job in the same transaction: it exists only if the notice does, and starts when both are there."""
    job = app.configure_task(
        "notices.send", schedule_at=notice.planned_for if notice.planned_for > clock.now() else None
    )
    job.defer(organisation=str(notice.organisation_id), notice=str(notice.pk))


def _channel(by: Actor, person: Person, kind: str | None) -> str | None:
    kinds = [kind] if kind else [Channel.Kind.SMS, Channel.Kind.EMAIL]
    safe = set(
        Channel.objects.filter(
            organisation_id=by.organisation_id, person=person, kind__in=kinds, is_safe=True
        ).values_list("kind", flat=True)
    )
    return next((one for one in kinds if one in safe), None)


def _sealed(person: Person, row: uuid.UUID, values: dict[str, str]) -> bytes:
    return sealer_of(person.key).seal(json.dumps(values), table="notices_notice", column="sealed", row=row)
