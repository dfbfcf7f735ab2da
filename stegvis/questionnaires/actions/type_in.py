"""Typing in answers that came on paper or by phone: the same scoring, the same alert, another origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied
from stegvis.questionnaires.actions.ask import begin
from stegvis.questionnaires.actions.filing import Row, file_rows
from stegvis.questionnaires.actions.risk import tell_safety
from stegvis.questionnaires.models import Questionnaire


def check_can_type_in(by: Actor, answered_on: date, received_on: date) -> None:
    """Raise Denied unless the actor reads clinical content and the day can be true."""
    if not by.is_clinical:
        raise Denied(_("Only those who treat the client type in answers."))
    if answered_on > clock.today(by.zone):
        raise Denied(_("Answers cannot have been given on a day to come."))
    if answered_on < received_on:
        raise Denied(_("Answers cannot be older than the request for help."))


def can_type_in(by: Actor, answered_on: date, received_on: date) -> bool:
    try:
        check_can_type_in(by, answered_on, received_on)
    except Denied:
        return False
    return True


@once(Questionnaire)
def type_in(
    *,
    by: Actor,
    episode: Episode,
    instrument_name: str,
    answers: Mapping[str, int | None],
    origin: Questionnaire.Origin,
    answered_on: date | None = None,
) -> Questionnaire:
    """File answers a member of staff has in hand. `episode` comes from `care.queries.access.episode_of`.

    They fill the question that stands open for that instrument, else a new row. The roster is not asked: the
    answers are there already, and a risk answer among them raises its alert. `answered_on`: the local day they
    were given, else now. Raises Denied, and BadAnswer for a value the item does not have.
    """
    day = answered_on or clock.today(by.zone)
    check_can_type_in(by, day, episode.received_on)
    wanted = instrument(instrument_name)
    Episode.objects.select_for_update().get(pk=episode.pk)
    found = (
        Questionnaire.objects.select_for_update()
        .filter(
            organisation_id=by.organisation_id, episode=episode, instrument=wanted.key,
            submitted_at=None, withdrawn_at=None,
        )
        .order_by("asked_at")
        .first()
    )  # fmt: skip
    questionnaire = found or begin(by=by, episode=episode, wanted=wanted, due_on=day)
    return file_typed(
        by=by,
        questionnaire=questionnaire,
        answers=answers,
        told=row_of(questionnaire),
        origin=origin,
        at=_instant(day, by.zone),
    )


def file_typed(
    *,
    by: Actor,
    questionnaire: Questionnaire,
    answers: Mapping[str, int | None],
    told: Row,
    origin: str,
    at: datetime,
) -> Questionnaire:
    """File whole answers into a row that is open and locked. Part of another action.

    `told`: the answers that safety has been told of.
    """
    before = row_of(questionnaire)
    for item, value in answers.items():
        before.instrument.check_answer(item, value)
    empty = dict.fromkeys(before.instrument.codes)
    file_rows(by=by, rows=[before.answered({**empty, **answers})], at=clock.now(), answered_at=at, origin=origin)
    tell_safety(by=by, before=replace(told, id=before.id), given=answers)
    questionnaire.refresh_from_db()
    return questionnaire


def row_of(questionnaire: Questionnaire) -> Row:
    return Row(
        id=questionnaire.id,
        episode_id=questionnaire.episode_id,
        person_id=questionnaire.person_id,
        instrument_key=questionnaire.instrument,
        answers=tuple(questionnaire.answers),
        score=questionnaire.score,
        changed_at=questionnaire.changed_at,
        submitted_at=questionnaire.submitted_at,
    )


def _instant(day: date, zone: str) -> datetime:
    """Now for today; noon of the local day for one that has passed."""
    if day == clock.today(zone):
        return clock.now()
    return datetime.combine(day, time(12), ZoneInfo(zone))
