"""Finishing this year's self-check: from then on it stands as it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.kit import questions
from stegvis.network.actions.start_checks import check_answers_for
from stegvis.network.models import SelfCheck
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(SelfCheck)
def finish_self_check(*, by: Actor) -> SelfCheck:
    """Raises NotFound where none has begun, and Denied while a question is open."""
    team_id = check_answers_for(by)
    check = (
        SelfCheck.objects.select_for_update()
        .filter(organisation_id=by.organisation_id, team_id=team_id, year=clock.today(by.zone).year)
        .first()
    )
    if check is None:
        raise NotFound
    if set(questions()) - set(check.answers):
        raise Denied(_('Some questions have no answer yet. Answer them first; "not relevant" is an answer too.'))
    if check.finished_at is None:
        check.finished_at = check.changed_at = clock.now()
        check.changed_by_id = by.as_user
        check.save(update_fields=["finished_at", "changed_at", "changed_by"])
    return check
