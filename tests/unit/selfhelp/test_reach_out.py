"""The hourly job: modules open on their day; whoever falls silent is noticed once, reminded once a week at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from stegvis.care.models import Contact
from stegvis.definitions import clock, guidance
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.notices.models import Notice
from stegvis.people.models import NotFound
from stegvis.people.tenancy import system_actor
from stegvis.selfhelp.actions.end_assignment import end_assignment
from stegvis.selfhelp.actions.reach_out import reach_out
from stegvis.selfhelp.actions.settle_outreach import settle_outreach
from stegvis.selfhelp.models import AssignedModule, DiaryEntry, Opens, Outreach
from stegvis.selfhelp.queries.guide import guiding
from stegvis.selfhelp.queries.ledger import ledger_of, own_ledger
from tests.clinic import acting, actor, client_actor, inside
from tests.unit.care.work import refused
from tests.unit.selfhelp.guided import Guided, make_guided

MORNING = datetime(2026, 3, 11, 7, 30, tzinfo=UTC)  # half past eight in Oslo


@pytest.fixture
def guided(db: None) -> Iterator[Guided]:
    with clock.standing_at(MORNING):
        yield make_guided(opens=Opens.THERAPIST)


def run(guided: Guided, days: int, hours: int = 0) -> tuple[int, int]:
    """The job, so many days after the programme was given."""
    team = guided.clinic.solvik
    with clock.standing_at(MORNING + timedelta(days=days, hours=hours)), inside(team.organisation):
        return reach_out(by=system_actor(team.organisation, team=team), team=team)


def sent(guided: Guided, text: str) -> int:
    with inside(guided.clinic.solvik_organisation):
        return Notice.objects.filter(text=text).count()


def rows(guided: Guided) -> list[tuple[str, str, bool]]:
    with inside(guided.clinic.solvik_organisation):
        found = Outreach.objects.order_by("noticed_at", "why")
        return [(each.why, each.key, each.notice is not None) for each in found]


def test_the_words_of_the_table_are_those_of_the_rules() -> None:
    assert set(Outreach.Why.values) == set(guidance.Why)
    assert set(Opens.values) == {guidance.COMPLETION, guidance.THERAPIST, guidance.DATE}


def test_a_module_opens_on_its_day_and_the_client_hears_of_it_once(guided: Guided) -> None:
    guided.put("m2", opens=Opens.DATE, opens_on=date(2026, 3, 13))
    assert run(guided, 1) == (0, 0)
    assert run(guided, 2, hours=-3) == (0, 0)  # half past five: nobody is woken
    assert run(guided, 2) == (1, 0)
    assert run(guided, 2, hours=1) == (0, 0)
    assert sent(guided, "something_new") == 1
    with inside(guided.clinic.solvik_organisation):
        assert guided.module("m2").opened_at == MORNING + timedelta(days=2)


def test_a_hidden_module_does_not_open_by_its_day(guided: Guided) -> None:
    guided.put("m2", opens=Opens.DATE, opens_on=date(2026, 3, 13), hidden_at=MORNING)
    assert run(guided, 3) == (0, 0)
    assert sent(guided, "something_new") == 0


def test_seven_silent_days_are_noticed_once_and_reminded_of_once(guided: Guided) -> None:
    guided.put("m1", begun_at=MORNING, seen_at=MORNING + timedelta(days=1))
    assert run(guided, 7) == (0, 0)
    assert run(guided, 8) == (0, 1)
    for later in (8, 9, 20):
        assert run(guided, later, hours=1) == (0, 0)
    assert rows(guided) == [("silent", "2026-03-12", True)]
    assert sent(guided, "reminder") == 1


def test_whoever_keeps_a_diary_is_not_silent(guided: Guided) -> None:
    with clock.standing_at(MORNING + timedelta(days=5)), inside(guided.clinic.solvik.organisation):
        DiaryEntry.objects.create(
            organisation_id=guided.work.episode.organisation_id,
            person_id=guided.work.episode.person_id,
            episode=guided.work.episode,
            tool="sleep_diary",
            on=clock.today("Europe/Oslo"),
            is_daily=True,
            entry_sealed=b"sealed",
            made_at=clock.now(),
            saved_at=clock.now(),
        )
    run(guided, 8)
    assert guidance.Why.SILENT not in noticed_of(guided)
    run(guided, 12)
    assert guidance.Why.SILENT in noticed_of(guided)


def noticed_of(guided: Guided) -> set[str]:
    with inside(guided.clinic.solvik.organisation):
        return set(Outreach.objects.values_list("why", flat=True))


def test_whoever_comes_back_and_falls_silent_again_is_noticed_again(guided: Guided) -> None:
    guided.put("m1", begun_at=MORNING, seen_at=MORNING)
    run(guided, 7)
    guided.put("m1", seen_at=MORNING + timedelta(days=10))
    assert run(guided, 16) == (0, 0)
    assert run(guided, 17) == (0, 1)
    assert sent(guided, "reminder") == 2


def test_who_is_noticed_stands_on_the_therapists_list_until_back_or_taken_care_of(guided: Guided) -> None:
    run(guided, 7)
    assert listed(guided) == ["silent", "unopened"]
    guided.put("m1", begun_at=MORNING + timedelta(days=8), seen_at=MORNING + timedelta(days=8))
    assert listed(guided) == []


def listed(guided: Guided) -> list[str]:
    with guided.working() as by:
        return [one.why.value for one in guiding(by).reach]


def test_two_reasons_on_one_day_are_two_tasks_and_one_reminder(guided: Guided) -> None:
    """Nobody has looked at the first module, and the client was not seen: both are said, and the client hears once."""
    assert run(guided, 7) == (0, 2)
    assert [each[0] for each in rows(guided)] == ["silent", "unopened"]
    assert sent(guided, "reminder") == 1
    with inside(guided.clinic.solvik_organisation):
        AssignedModule.objects.filter(module="m2").update(opened_at=MORNING + timedelta(days=3))
    assert run(guided, 10) == (0, 1)
    assert rows(guided)[-1] == ("unopened", "m2", False)
    assert sent(guided, "reminder") == 1


def test_two_appointments_missed_in_a_row_are_noticed(guided: Guided) -> None:
    guided.put("m1", begun_at=MORNING, seen_at=MORNING)
    missed = Attendance.DID_NOT_ATTEND
    came = [Attendance.ATTENDED, missed, Attendance.CANCELLED_BY_TEAM, missed, missed]
    for day, attendance in enumerate(came):
        with inside(guided.clinic.solvik_organisation) as by:
            Contact.objects.create(
                organisation_id=by.organisation_id, team=guided.clinic.solvik, person=guided.work.episode.person,
                episode=guided.work.episode, on=date(2026, 3, 11) + timedelta(days=day), purpose=Purpose.TREATMENT,
                form=Form.VISIT, attendance=attendance, by=guided.clinic.therapist, recorded_at=MORNING,
            )  # fmt: skip
        assert run(guided, day) == (0, int(day == 3))
    assert [each[0] for each in rows(guided)] == ["missed"]


def test_nobody_is_followed_after_the_programme_or_the_course(guided: Guided) -> None:
    guided.work.put(state=State.DISCHARGED, discharged_on=date(2026, 3, 11), discharge_reason="completed")
    assert run(guided, 30) == (0, 0)
    guided.work.put(state=State.IN_TREATMENT, discharged_on=None, discharge_reason="")
    with guided.working() as by:
        end_assignment(by=by, assignment=guided.assignment())
    assert run(guided, 30) == (0, 0)
    assert sent(guided, "reminder") == 0


def test_both_sides_read_the_ledger_and_the_therapist_settles_a_task(guided: Guided) -> None:
    guided.put("m1", begun_at=MORNING, seen_at=MORNING)
    run(guided, 7)
    with inside(guided.clinic.solvik_organisation):
        row = Outreach.objects.get().pk
    for name in ("colleague", "coordinator"):
        with refused(NotFound), guided.working(name) as by:
            settle_outreach(by=by, outreach_id=row)
    stranger = actor(guided.clinic.fjordbyen_lead, guided.clinic.fjordbyen)
    with refused(NotFound), acting(stranger):
        settle_outreach(by=stranger, outreach_id=row)
    with guided.working() as by:
        settle_outreach(by=by, outreach_id=row)
        theirs = ledger_of(by, guided.assignment_id)
    with acting(client_actor(guided.work.episode.person)) as client:
        assert list(own_ledger(client)) == list(theirs)
    assert [(one.why, one.done_by, one.is_planned) for one in theirs] == [("silent", "Tone Prøvesen", True)]
