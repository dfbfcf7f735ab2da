"""Referring a client on to another service: with a reason, and with what it means for the help here."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.care.actions.end_course import end_course
from stegvis.care.actions.lock import lock
from stegvis.care.models import Episode, OnwardReferral
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State, moves_from
from stegvis.definitions.registration import DischargeReason
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of


def check_can_refer_on(*, by: Actor, episode: Episode) -> None:
    """A therapist who works with the client may, at every point of an open course."""
    if not works_with(by, episode):
        raise NotFound
    if not by.is_clinical:
        raise Denied(_("Only those who treat people refer somebody on."))
    if not any(each.name == "refer_on" for each in moves_from(State(episode.state))):
        raise Denied(_("This course has ended. Open it again before you refer on."))


def can_refer_on(*, by: Actor, episode: Episode) -> bool:
    try:
        check_can_refer_on(by=by, episode=episode)
    except (Denied, NotFound):
        return False
    return True


@once(OnwardReferral)
def refer_on(
    *,
    by: Actor,
    episode: Episode,
    to: OnwardReferral.To,
    relation: OnwardReferral.Relation,
    reason: str,
    ends: bool,
) -> OnwardReferral:
    """Keep the referral. `relation`: how the help here stands to specialist care; `ends`: whether it stops today.

    Whether it stops is asked, never concluded from `relation` (docs/adr: referring on).
    """
    lock(episode)
    check_can_refer_on(by=by, episode=episode)
    if not reason.strip():
        raise Denied(_("Write why you refer on, so that the next service can read it."))
    row = uuid.uuid4()
    sealed = sealer_of(episode.person.key).seal(reason, table="care_onwardreferral", column="sealed", row=row)
    made = OnwardReferral.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        at=clock.now(),
        by_id=by.as_user,
        to=to,
        relation=relation,
        sealed=sealed,
    )
    if ends:
        end_course(by=by, episode=episode, name="refer_on", reason=DischargeReason.REFERRED_ON)
    episode.changed_at = clock.now()
    episode.save(update_fields=["state", "discharged_on", "discharge_reason", "next_appointment_at", "changed_at"])
    return made
