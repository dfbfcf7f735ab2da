"""What a team's registration lacks: who sees it, how each gap appears, and how ordinary work mends it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.care.actions.complete_registration import Completion, complete_registration
from stegvis.care.actions.record_contact import record_contact
from stegvis.care.models import Appointment, Assessment, Contact, Episode
from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance, DischargeReason, Form, Purpose, WorkStatus
from stegvis.outcomes.queries.registration import ON_A_PAGE, Completeness, Lack, Registration, registration
from stegvis.people.models import Block, Denied, Ground, NotFound, User
from stegvis.questionnaires.actions.type_in import type_in
from stegvis.questionnaires.models import Questionnaire
from tests.clinic import Clinic, acting, actor, again, fill_roster, inside, make_clinic
from tests.crowd import make_crowd

WHOLE = {
    "municipality": "4299",
    "work_status_first": "working",
    "work_status_last": "working",
    "sick_pay_first": False,
    "sick_pay_last": False,
}


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


def one(clinic: Clinic, responsible: User | None = None, **values: Any) -> Episode:
    """A course in treatment that lacks nothing, but for `values`."""
    return make_crowd(clinic.solvik, responsible or clinic.therapist, 1, **{**WHOLE, **values})[0]


def read(clinic: Clinic, name: str = "therapist", **wanted: Any) -> Registration:
    with acting(again(actor(getattr(clinic, name), clinic.solvik))) as by:
        return registration(by, team="solvik", **wanted)


def lacks(clinic: Clinic, name: str = "therapist") -> list[Lack]:
    return [gap.lack for row in read(clinic, name).rows for gap in row.gaps]


def change(clinic: Clinic, episode: Episode, **values: Any) -> None:
    with inside(clinic.solvik_organisation):
        Episode.objects.filter(pk=episode.pk).update(**values)


def treat(clinic: Clinic, episode: Episode, times: int = 2) -> None:
    """So many treatment contacts, the last one ten days ago."""
    today = clock.today("Europe/Oslo")
    with inside(clinic.solvik_organisation):
        for number in range(times):
            Contact.objects.create(
                organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id,
                episode=episode, on=today - timedelta(days=10 + number), purpose=Purpose.TREATMENT, form=Form.PHONE,
                attendance=Attendance.ATTENDED, by_id=clinic.therapist.pk, recorded_at=clock.now(),
            )  # fmt: skip


def finish(clinic: Clinic, episode: Episode, **values: Any) -> None:
    """Two treatment contacts and a discharge five days ago."""
    treat(clinic, episode)
    ended = {"state": State.DISCHARGED, "discharge_reason": DischargeReason.COMPLETED}
    change(clinic, episode, discharged_on=clock.today("Europe/Oslo") - timedelta(days=5), **ended, **values)


def answer(clinic: Clinic, episode: Episode, instrument: str, days_ago: int) -> None:
    """Answers that came on paper; nothing in them raises an alert."""
    codes = range(1, 10 if instrument == "phq-9" else 8)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        type_in(
            by=by, episode=episode_of(by, episode.pk), instrument_name=f"{instrument}@1",
            answers={str(code): 0 if code == 9 else 1 for code in codes}, origin=Questionnaire.Origin.PAPER,
            answered_on=clock.today("Europe/Oslo") - timedelta(days=days_ago),
        )  # fmt: skip


def test_where_nothing_is_missing_nobody_is_listed(clinic: Clinic) -> None:
    one(clinic)
    found = read(clinic)
    assert (found.rows, found.persons, set(found.counts.values())) == ((), 0, {0})


def test_a_time_that_passed_is_missing_until_it_is_written_down(clinic: Clinic) -> None:
    episode = one(clinic)
    starts_at = clock.now() - timedelta(days=1)
    with inside(clinic.solvik_organisation):
        time = Appointment.objects.create(
            organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id,
            episode=episode, starts_at=starts_at, form=Form.PHONE, purpose=Purpose.TREATMENT, staff=clinic.therapist,
        )  # fmt: skip
    (row,) = read(clinic).rows
    assert [(gap.lack, gap.appointment, gap.at) for gap in row.gaps] == [(Lack.APPOINTMENT, time.pk, starts_at)]
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        record_contact(
            by=by, episode=episode_of(by, episode.pk), on=clock.today(by.zone) - timedelta(days=1),
            purpose=Purpose.TREATMENT, form=Form.PHONE, attendance=Attendance.DID_NOT_ATTEND, appointment=time,
        )  # fmt: skip
    assert lacks(clinic) == []


@pytest.mark.parametrize("is_cancelled", [True, False])
def test_a_time_that_was_cancelled_or_has_its_contact_is_not_missing(clinic: Clinic, is_cancelled: bool) -> None:
    """A contact answers for its time whatever the time's own status says."""
    episode = one(clinic)
    with inside(clinic.solvik_organisation):
        time = Appointment.objects.create(
            organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id,
            episode=episode, starts_at=clock.now() - timedelta(days=1), form=Form.PHONE, purpose=Purpose.TREATMENT,
            staff=clinic.therapist, status="cancelled" if is_cancelled else "planned",
        )  # fmt: skip
    treat(clinic, episode, times=1)
    if not is_cancelled:
        assert lacks(clinic) == [Lack.APPOINTMENT]
        with inside(clinic.solvik_organisation):
            Contact.objects.filter(episode=episode).update(appointment=time)
    assert lacks(clinic) == []


def test_a_time_to_come_is_not_missing(clinic: Clinic) -> None:
    episode = one(clinic)
    with inside(clinic.solvik_organisation):
        Appointment.objects.create(
            organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id,
            episode=episode, starts_at=clock.now() + timedelta(hours=1), form=Form.PHONE, purpose=Purpose.TREATMENT,
            staff=clinic.therapist,
        )  # fmt: skip
    assert lacks(clinic) == []


@pytest.mark.parametrize("field", ["problem", "level"])
def test_problem_and_level_are_missed_after_the_assessment(clinic: Clinic, field: str) -> None:
    episode = one(clinic)
    change(clinic, episode, **{field: ""})
    assert lacks(clinic) == [Lack.LEVEL]
    change(clinic, episode, **{field: "depression" if field == "problem" else "group"})
    assert lacks(clinic) == []


def test_before_the_assessment_neither_is_missed(clinic: Clinic) -> None:
    one(clinic, state=State.WAITING, problem="", level="")
    assert lacks(clinic) == []


def test_an_assessment_talk_without_a_completed_assessment_is_missed(clinic: Clinic) -> None:
    today = clock.today("Europe/Oslo")
    episode = one(clinic, state=State.IN_ASSESSMENT, problem="", level="", assessed_on=today)
    assert lacks(clinic) == [Lack.ASSESSMENT]
    with inside(clinic.solvik_organisation):
        Assessment.objects.create(
            organisation_id=episode.organisation_id, person_id=episode.person_id, episode=episode,
            by=clinic.therapist, sealed=b"-", begun_at=clock.now(), changed_at=clock.now(), completed_at=clock.now(),
        )  # fmt: skip
    assert lacks(clinic) == [Lack.LEVEL]


def test_a_finished_course_misses_the_second_answers(clinic: Clinic) -> None:
    """Both measures twice before the end; what came on paper can be typed in after the discharge."""
    episode = one(clinic, scores={})
    finish(clinic, episode)
    assert [(gap.lack, gap.instruments) for gap in read(clinic).rows[0].gaps] == [(Lack.PAIRED, ("phq-9", "gad-7"))]
    for days_ago in (30, 6):
        answer(clinic, episode, "phq-9", days_ago)
    assert [gap.instruments for gap in read(clinic).rows[0].gaps] == [("gad-7",)]
    for days_ago in (30, 6):
        answer(clinic, episode, "gad-7", days_ago)
    assert lacks(clinic) == []


def test_an_answer_after_the_discharge_makes_no_pair(clinic: Clinic) -> None:
    """MEASURES.md: the scores of an episode are those answered on or before the discharge date."""
    episode = one(clinic, scores={})
    finish(clinic, episode)
    for name in ("phq-9", "gad-7"):
        answer(clinic, episode, name, 30)
        answer(clinic, episode, name, 4)
    assert [(gap.lack, gap.instruments) for gap in read(clinic).rows[0].gaps] == [(Lack.PAIRED, ())]


@pytest.mark.parametrize(("times", "expected"), [(0, []), (1, []), (2, [Lack.PAIRED])])
def test_an_open_course_needs_a_pair_from_the_second_treatment_contact(
    clinic: Clinic, times: int, expected: list[Lack]
) -> None:
    """With two it would count as finished if it ended today; before that a second answer is not due."""
    treat(clinic, one(clinic, scores={}), times)
    assert lacks(clinic) == expected


def test_a_specific_problem_misses_its_own_measure(clinic: Clinic) -> None:
    treat(clinic, one(clinic, problem="social_anxiety", scores={"phq-9": {"count": 2}}))
    assert [gap.instruments for gap in read(clinic).rows[0].gaps] == [("spin",)]


def test_a_course_that_went_silent_wants_a_discharge(clinic: Clinic) -> None:
    today = clock.today("Europe/Oslo")
    episode = one(clinic, last_contact_on=today - timedelta(days=90), next_appointment_at=None)
    assert lacks(clinic) == []
    change(clinic, episode, last_contact_on=today - timedelta(days=91))
    assert lacks(clinic) == [Lack.DISCHARGE]
    change(clinic, episode, next_appointment_at=clock.now() + timedelta(days=1))
    assert lacks(clinic) == []


@pytest.mark.parametrize(
    ("empty", "lack", "known"),
    [
        ({"municipality": ""}, Lack.MUNICIPALITY, {"municipality": "0301"}),
        ({"work_status_first": ""}, Lack.WORK_FIRST, {"work_status_first": WorkStatus.STUDENT}),
        ({"sick_pay_first": None}, Lack.WORK_FIRST, {"sick_pay_first": True}),
    ],
)
def test_what_the_start_lacks_is_filled_in(clinic: Clinic, empty: Any, lack: Lack, known: Any) -> None:
    episode = one(clinic, **empty)
    assert lacks(clinic) == [lack]
    fill_in(clinic, episode, **known)
    assert lacks(clinic) == []


@pytest.mark.parametrize(
    ("empty", "known"),
    [
        ({"work_status_last": ""}, {"work_status_last": WorkStatus.WORKING}),
        ({"sick_pay_last": None}, {"sick_pay_last": False}),
    ],
)
def test_what_the_end_lacks_is_missed_after_the_discharge(clinic: Clinic, empty: Any, known: Any) -> None:
    episode = one(clinic, **empty)
    assert lacks(clinic) == []
    ended = {"state": State.DISCHARGED, "discharge_reason": "moved", "discharged_on": clock.today("Europe/Oslo")}
    change(clinic, episode, **ended)
    assert lacks(clinic) == []  # never treated: there is no end to compare with the start
    treat(clinic, episode, times=1)
    assert lacks(clinic) == [Lack.WORK_LAST]
    fill_in(clinic, episode, **known)
    assert lacks(clinic) == []


def fill_in(clinic: Clinic, episode: Episode, who: str = "therapist", **known: Any) -> None:
    with acting(again(actor(getattr(clinic, who), clinic.solvik))) as by:
        found = Episode.objects.get(pk=episode.pk)
        complete_registration(by=by, episode=found, completion=Completion(**known))


def test_filling_in_changes_nothing_that_stands(clinic: Clinic) -> None:
    episode = one(clinic, municipality="")
    fill_in(clinic, episode, municipality="0301", work_status_first=WorkStatus.RETIRED, sick_pay_first=True)
    with inside(clinic.solvik_organisation):
        now = Episode.objects.get(pk=episode.pk)
    assert (now.municipality, now.work_status_first, now.sick_pay_first) == ("0301", "working", False)


def test_a_number_that_is_none_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Denied):
        fill_in(clinic, one(clinic, municipality=""), municipality="301")


@pytest.mark.parametrize("who", ["colleague", "coordinator", "manager"])
def test_who_does_not_work_with_the_client_fills_in_nothing(clinic: Clinic, who: str) -> None:
    with pytest.raises(NotFound):
        fill_in(clinic, one(clinic, municipality=""), who, municipality="0301")


def test_who_ended_over_a_year_ago_is_left_alone(clinic: Clinic) -> None:
    ended = clock.today("Europe/Oslo") - timedelta(days=366)
    one(clinic, municipality="", state=State.DISCHARGED, discharge_reason="moved", discharged_on=ended)
    assert lacks(clinic) == []


def test_a_therapist_sees_own_clients_and_a_lead_the_teams(clinic: Clinic) -> None:
    own = one(clinic, municipality="")
    other = one(clinic, clinic.colleague, municipality="")
    assert [row.episode for row in read(clinic).rows] == [own.pk]
    assert {row.episode for row in read(clinic, "lead").rows} == {own.pk, other.pk}


@pytest.mark.parametrize("who", ["therapist", "lead", "coordinator"])
def test_who_is_blocked_from_a_client_is_not_told_of_them(clinic: Clinic, who: str) -> None:
    episode = one(clinic, municipality="")
    assert read(clinic, who).persons == 1
    with inside(clinic.solvik_organisation):
        Block.objects.create(
            organisation_id=episode.organisation_id, person_id=episode.person_id, user=getattr(clinic, who),
            since=clock.now(),
        )  # fmt: skip
    assert read(clinic, who).persons == 0


def test_being_on_duty_lists_nobody_elses_clients(clinic: Clinic) -> None:
    one(clinic, clinic.colleague, municipality="")
    with acting(again(actor(clinic.therapist, clinic.solvik), on_duty=True)) as by:
        assert registration(by, team="solvik").persons == 0


def test_a_coordinator_counts_what_is_not_clinical_and_sees_no_person(clinic: Clinic) -> None:
    treat(clinic, one(clinic, municipality="", work_status_first="", scores={}))
    one(clinic, work_status_first="")
    with acting(again(actor(clinic.coordinator, clinic.solvik))) as by:
        found = registration(by, team="solvik")
    assert (found.persons, found.counts) == (1, {Lack.APPOINTMENT: 0, Lack.MUNICIPALITY: 1})
    assert (found.rows, found.own, found.whole_team, found.therapists, by.shown) == ((), None, None, (), {})


@pytest.mark.parametrize("who", ["manager", "administrator", "editor"])
def test_nobody_else_is_shown_anything(clinic: Clinic, who: str) -> None:
    with pytest.raises(NotFound):
        read(clinic, who)


def test_the_log_has_those_who_were_shown_and_no_more(clinic: Clinic) -> None:
    shown = one(clinic, municipality="")
    one(clinic)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        registration(by, team="solvik")
    assert by.shown == {shown.person_id: Ground.RESPONSIBLE}


def test_completeness_is_the_measures_own(clinic: Clinic) -> None:
    """One of two is paired; the other's answers came too late. The colleague's count in the team's figure."""
    paired, late, other = one(clinic, scores={}), one(clinic, scores={}), one(clinic, clinic.colleague, scores={})
    for episode in (paired, late, other):
        finish(clinic, episode)
    treat(clinic, one(clinic))  # still open: not finished
    for name in ("phq-9", "gad-7"):
        for days_ago in (30, 6):
            answer(clinic, paired, name, days_ago)
        answer(clinic, late, name, 4)
    found = read(clinic)
    assert found.own == Completeness("Tone Prøvesen", 1, 2)
    assert (found.whole_team, found.therapists) == (Completeness("", 1, 3), ())
    lead = read(clinic, "lead")
    assert lead.own is None
    assert lead.therapists == (Completeness("Kolbjørn Kollega", 0, 1), Completeness("Tone Prøvesen", 1, 2))


@pytest.mark.parametrize(("paired", "finished", "short"), [(0, 0, 0), (9, 10, 0), (8, 10, 1), (9, 11, 1), (10, 11, 0)])
def test_how_many_more_the_target_asks_for(paired: int, finished: int, short: int) -> None:
    """90 of 100, rounded up to whole courses."""
    assert Completeness("", paired, finished).short_of_target == short


def test_a_long_list_comes_in_pages_that_show_only_their_own(clinic: Clinic) -> None:
    make_crowd(clinic.solvik, clinic.therapist, ON_A_PAGE + 3, **{**WHOLE, "municipality": ""})
    seen: set[uuid.UUID] = set()
    for page, size in ((1, ON_A_PAGE), (2, 3), (3, 0)):
        found = read(clinic, page=page)
        assert (len(found.rows), found.count, found.persons) == (size, ON_A_PAGE + 3, ON_A_PAGE + 3)
        seen |= {row.episode for row in found.rows}
    assert len(seen) == ON_A_PAGE + 3


def test_open_courses_stand_first_then_those_that_ended_last(clinic: Clinic) -> None:
    today = clock.today("Europe/Oslo")
    ended: dict[str, Any] = {"municipality": "", "state": State.DISCHARGED, "discharge_reason": "moved"}
    earlier = one(clinic, **ended, discharged_on=today - timedelta(days=9))
    later = one(clinic, **ended, discharged_on=today - timedelta(days=2))
    running = one(clinic, municipality="")
    assert [row.episode for row in read(clinic).rows] == [running.pk, later.pk, earlier.pk]


def test_one_kind_alone_can_be_looked_at(clinic: Clinic) -> None:
    work = one(clinic, work_status_first="")
    one(clinic, municipality="")
    found = read(clinic, lack=Lack.WORK_FIRST)
    assert ([row.episode for row in found.rows], found.count, found.persons) == ([work.pk], 1, 2)
    assert (found.counts[Lack.WORK_FIRST], found.counts[Lack.MUNICIPALITY]) == (1, 1)


def test_sixty_cost_what_six_cost(clinic: Clinic) -> None:
    fill_roster(clinic.solvik, clinic.lead, clinic.colleague)
    cost = []
    for size in (6, 54):
        make_crowd(clinic.solvik, clinic.therapist, size, **{**WHOLE, "municipality": ""})
        with acting(again(actor(clinic.lead, clinic.solvik))) as by, CaptureQueriesContext(connection) as seen:
            assert registration(by, team="solvik").persons in (6, 60)
        cost.append(len(seen.captured_queries))
    assert cost[0] == cost[1] <= 4
