"""Sending what stands in the outbox: one notice at a time, to one recipient, at least once.

The notice's id goes with it as idempotency key, so a provider that is told twice sends once.
"""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

from stegvis.definitions import clock
from stegvis.network.queries.events import address_of
from stegvis.notices.carriers import CarrierError, Letter, carry
from stegvis.notices.models import Notice
from stegvis.notices.texts import written
from stegvis.people.models import Channel, Organisation
from stegvis.people.sealing import organisation_sealer, sealer_of
from stegvis.people.tenancy import working_in

# Waits between tries; after the last the notice has failed and staff see it. Six hours of outage are covered.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240))


def send(organisation: Organisation, notice_id: uuid.UUID) -> str:
    """Send one notice if it is due and still planned; the state it ends in. Safe to call again at any time."""
    with working_in(organisation):
        notice = (
            Notice.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("person__key", "user", "sign_up")
            .filter(pk=notice_id, state=Notice.State.PLANNED, planned_for__lte=clock.now())
            .first()
        )
        if notice is None:
            return ""
        letter = _letter(notice)
        if letter is None:
            return _settle(notice, Notice.State.WITHHELD, why="no safe channel")
        try:
            notice.provider_id = carry(letter)
        except CarrierError as fault:
            return _try_later(notice, str(fault))
        notice.sent_at = clock.now()
        return _settle(notice, Notice.State.SENT)


def overdue(organisation: Organisation) -> list[uuid.UUID]:
    """Notices that are due and were not sent by their own job, as after a restart or a refused try."""
    now = clock.now()
    with working_in(organisation):
        waiting = Notice.objects.filter(state=Notice.State.PLANNED, planned_for__lte=now)
        return list(waiting.exclude(next_try_at__gt=now).order_by("planned_for").values_list("pk", flat=True)[:200])


def _letter(notice: Notice) -> Letter | None:
    """The notice ready to carry; None when the channel has become unsafe since it was planned."""
    if notice.user is not None:
        subject, body = written(notice.text, notice.user.language, {})
        return Letter(notice.pk, notice.kind, notice.user.email, subject, body)
    if notice.sign_up is not None:
        return _letter_to_guest(notice)
    sealer = sealer_of(notice.person.key)
    channel = Channel.objects.filter(person=notice.person, kind=notice.kind, is_safe=True).first()
    if channel is None:
        return None
    values = {}
    if notice.sealed is not None:
        values = json.loads(sealer.unseal(notice.sealed, table="notices_notice", column="sealed", row=notice.pk))
    subject, body = written(notice.text, notice.language, values)
    to = sealer.unseal(channel.sealed, table="people_channel", column="sealed", row=channel.pk)
    return Letter(notice.pk, notice.kind, to, subject, body)


def _letter_to_guest(notice: Notice) -> Letter | None:
    """To the address of the sign-up; None once it is erased."""
    guest = address_of(notice.sign_up)
    if not guest or notice.sealed is None:
        return None
    sealer = organisation_sealer(notice.organisation_id)
    values = json.loads(sealer.unseal(notice.sealed, table="notices_notice", column="sealed", row=notice.pk))
    subject, body = written(notice.text, notice.language, values)
    return Letter(notice.pk, notice.kind, guest["email"], subject, body)


def _try_later(notice: Notice, why: str) -> str:
    if notice.attempts >= len(WAITS):
        return _settle(notice, Notice.State.FAILED, why=why)
    notice.next_try_at = clock.now() + WAITS[notice.attempts]
    notice.attempts += 1
    notice.save(update_fields=["attempts", "next_try_at"])
    return str(notice.state)


def _settle(notice: Notice, state: str, *, why: str = "") -> str:
    notice.state, notice.why = state, why[:100]
    notice.save(update_fields=["state", "why", "sent_at", "provider_id"])
    return state
