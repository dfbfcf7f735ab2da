"""Naming the one therapist who is responsible for a client."""

from __future__ import annotations

import uuid

from django.db.models import Q
from django.utils.translation import gettext as _

from stegvis.care.actions.lock import lock
from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Block, Denied, NotFound
from stegvis.people.queries.clinicians import is_clinician


def check_can_assign(*, by: Actor, episode: Episode) -> None:
    """Those who work with the referral or lead the team may; nobody by an emergency access."""
    if not works_with(by, episode):
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course has ended. Open it again before you name somebody responsible."))


def can_assign(*, by: Actor, episode: Episode) -> bool:
    try:
        check_can_assign(by=by, episode=episode)
    except (Denied, NotFound):
        return False
    return True


@once(Episode)
def assign(*, by: Actor, episode: Episode, responsible: uuid.UUID) -> Episode:
    """Make `responsible` (a therapist or lead of the team) the one the client can hold on to."""
    lock(episode)
    check_can_assign(by=by, episode=episode)
    _check_may_be_responsible(by, episode, responsible)
    episode.responsible_id = responsible
    episode.changed_at = clock.now()
    episode.save(update_fields=["responsible", "changed_at"])
    return episode


def _check_may_be_responsible(by: Actor, episode: Episode, user_id: uuid.UUID) -> None:
    if not is_clinician(by, user_id):
        raise Denied(_("Choose somebody who treats people in this team."))
    if Block.objects.filter(
        Q(user_id=user_id) | Q(team_id=by.team_id), person_id=episode.person_id, until=None
    ).exists():
        raise Denied(_("This person has asked that somebody else is responsible. Choose another."))
