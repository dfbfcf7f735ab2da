"""Beginning the assessment talk."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.care.actions.lock import lock
from stegvis.care.actions.save_assessment import seal_texts
from stegvis.care.models import Assessment, Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State, move, moves_from
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


def check_can_assess(*, by: Actor, episode: Episode) -> None:
    """A therapist who works with the referral may begin while the person waits; not by an emergency access."""
    if not works_with(by, episode):
        raise NotFound
    if not by.is_clinical:
        raise Denied(_("Only those who treat people begin an assessment."))
    if not any(each.name == "assess" for each in moves_from(State(episode.state))):
        raise Denied(_("The assessment has already begun."))


def can_assess(*, by: Actor, episode: Episode) -> bool:
    try:
        check_can_assess(by=by, episode=episode)
    except (Denied, NotFound):
        return False
    return True


@once(Assessment)
def assess(*, by: Actor, episode: Episode) -> Assessment:
    """Open an empty assessment. Whoever begins is responsible until somebody else is named: nobody is without."""
    lock(episode)
    check_can_assess(by=by, episode=episode)
    now = clock.now()
    episode.state = move(State(episode.state), "assess").target
    episode.responsible_id = episode.responsible_id or by.as_user
    episode.changed_at = now
    episode.save(update_fields=["state", "responsible", "changed_at"])
    row = uuid.uuid4()
    return Assessment.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        sealed=seal_texts(episode, row, {}),
        by_id=by.as_user,
        begun_at=now,
        changed_at=now,
    )
