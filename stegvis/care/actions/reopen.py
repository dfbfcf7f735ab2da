"""Opening a course again that was ended by mistake, or by somebody who changed their mind."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.care.actions.lock import lock
from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State, move
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


def check_can_reopen(*, by: Actor, episode: Episode) -> None:
    """A therapist who works with the client may, while the person has no newer course that runs."""
    if not by.is_clinical or not works_with(by, episode):
        raise NotFound
    if episode.state != State.DISCHARGED:
        raise Denied(_("This course is open."))
    others = Episode.objects.filter(organisation_id=by.organisation_id, person_id=episode.person_id)
    if others.exclude(pk=episode.pk).exclude(state=State.DISCHARGED).exists():
        raise Denied(_("This person has a newer course that is open. Go on with that one."))


check_can_reopen_referral = check_can_reopen


def can_reopen(*, by: Actor, episode: Episode) -> bool:
    try:
        check_can_reopen(by=by, episode=episode)
    except (Denied, NotFound):
        return False
    return True


@once(Episode)
def reopen(*, by: Actor, episode: Episode) -> Episode:
    """Who was never assessed waits again; everybody else goes back to the assessment. Raises NotFound and Denied.

    The day it ended and the reason are taken away and stay in the history of the row.
    """
    lock(episode)
    check_can_reopen(by=by, episode=episode)
    was_assessed = episode.assessed_on is not None or hasattr(episode, "assessment")
    episode.state = move(State(episode.state), "reopen" if was_assessed else "reopen_referral").target
    episode.discharged_on, episode.discharge_reason = None, ""
    episode.changed_at = clock.now()
    episode.save(update_fields=["state", "discharged_on", "discharge_reason", "changed_at"])
    return episode
