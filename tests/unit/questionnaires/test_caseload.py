"""The caseload: who needs somebody stands first, in words, and never by a grade of risk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.models import Ground, NotFound
from stegvis.questionnaires.actions.ask import ask
from stegvis.questionnaires.queries.caseload import Caseload, CaseRow, Need, Show, caseload
from stegvis.safety.actions.raise_alert import raise_alert
from tests.clinic import Clinic, acting, actor, again, fill_roster, inside, make_clinic, refer_someone
from tests.crowd import make_crowd


@pytest.fixture
def clinic(db: None) -> Clinic:
    made = make_clinic()
    fill_roster(made.solvik, made.lead, made.colleague, days=60)
    return made


def one(clinic: Clinic, **values: Any) -> Episode:
    return make_crowd(clinic.solvik, clinic.therapist, 1, **values)[0]


def read(clinic: Clinic, name: str = "therapist", **wanted: Any) -> Caseload:
    with acting(again(actor(getattr(clinic, name), clinic.solvik))) as by:
        return caseload(by, **wanted)


def row(clinic: Clinic) -> CaseRow:
    return read(clinic).rows[0]


def scores(first: int, last: int, count: int = 4) -> dict[str, Any]:
    return {"phq-9": {"first": first, "last": last, "count": count, "recent": [first, last]}}


def test_a_row_says_who_and_how_it_goes(clinic: Clinic) -> None:
    one(clinic)
    found = row(clinic)
    assert (found.name, found.birth_year, found.week, found.days_since) == ("Prøve 0 Nordby", 1990, 5, 5)
    assert (found.lines["phq-9"].last, found.lines["gad-7"].last) == (12, 11)
    assert found.need is Need.NONE


CHANGES = [(16, 10, "improved"), (16, 11, "unchanged"), (10, 16, "worsened"), (10, 15, "unchanged")]


@pytest.mark.parametrize(("first", "last", "change"), CHANGES)
def test_a_change_is_sure_from_six_points_on(clinic: Clinic, first: int, last: int, change: str) -> None:
    """PHQ-9: reliable change 6 (MEASURES.md); in both directions."""
    one(clinic, scores=scores(first, last))
    assert row(clinic).change.change == change
    assert (row(clinic).need is Need.WORSE) == (change == "worsened")


def test_one_answer_tells_no_change(clinic: Clinic) -> None:
    one(clinic, scores=scores(16, 16, count=1))
    assert (row(clinic).change.change, row(clinic).change.difference) == ("", None)


def test_who_got_worse_on_the_second_instrument_is_told_by_it(clinic: Clinic) -> None:
    gad = {"gad-7": {"first": 8, "last": 12, "count": 3, "recent": [8, 10, 12]}}
    one(clinic, scores={**scores(16, 10), **gad})
    assert (row(clinic).change.title, row(clinic).need) == ("GAD-7", Need.WORSE)


def test_an_alert_stands_before_everything(clinic: Clinic) -> None:
    worse = one(clinic, scores=scores(8, 20))
    alerted = one(clinic)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        episode = Episode.objects.select_related("team", "person__key").get(pk=alerted.pk)
        raise_alert(by=by, episode=episode, questionnaire_id=episode.pk, instrument="phq-9@1", item="9", value=1)
    found = read(clinic)
    assert [each.episode for each in found.rows] == [alerted.pk, worse.pk]
    assert found.rows[0].need is Need.UNREAD_ALERT
    assert found.rows[0].alert_due_at is not None


def test_the_order_does_not_depend_on_what_was_answered(clinic: Clinic) -> None:
    """Two alerts stand by their limit; a higher answer is no higher risk (facts/safety.md §4.1)."""
    first, second = one(clinic), one(clinic)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        for episode, value in ((first, 1), (second, 3)):
            found = Episode.objects.select_related("team", "person__key").get(pk=episode.pk)
            raise_alert(by=by, episode=found, questionnaire_id=found.pk, instrument="phq-9@1", item="9", value=value)
    with inside(clinic.solvik_organisation):
        from stegvis.safety.models import Alert

        Alert.objects.filter(episode=first).update(due_at=clock.now() - timedelta(hours=1))
    assert [each.episode for each in read(clinic).rows] == [first.pk, second.pk]


def test_answers_that_are_late_are_counted_in_days(clinic: Clinic) -> None:
    episode = one(clinic)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        found = Episode.objects.select_related("team").get(pk=episode.pk)
        ask(by=by, episode=found, instruments=["phq-9"], due_on=clock.today("Europe/Oslo"))
    assert row(clinic).overdue == 0
    with clock.moved_by(timedelta(days=3)):
        assert (row(clinic).overdue, row(clinic).need) == (3, Need.OVERDUE)
        assert len(read(clinic, show=Show.OVERDUE).rows) == 1


def test_nobody_is_forgotten_for_three_weeks(clinic: Clinic) -> None:
    today = clock.today("Europe/Oslo")
    one(clinic, next_appointment_at=None, last_contact_on=today - timedelta(days=21))
    assert row(clinic).need is Need.NONE
    one(clinic, next_appointment_at=None, last_contact_on=today - timedelta(days=22))
    assert read(clinic).rows[0].need is Need.SILENT


def test_a_time_that_has_passed_is_no_time_ahead(clinic: Clinic) -> None:
    one(clinic, next_appointment_at=clock.now() - timedelta(days=1))
    assert row(clinic).next_at is None


def test_no_progress_needs_enough_answers(clinic: Clinic) -> None:
    one(clinic, scores=scores(16, 15, count=2))
    assert not row(clinic).has_no_progress
    one(clinic, scores=scores(16, 15, count=3))
    assert len(read(clinic, show=Show.NO_PROGRESS).rows) == 1


def test_the_counts_are_over_all_rows_whatever_is_shown(clinic: Clinic) -> None:
    one(clinic)
    one(clinic, scores=scores(8, 20))
    found = read(clinic, show=Show.NEEDS)
    assert len(found.rows) == 1
    assert (found.counts[Show.ALL], found.counts[Show.NEEDS]) == (2, 1)


def test_a_therapist_has_own_clients_and_a_lead_may_see_the_teams(clinic: Clinic) -> None:
    one(clinic)
    make_crowd(clinic.solvik, clinic.colleague, 1)
    assert len(read(clinic, whole_team=True).rows) == 1
    assert len(read(clinic, "lead").rows) == 0
    assert len(read(clinic, "lead", whole_team=True).rows) == 2


def test_being_on_duty_makes_nobodys_caseload_the_teams(clinic: Clinic) -> None:
    """Duty opens a record that must be read now; it is no reason to list everybody."""
    one(clinic)
    make_crowd(clinic.solvik, clinic.colleague, 1)
    with acting(again(actor(clinic.colleague, clinic.solvik), on_duty=True)) as by:
        assert len(caseload(by, whole_team=True).rows) == 1


def test_it_is_logged_who_was_shown_and_on_what_ground(clinic: Clinic) -> None:
    episode = one(clinic)
    for name, ground in (("therapist", Ground.RESPONSIBLE), ("lead", Ground.TEAM_LEAD)):
        with acting(again(actor(getattr(clinic, name), clinic.solvik))) as by:
            caseload(by, whole_team=True)
            assert by.shown == {episode.person_id: ground}


@pytest.mark.parametrize("name", ["coordinator", "manager", "administrator"])
def test_it_is_for_those_who_treat(clinic: Clinic, name: str) -> None:
    with pytest.raises(NotFound):
        read(clinic, name)


def test_discharged_clients_leave_it(clinic: Clinic) -> None:
    day = clock.today("Europe/Oslo")
    one(clinic, state=State.DISCHARGED, discharged_on=day, discharge_reason="completed")
    assert read(clinic).rows == ()


def test_somebody_without_an_identity_has_a_row(clinic: Clinic) -> None:
    """An anonymous code is a client too."""
    from stegvis.people.models import Identity

    episode = one(clinic)
    with inside(clinic.solvik_organisation):
        Identity.objects.filter(person_id=episode.person_id).delete()
    assert (row(clinic).name, row(clinic).birth_year) == ("", None)


def test_it_costs_one_statement(clinic: Clinic, django_assert_num_queries: Any) -> None:
    make_crowd(clinic.solvik, clinic.therapist, 6)
    refer_someone(clinic.solvik, responsible=clinic.therapist)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by, django_assert_num_queries(1):
        assert len(caseload(by).rows) == 7
