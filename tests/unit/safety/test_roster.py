"""The duty roster: without two people for each open day of two weeks, nothing that asks of risk is put to a client."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stegvis.definitions import clock
from stegvis.people.models import Actor, Closure, Denied, Membership, NotFound, User
from stegvis.safety.actions.plan_duty import Pair, can_plan_duty, plan_duty
from stegvis.safety.models import DutyShift
from stegvis.safety.queries.roster import covered, missing_days, roster, who_reads
from tests.clinic import Clinic, acting, actor, again, fill_roster, inside, make_clinic
from tests.unit.safety.conftest import refused

OSLO = ZoneInfo("Europe/Oslo")
MONDAY = datetime(2026, 3, 16, 9, 0, tzinfo=OSLO)


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


def is_covered(clinic: Clinic) -> bool:
    with inside(clinic.solvik_organisation):
        return covered(clinic.solvik.pk, clinic.solvik.zone)


def planned(clinic: Clinic, days: int = 21) -> None:
    fill_roster(clinic.solvik, clinic.lead, clinic.colleague, days=days)


def test_an_empty_roster_covers_nothing(clinic: Clinic) -> None:
    assert not is_covered(clinic)


def test_fourteen_days_are_enough_and_thirteen_are_not(clinic: Clinic) -> None:
    with clock.standing_at(MONDAY - timedelta(days=2)):  # the fourteenth day is a Friday
        planned(clinic, days=13)
        assert not is_covered(clinic)
        with inside(clinic.solvik_organisation):
            DutyShift.objects.all().delete()
        planned(clinic, days=14)
        assert is_covered(clinic)


def test_days_on_which_the_team_is_closed_need_nobody(clinic: Clinic) -> None:
    with clock.standing_at(MONDAY):
        planned(clinic)
        with inside(clinic.solvik_organisation):
            DutyShift.objects.filter(on__week_day__in=[1, 7]).delete()
        assert is_covered(clinic)


def test_one_open_day_without_names_closes_it(clinic: Clinic) -> None:
    with clock.standing_at(MONDAY):
        planned(clinic)
        with inside(clinic.solvik_organisation):
            DutyShift.objects.filter(on=date(2026, 3, 25)).delete()
            assert missing_days(clinic.solvik.pk, "Europe/Oslo") == (date(2026, 3, 25),)
        assert not is_covered(clinic)


@pytest.mark.parametrize("name", ["lead", "colleague"])
def test_somebody_whose_account_is_closed_covers_nothing(clinic: Clinic, name: str) -> None:
    planned(clinic)
    User.objects.filter(pk=getattr(clinic, name).pk).update(is_active=False)
    assert not is_covered(clinic)


@pytest.mark.parametrize("name", ["lead", "colleague"])
def test_somebody_whose_membership_ends_within_the_days_covers_only_until_then(clinic: Clinic, name: str) -> None:
    planned(clinic)
    with inside(clinic.solvik_organisation):
        last = clock.today("Europe/Oslo") + timedelta(days=5)
        Membership.objects.filter(user=getattr(clinic, name)).update(until=last)
    assert not is_covered(clinic)


def test_somebody_who_does_not_treat_people_covers_nothing(clinic: Clinic) -> None:
    fill_roster(clinic.solvik, clinic.lead, clinic.coordinator)
    assert not is_covered(clinic)


def test_two_weeks_without_an_open_day_cover_nothing(clinic: Clinic) -> None:
    """In a summer closing nobody would read for two weeks, however full the roster is."""
    planned(clinic)
    today = clock.today("Europe/Oslo")
    Closure.objects.bulk_create(Closure(team=clinic.solvik, on=today + timedelta(days=day)) for day in range(14))
    assert not is_covered(clinic)


def test_a_team_without_opening_hours_is_never_covered(clinic: Clinic) -> None:
    planned(clinic)
    clinic.solvik.opening_hours.all().delete()
    assert not is_covered(clinic)


def test_the_roster_of_another_team_covers_nothing_here(clinic: Clinic) -> None:
    fill_roster(clinic.havna, clinic.havna_therapist, clinic.lead)
    assert not is_covered(clinic)


def read_at(clinic: Clinic, at: datetime) -> tuple[str, bool, datetime, datetime] | None:
    with inside(clinic.solvik_organisation):
        found = who_reads(clinic.solvik.pk, clinic.solvik.zone, at)
    return (found.name, found.is_open_now, found.reads_from, found.due_at) if found else None


def test_while_the_team_is_open_the_duty_person_of_the_day_reads(clinic: Clinic) -> None:
    with clock.standing_at(MONDAY):
        planned(clinic)
    assert read_at(clinic, MONDAY) == (clinic.lead.name, True, MONDAY, MONDAY + timedelta(hours=4))


def test_on_a_saturday_it_is_the_duty_person_of_monday_from_eight(clinic: Clinic) -> None:
    with clock.standing_at(MONDAY):
        planned(clinic)
        with inside(clinic.solvik_organisation):
            DutyShift.objects.filter(on=date(2026, 3, 23)).update(duty=clinic.colleague, substitute=clinic.lead)
    monday = datetime(2026, 3, 23, 8, 0, tzinfo=OSLO)
    saturday = datetime(2026, 3, 21, 22, 0, tzinfo=OSLO)
    assert read_at(clinic, saturday) == (clinic.colleague.name, False, monday, monday + timedelta(hours=4))


def test_the_substitute_reads_when_the_duty_person_has_left(clinic: Clinic) -> None:
    with clock.standing_at(MONDAY):
        planned(clinic)
    User.objects.filter(pk=clinic.lead.pk).update(is_active=False)
    found = read_at(clinic, MONDAY)
    assert found is not None
    assert found[0] == clinic.colleague.name


def test_nobody_is_promised_where_nobody_is_named(clinic: Clinic) -> None:
    """A page that says who reads must not invent somebody (facts/safety.md §4.2.3)."""
    assert read_at(clinic, MONDAY) is None


def planner(clinic: Clinic, name: str = "coordinator") -> Actor:
    return again(actor(getattr(clinic, name), clinic.solvik))


def pair(clinic: Clinic) -> Pair:
    return Pair(clinic.therapist.pk, clinic.colleague.pk)


@pytest.mark.parametrize("name", ["coordinator", "lead"])
def test_lead_and_coordinator_plan(clinic: Clinic, name: str) -> None:
    day = clock.today("Europe/Oslo")
    with acting(planner(clinic, name)) as by:
        plan_duty(by=by, days={day: pair(clinic)})
        shift = DutyShift.objects.get()
    assert (shift.on, shift.duty_id, shift.substitute_id) == (day, clinic.therapist.pk, clinic.colleague.pk)


@pytest.mark.parametrize("name", ["therapist", "manager", "administrator", "editor"])
def test_nobody_else_plans(clinic: Clinic, name: str) -> None:
    """Being on duty opens every record of the team: nobody may give that to themselves."""
    with acting(planner(clinic, name)) as by:
        assert not can_plan_duty(by=by)
        with refused(Denied):
            plan_duty(by=by, days={clock.today("Europe/Oslo"): pair(clinic)})


def test_planning_again_keeps_what_was_planned_in_the_history(clinic: Clinic) -> None:
    day = clock.today("Europe/Oslo")
    with acting(planner(clinic)) as by:
        plan_duty(by=by, days={day: pair(clinic)})
    with acting(planner(clinic)) as by:
        plan_duty(by=by, days={day: Pair(clinic.lead.pk, clinic.therapist.pk)})
        shift = DutyShift.objects.get()
        assert shift.duty_id == clinic.lead.pk
        assert list(shift.history.order_by("pgh_id").values_list("duty_id", flat=True)) == [
            clinic.therapist.pk,
            clinic.lead.pk,
        ]


def test_planning_the_same_again_changes_nothing(clinic: Clinic) -> None:
    day = clock.today("Europe/Oslo")
    for _ in range(2):
        with acting(planner(clinic)) as by:
            plan_duty(by=by, days={day: pair(clinic)})
    with inside(clinic.solvik_organisation):
        assert DutyShift.objects.get().history.count() == 1


def test_a_day_can_be_emptied_and_other_days_stay(clinic: Clinic) -> None:
    today = clock.today("Europe/Oslo")
    with acting(planner(clinic)) as by:
        plan_duty(by=by, days={today: pair(clinic), today + timedelta(days=1): pair(clinic)})
    with acting(planner(clinic)) as by:
        plan_duty(by=by, days={today: None})
        assert [shift.on for shift in DutyShift.objects.all()] == [today + timedelta(days=1)]


def test_one_person_is_not_enough(clinic: Clinic) -> None:
    with acting(planner(clinic)) as by, refused(Denied):
        plan_duty(by=by, days={clock.today("Europe/Oslo"): Pair(clinic.lead.pk, clinic.lead.pk)})


@pytest.mark.parametrize("name", ["coordinator", "havna_therapist", "fjordbyen_therapist"])
def test_only_those_who_treat_people_in_the_team_can_be_on_duty(clinic: Clinic, name: str) -> None:
    with acting(planner(clinic)) as by, refused(Denied):
        plan_duty(by=by, days={clock.today("Europe/Oslo"): Pair(clinic.lead.pk, getattr(clinic, name).pk)})


def test_what_has_passed_is_not_rewritten(clinic: Clinic) -> None:
    with acting(planner(clinic)) as by, refused(Denied):
        plan_duty(by=by, days={clock.today("Europe/Oslo") - timedelta(days=1): pair(clinic)})


def test_a_wrong_day_undoes_the_others(clinic: Clinic) -> None:
    today = clock.today("Europe/Oslo")
    with acting(planner(clinic)) as by:
        with refused(Denied):
            plan_duty(
                by=by, days={today: pair(clinic), today + timedelta(days=1): Pair(clinic.lead.pk, clinic.lead.pk)}
            )
        assert not DutyShift.objects.exists()


def test_the_page_says_from_when_questionnaires_are_closed(clinic: Clinic) -> None:
    """A gap closes them as soon as it lies within the coming fourteen days, so thirteen days before it."""
    with clock.standing_at(MONDAY):
        planned(clinic, days=28)
        with inside(clinic.solvik_organisation):
            DutyShift.objects.filter(on=date(2026, 4, 9)).delete()
        with acting(planner(clinic)) as by:
            found = roster(by)
    assert found.is_covered
    assert found.missing == (date(2026, 4, 9),)
    assert found.closes_on == date(2026, 3, 27)
    with clock.standing_at(datetime(2026, 3, 26, 9, 0, tzinfo=OSLO)):
        assert is_covered(clinic)
    with clock.standing_at(datetime(2026, 3, 27, 9, 0, tzinfo=OSLO)):
        assert not is_covered(clinic)


def test_the_page_has_four_weeks_and_names_closed_days(clinic: Clinic) -> None:
    with clock.standing_at(MONDAY):
        planned(clinic, days=28)
        with acting(planner(clinic, "therapist")) as by:
            found = roster(by)
    assert [day.on for day in found.days] == [date(2026, 3, 16) + timedelta(days=number) for number in range(28)]
    closed = {day.on for day in found.days if not day.is_open and day.on.weekday() < 5}
    assert closed == {date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 6)}  # Easter 2026
    assert (found.missing, found.closes_on) == ((), None)


@pytest.mark.parametrize("name", ["manager", "editor", "administrator"])
def test_the_page_is_for_those_who_work_with_clients(clinic: Clinic, name: str) -> None:
    with acting(planner(clinic, name)) as by, refused(NotFound):
        roster(by)
