"""Answering the yearly national survey: a draft that anybody who may can go on with, then sent, once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.outcomes.models import SURVEYED, Profession, YearlySurvey
from stegvis.outcomes.queries.survey import recorded_now
from stegvis.outcomes.queries.yearly import Span
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role, Team


def check_can_answer_survey(*, by: Actor) -> None:
    if not by.has(Role.LEAD, Role.MANAGER):
        raise Denied(_("The lead and the manager answer the yearly survey. Ask one of them."))


def can_answer_survey(*, by: Actor) -> bool:
    try:
        check_can_answer_survey(by=by)
    except Denied:
        return False
    return True


@once(YearlySurvey)
def save_survey(
    *, by: Actor, span: Span, figures: Mapping[str, Decimal | None], staffing: Mapping[Profession, Decimal | None]
) -> YearlySurvey:
    """Save the answers as a draft; what the record says is kept beside them. Raises Denied once it was sent."""
    check_can_answer_survey(by=by)
    team = Team.objects.select_for_update(no_key=True).get(pk=by.at_team, organisation_id=by.organisation_id)
    survey = YearlySurvey.objects.filter(organisation_id=by.organisation_id, team=team, span=span.code).first()
    survey = survey or YearlySurvey(organisation_id=by.organisation_id, team=team, span=span.code)
    _check_not_sent(survey)
    survey.figures = {name: _text(figures.get(name)) for name in SURVEYED}
    survey.staffing = {each.value: _text(staffing.get(each)) for each in Profession}
    survey.recorded = recorded_now(by, team=team.slug, span=span)
    survey.saved_by_id, survey.saved_at = by.as_user, clock.now()
    survey.save()
    return survey


@once(YearlySurvey)
def send_survey(*, by: Actor, span: Span) -> YearlySurvey:
    """Mark the saved answers as sent. Raises Denied where nothing is saved or no post is filled in, and once sent."""
    check_can_answer_survey(by=by)
    survey = (
        YearlySurvey.objects.select_for_update(no_key=True)
        .filter(organisation_id=by.organisation_id, team_id=by.at_team, span=span.code)
        .first()
    )
    if survey is None:
        raise Denied(_("Save the answers before you mark them as sent."))
    _check_not_sent(survey)
    if not any(survey.staffing.values()):
        raise Denied(_("Fill in who works in the team before you mark the survey as sent."))
    survey.state = YearlySurvey.State.SENT
    survey.sent_by_id, survey.sent_at = by.as_user, clock.now()
    survey.save(update_fields=["state", "sent_by", "sent_at"])
    return survey


def _check_not_sent(survey: YearlySurvey) -> None:
    if survey.state == YearlySurvey.State.SENT:
        raise Denied(_("This survey was sent, and stays as it was sent."))


def _text(number: Decimal | None) -> str:
    return "" if number is None else str(number)
