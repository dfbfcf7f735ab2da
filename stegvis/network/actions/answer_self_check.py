"""Answering one question of this year's self-check; it begins with the first answer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.kit import questions
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.actions.start_checks import check_answers_for
from stegvis.network.models import SelfCheck
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Team

ANSWERS = ("yes", "partly", "no", "not_relevant")


@once(SelfCheck)
def answer_self_check(*, by: Actor, question: str, answer: str, note: str = "") -> SelfCheck:
    """Raises NotFound for no such question, and Denied with a sentence; then nothing is stored."""
    team_id = check_answers_for(by)
    if question not in questions():
        raise NotFound
    if answer not in ANSWERS:
        raise Denied(_("Choose one of the answers."))
    check_names_nobody(note)
    # Two who answer at once wait for each other here, so that neither answer is lost.
    Team.objects.select_for_update().get(organisation_id=by.organisation_id, pk=team_id)
    now = clock.now()
    check, _is_new = SelfCheck.objects.get_or_create(
        organisation_id=by.organisation_id,
        team_id=team_id,
        year=clock.today(by.zone).year,
        defaults={"changed_by_id": by.as_user, "changed_at": now},
    )
    if check.finished_at is not None:
        raise Denied(_("This year's self-check is finished and stands as it is."))
    check.answers = {**check.answers, question: {"is": answer, "note": note.strip()}}
    check.changed_by_id, check.changed_at = by.as_user, now
    check.save(update_fields=["answers", "changed_by", "changed_at"])
    return check
