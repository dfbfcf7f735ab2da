"""Answering one question of a self-check; this year's begins with the first answer."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.kit import questions
from stegvis.network.actions.checks import check_fits, check_names_nobody
from stegvis.network.actions.start_checks import check_answers_for, check_newest, own_self_check
from stegvis.network.models import SelfCheck
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Team

LONGEST = {"note": 4000}  # characters
ANSWERS = ("yes", "partly", "no", "not_relevant")


@once(SelfCheck)
def answer_self_check(
    *, by: Actor, question: str, answer: str, note: str = "", self_check_id: uuid.UUID | None = None
) -> SelfCheck:
    """In this year's, or in one that is there. Raises NotFound, and Denied with a sentence; then nothing is stored."""
    check_answers_for(by)
    if question not in questions():
        raise NotFound
    if answer not in ANSWERS:
        raise Denied(_("Choose one of the answers."))
    check_names_nobody(note)
    check_fits(LONGEST, note=note)
    check = own_self_check(by, self_check_id) if self_check_id else _this_year(by)
    if check.finished_at is not None:
        raise Denied(_("This self-check is finished. Open it again to change an answer."))
    check_newest(check)
    check.answers = {**check.answers, question: {"is": answer, "note": note.strip()}}
    check.changed_by_id, check.changed_at = by.as_user, clock.now()
    check.save(update_fields=["answers", "changed_by", "changed_at"])
    return check


def _this_year(by: Actor) -> SelfCheck:
    team_id = check_answers_for(by)
    # Two who answer at once wait for each other here, so that neither answer is lost.
    Team.objects.select_for_update().get(organisation_id=by.organisation_id, pk=team_id)
    check, _is_new = SelfCheck.objects.get_or_create(
        organisation_id=by.organisation_id,
        team_id=team_id,
        year=clock.today(by.zone).year,
        defaults={"changed_by_id": by.as_user, "changed_at": clock.now()},
    )
    return check
