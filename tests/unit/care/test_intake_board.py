"""The intake board: who waits, how long, past what; the same two statements for six people and for sixty times six."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.care.actions.assign import assign
from stegvis.care.models import Episode
from stegvis.care.queries.intake import Group, Show, board
from stegvis.care.queries.referral import referral_of
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.models import Block, Closure, Ground, NotFound, Team
from tests.clinic import Clinic, acting, actor, inside, make_clinic, refer_someone

# A Tuesday in the week before Easter week; 14 days before it is 3 March, a Tuesday as well.
TUESDAY = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.standing_at(TUESDAY):
        yield


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


def test_days_are_counted_as_people_and_as_offices_count_them(clinic: Clinic) -> None:
    """15 calendar days hold 11 working days; one fewer when the team itself was closed on one of them."""
    refer_someone(clinic.solvik, days_ago=15)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        (row,) = board(by).rows
        assert (row.days, row.working_days, row.received_on) == (15, 11, date(2026, 3, 2))
        Closure.objects.create(team=clinic.solvik, on=date(2026, 3, 9))
        assert board(by).rows[0].working_days == 10


def test_somebody_is_late_from_the_day_after_the_target(clinic: Clinic) -> None:
    """The target is 14 calendar days unless the team has set another (NAPHA 2013: within one to two weeks)."""
    refer_someone(clinic.solvik, "På Dagen", days_ago=14)
    refer_someone(clinic.solvik, "Over Dagen", days_ago=15)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        found = board(by)
        assert {row.name: row.late_by for row in found.rows} == {"På Dagen": 0, "Over Dagen": 1}
        assert found.counts[Show.LATE] == 1
        Team.objects.filter(pk=clinic.solvik.pk).update(target_wait_days=10)
        assert {row.name: row.late_by for row in board(by).rows} == {"På Dagen": 4, "Over Dagen": 5}


def test_the_late_stand_first_then_the_new_then_the_others(clinic: Clinic) -> None:
    """The order in which a team meeting takes them."""
    taken = refer_someone(clinic.solvik, "Tatt Tidligere", days_ago=8, responsible=clinic.therapist)
    refer_someone(clinic.solvik, "Ny I Dag")
    refer_someone(clinic.solvik, "Ny Forrige Uke", days_ago=7)
    refer_someone(clinic.solvik, "Sen Med Ansvarlig", days_ago=16, responsible=clinic.therapist)
    refer_someone(clinic.solvik, "Senest", days_ago=30)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        rows = board(by).rows
    assert [row.name for row in rows] == ["Senest", "Sen Med Ansvarlig", "Ny Forrige Uke", "Ny I Dag", "Tatt Tidligere"]
    assert [row.group for row in rows][-1] is Group.WAITING
    assert rows[-1].episode == taken.pk


def test_the_wait_to_assessment_stops_when_the_assessment_begins(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik, days_ago=40)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        Episode.objects.filter(pk=episode.pk).update(state=State.IN_ASSESSMENT)
        (row,) = board(by).rows
        assert (row.group, row.late_by, row.target_on) == (Group.ASSESSMENT, 0, None)


def test_the_wait_to_treatment_stops_when_the_treatment_begins(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik, days_ago=40)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        Episode.objects.filter(pk=episode.pk).update(state=State.IN_TREATMENT, started_on=date(2026, 2, 25))
        (row,) = board(by, Show.IN_CARE).rows
        assert row.days == 20


def test_each_filter_shows_what_its_number_says(clinic: Clinic) -> None:
    states = [*State]
    for number, state in enumerate(states):
        episode = refer_someone(clinic.solvik, f"Prøve {state}", days_ago=number)
        ended = {"discharged_on": date(2026, 3, 17), "discharge_reason": "moved"}
        with inside(clinic.solvik.organisation):
            Episode.objects.filter(pk=episode.pk).update(state=state, **(ended if state is State.DISCHARGED else {}))
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        for show in Show:
            found = board(by, show)
            assert len(found.rows) == found.counts[show], show
        assert found.counts == {
            Show.WAITING: 3, Show.NEW: 1, Show.LATE: 0, Show.ASSESSMENT: 1, Show.DECIDED: 1, Show.IN_CARE: 2,
        }  # fmt: skip


def test_somebody_who_asks_again_is_marked_and_the_earlier_course_stays_hidden(clinic: Clinic) -> None:
    with clock.standing_at(TUESDAY - timedelta(days=200)):
        refer_someone(clinic.havna, "Kari Prøve")
    refer_someone(clinic.solvik, "Kari  prøve")
    refer_someone(clinic.solvik, "Ola Prøve")
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        found = {row.name: row.maybe_earlier for row in board(by).rows}
    assert found == {"Kari  prøve": True, "Ola Prøve": False}


def test_a_therapist_sees_their_own_and_on_duty_everybody(clinic: Clinic) -> None:
    own = refer_someone(clinic.solvik, "Egen Klient", responsible=clinic.therapist)
    refer_someone(clinic.solvik, "Ny Klient")
    with acting(actor(clinic.therapist, clinic.solvik)) as by:
        assert [row.episode for row in board(by).rows] == [own.pk]
        assert by.shown == {own.person_id: Ground.RESPONSIBLE}
    with acting(actor(clinic.therapist, clinic.solvik, on_duty=True)) as by:
        assert len(board(by).rows) == 2
        assert sorted(by.shown.values()) == [Ground.DUTY, Ground.RESPONSIBLE]


def test_another_team_and_those_without_a_clinical_errand_see_nobody(clinic: Clinic) -> None:
    refer_someone(clinic.solvik)
    for user, team in (
        (clinic.havna_coordinator, clinic.havna),
        (clinic.fjordbyen_coordinator, clinic.fjordbyen),
    ):
        with acting(actor(user, team)) as by:
            assert board(by).rows == ()
    with acting(actor(clinic.manager, clinic.solvik)) as by, pytest.raises(NotFound):
        board(by)


def test_a_block_hides_the_person_from_the_coordinator_as_well(clinic: Clinic) -> None:
    """A neighbour who works at the desk is a reason for a block as good as any."""
    episode = refer_someone(clinic.solvik)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        assert len(board(by).rows) == 1
        Block.objects.create(
            organisation_id=by.organisation_id, person=episode.person, user=clinic.coordinator, since=TUESDAY
        )
        assert board(by).rows == ()
        with pytest.raises(NotFound):
            referral_of(by, episode.pk)


def test_the_coordinator_never_reads_what_the_person_wrote(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik, problem="Kanarifugl i teksten", accessibility="Rullestol")
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        found = referral_of(by, episode.pk)
        assert (found.problem, found.work_status, found.problem_word) == ("", "", "")
        assert found.accessibility == "Rullestol", "the room must be booked"
        assert by.shown == {episode.person_id: Ground.INTAKE}
    with acting(actor(clinic.therapist, clinic.solvik, on_duty=True)) as by:
        assert referral_of(by, episode.pk).problem == "Kanarifugl i teksten"


def test_a_referral_that_somebody_has_is_closed_to_those_not_on_duty(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik)
    with acting(actor(clinic.lead, clinic.solvik)) as by:
        assign(by=by, episode=episode, responsible=clinic.therapist.pk)
    with acting(actor(clinic.colleague, clinic.solvik)) as by, pytest.raises(NotFound):
        referral_of(by, episode.pk)


def test_where_somebody_with_a_protected_address_lives_is_not_shown(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik, address="Prøveveien 1")
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        assert referral_of(by, episode.pk).municipality == "Solvik"
        type(episode.person).objects.filter(pk=episode.person_id).update(protected_address=True)
        found = referral_of(by, episode.pk)
        assert (found.municipality, found.identity.address) == ("", "")
        assert board(by).rows[0].is_protected


@pytest.mark.parametrize("people", [6, 60])
def test_the_board_is_read_in_two_statements(clinic: Clinic, people: int) -> None:
    for number in range(people):
        refer_someone(clinic.solvik, f"Prøve {number}", mobile=f"4000{number:04d}")
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        board(by)  # the organisation's key is opened once in a process
        with CaptureQueriesContext(connection) as statements:
            assert len(board(by).rows) == people
    assert len(statements) == 2


def test_a_referral_is_read_in_three_statements(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik, responsible=clinic.therapist)
    with acting(actor(clinic.therapist, clinic.solvik)) as by, CaptureQueriesContext(connection) as statements:
        referral_of(by, episode.pk)
    assert len(statements) == 3


def test_a_wait_over_easter_leaves_the_holidays_out(clinic: Clinic) -> None:
    """Received on Tuesday 31 March 2026, read a week later: Maundy Thursday, Good Friday and Monday are no work."""
    with clock.standing_at(datetime(2026, 3, 31, 9, 0, tzinfo=UTC)):
        refer_someone(clinic.solvik)
    with (
        clock.standing_at(datetime(2026, 3, 31, 9, 0, tzinfo=UTC) + timedelta(days=7)),
        acting(actor(clinic.coordinator, clinic.solvik)) as by,
    ):
        (row,) = board(by).rows
    assert (row.days, row.working_days) == (7, 2)
