"""The planning page: who may open it, that it answers with an interval, names nobody, and what it costs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stegvis.care.models import Contact, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.outcomes.planning import Answer, Interval
from stegvis.outcomes.queries.planning import observed_year
from stegvis.people.models import NotFound
from stegvis.portals.office.periods import whole_quarters
from stegvis.portals.office.planning import QuestionForm, _told, sentences
from stegvis.questionnaires.models import Questionnaire
from tests.clinic import Clinic, acting, actor, inside, make_clinic, signed_in
from tests.crowd import make_crowd
from tests.database import Clone
from tests.portals.test_results import cost, text

PAGE = "/office/solvik/planning/"
PEOPLE = 48


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    """48 who asked for help a week apart and finished, two of them once not coming, in the year that is shown."""
    made = make_clinic()
    year = whole_quarters(clock.today(made.solvik.zone))
    assert year.first is not None
    crowd = make_crowd(
        made.solvik, made.therapist, PEOPLE, state=State.DISCHARGED, next_appointment_at=None,
        received_on=year.first, discharged_on=year.last, discharge_reason="completed",
    )  # fmt: skip
    contacts, answers = [], []
    for number, episode in enumerate(crowd):
        asked = year.first + timedelta(days=6 * number)
        episode.received_on, episode.discharged_on = asked, asked + timedelta(days=50)
        episode.discharge_reason = "dropped_out" if number % 5 == 0 else "completed"
        days = ((12, "assessment"), (26, "treatment"), (33, "treatment"), (40, "treatment"))
        contacts += [_contact(episode, made, asked + timedelta(days=after), purpose) for after, purpose in days]
        answers += [_answer(episode, instrument, at) for instrument in ("phq-9@1", "gad-7@1") for at in (12, 40)]
    for number in range(0, len(contacts), 9):
        contacts[number].attendance = "did_not_attend" if contacts[number].purpose == "treatment" else "attended"
    with inside(made.solvik_organisation):
        Episode.objects.bulk_update(crowd, ["received_on", "discharged_on", "discharge_reason"])
        Contact.objects.bulk_create(contacts)
        Questionnaire.objects.bulk_create(answers)
    return made


def _contact(episode: Episode, clinic: Clinic, on: date, purpose: str) -> Contact:
    return Contact(
        organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id, episode=episode,
        on=on, purpose=purpose, form="visit", attendance="attended", minutes=45, by=clinic.therapist,
        recorded_at=clock.now(),
    )  # fmt: skip


def _answer(episode: Episode, instrument: str, after: int) -> Questionnaire:
    on = episode.received_on + timedelta(days=after)
    at = clock.at_wall(on, clock.now().time().replace(hour=12, tzinfo=None), "Europe/Oslo")
    return Questionnaire(
        organisation_id=episode.organisation_id, person_id=episode.person_id, episode=episode, instrument=instrument,
        asked_at=at, due_on=on, submitted_at=at, score=10,
    )  # fmt: skip


def test_leads_and_managers_open_it_and_nobody_else(clinic: Clinic) -> None:
    for user in (clinic.lead, clinic.manager):
        assert signed_in(user).get(PAGE).status_code == 200, user.name
    for user in (clinic.therapist, clinic.coordinator, clinic.administrator, clinic.fjordbyen_lead):
        assert signed_in(user).get(PAGE).status_code == 404, user.name
    viewer = actor(clinic.therapist, clinic.solvik)
    year = whole_quarters(clock.today("Europe/Oslo"))
    assert year.first is not None
    assert year.last is not None
    with acting(viewer), pytest.raises(NotFound):
        observed_year(viewer, team="solvik", first=year.first, last=year.last)


def test_it_says_what_was_seen_and_what_will_be_and_names_nobody(clinic: Clinic) -> None:
    told = text(signed_in(clinic.manager), PAGE)
    assert "Som det er: omtrent 26 dager til behandling" in told
    assert "Observert: 26" in told
    assert "Nordby" not in told
    assert "Med endringen" not in told


def test_a_question_is_answered_beside_the_year_as_it_is(clinic: Clinic) -> None:
    told = text(signed_in(clinic.lead), f"{PAGE}?therapists=2&hours_each=20&course=10&guided=33")
    for words in ("Med endringen", "Som det er", "avsluttede behandlinger"):
        assert words in told


def test_a_number_that_cannot_be_asked_is_told_and_nothing_is_made_of_it(clinic: Clinic) -> None:
    answer = signed_in(clinic.manager).get(f"{PAGE}?therapists=900")
    assert answer.status_code == 422
    assert "Med endringen" not in answer.content.decode()


def test_the_page_costs_eight_statements_at_most_whatever_is_asked(clinic: Clinic) -> None:
    browser = signed_in(clinic.manager)
    assert cost(browser, PAGE) <= 8
    assert cost(browser, f"{PAGE}?guided=33") <= 8


@pytest.mark.usefixtures("clone")
def test_a_team_with_nobody_yet_is_told_what_will_stand_here() -> None:
    assert "For få å planlegge etter ennå" in text(signed_in(make_clinic().manager), PAGE)


def test_what_is_left_empty_is_not_asked() -> None:
    assert QuestionForm({"course": "", "guided": ""}).change() == QuestionForm().change()


def test_more_or_less_is_said_only_where_nine_of_ten_runs_agree() -> None:
    words = ("%(middle)s less, %(low)s to %(high)s", "%(middle)s more, %(low)s to %(high)s", "-%(less)s to +%(more)s")
    assert _told(Interval(-4, -9, -2), *words) == "4 less, 2 to 9"
    assert _told(Interval(4, 2, 9), *words) == "4 more, 2 to 9"
    assert _told(Interval(-1, -4, 0.2), *words) == "-4 to +0"
    assert _told(Interval(0, 0, 0), *words) == "-0 to +0"


def test_where_nobody_starts_no_wait_is_told() -> None:
    nobody = Answer(None, None, Interval(0, 0, 0), Interval(0, 0, 0), Interval(0, 0, 0), runs=())
    assert list(sentences(nobody, nobody))[-1] == ""
