"""Break-glass: opening one record without a care relation, for an hour, with a reason that others will read."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils.translation import gettext as _

from stegvis.care.models import EmergencyAccess, Episode
from stegvis.care.queries.access import may_read
from stegvis.definitions import clock
from stegvis.notices.actions.notify import notify
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Ground, NotFound
from stegvis.people.queries.clinicians import leads_of
from stegvis.people.sealing import sealer_of

# DESIGN.md and the issue: 60 minutes, this record only.
LASTS = timedelta(minutes=60)
FEWEST_LETTERS = 10  # a reason of one word tells the one who reviews nothing


def check_can_open_emergency(*, by: Actor, episode: Episode, reason: str) -> None:
    """A clinician of the episode's own team may, for a record that is closed to them."""
    if not by.is_clinical or by.user_id is None or episode.team_id != by.team_id:
        raise NotFound
    if may_read(by, episode):
        raise Denied(_("This record is open to you already."))
    if len(reason.strip()) < FEWEST_LETTERS:
        raise Denied(_("Write why you need to open the record now, in a sentence. The lead reads it."))


def can_open_emergency(*, by: Actor, episode: Episode, reason: str) -> bool:
    try:
        check_can_open_emergency(by=by, episode=episode, reason=reason)
    except (Denied, NotFound):
        return False
    return True


@once(EmergencyAccess)
def open_emergency(*, by: Actor, episode: Episode, reason: str) -> EmergencyAccess:
    """Open the record for 60 minutes; the team's leads are told in the same transaction, without a name.

    `episode` comes with its person's key. The client sees it in the access log. Raises NotFound and Denied.
    """
    check_can_open_emergency(by=by, episode=episode, reason=reason)
    row, now = uuid.uuid4(), clock.now()
    sealer = sealer_of(episode.person.key)
    opened = EmergencyAccess.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        team_id=by.at_team,
        person_id=episode.person_id,
        episode=episode,
        user_id=by.as_user,
        reason_sealed=sealer.seal(reason.strip(), table="care_emergencyaccess", column="reason_sealed", row=row),
        opened_at=now,
        until=now + LASTS,
    )
    by.show(episode.person_id, Ground.EMERGENCY)
    for lead in leads_of(by):
        notify(by=by, user=lead, text="emergency_opened")
    return opened
