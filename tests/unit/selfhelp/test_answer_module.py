"""The guide's answer: what it changes, who may give it, and that a week is one contact and never clicks alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stegvis.care.models import Contact, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.notices.models import Notice
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.selfhelp.actions.answer_module import answer_module, can_answer_module
from stegvis.selfhelp.actions.end_assignment import end_assignment
from stegvis.selfhelp.actions.write_remark import LONGEST, read_remarks, write_remark
from stegvis.selfhelp.models import AssignedModule, ModuleState, Opens, Remark
from stegvis.selfhelp.queries.threads import thread_of
from tests.clinic import acting, actor, inside
from tests.unit.care.work import refused
from tests.unit.selfhelp.guided import Guided, make_guided

WEDNESDAY = datetime(2026, 3, 11, 10, tzinfo=UTC)
SUNDAY, MONDAY = datetime(2026, 3, 15, 20, tzinfo=UTC), datetime(2026, 3, 16, 10, tzinfo=UTC)
ANSWER = "Så fint at du prøvde to kvelder."


@pytest.fixture
def guided(db: None) -> Iterator[Guided]:
    with clock.standing_at(WEDNESDAY):
        yield make_guided(opens=Opens.THERAPIST)


def answer(guided: Guided, name: str = "m1", by: Actor | None = None, **values: Any) -> AssignedModule:
    with acting(by or guided.by()) as who:
        return answer_module(by=who, module=guided.module(name), **{"text": ANSWER, **values})


def contacts(guided: Guided) -> list[tuple[date, str, str, int | None]]:
    with inside(guided.clinic.solvik_organisation):
        rows = Contact.objects.filter(episode=guided.work.episode).order_by("on")
        return [(row.on, row.form, row.level, row.minutes) for row in rows]


def notices(guided: Guided) -> list[str]:
    with inside(guided.clinic.solvik_organisation):
        return list(Notice.objects.filter(text__in=("something_new", "reminder")).values_list("text", flat=True))


def test_an_answer_stops_the_clock_is_sealed_and_lets_the_client_know(guided: Guided) -> None:
    guided.hand_in()
    module = answer(guided, minutes=15)
    assert (module.state(WEDNESDAY.date()), module.reply_due_on) == (ModuleState.ANSWERED, None)
    assert module.answered_by_id == guided.clinic.therapist.pk
    with acting(guided.client()) as client:
        thread = thread_of(client, guided.module())
        assert [(one.text, one.by_name, one.is_own) for one in thread] == [(ANSWER, "Tone Prøvesen", False)]
        assert b"kvelder" not in bytes(Remark.objects.get().text_sealed)
    assert notices(guided) == ["something_new"]
    assert guided.module("m2").opened_at is None


def test_the_same_form_sent_twice_answers_once(guided: Guided) -> None:
    guided.hand_in()
    by = guided.by(command=guided.by().command)
    answer(guided, by=by)
    answer(guided, by=by)
    with inside(guided.clinic.solvik_organisation):
        assert Remark.objects.count() == 1


def test_the_next_module_opens_where_the_guide_says_so_and_past_a_hidden_one(guided: Guided) -> None:
    guided.hand_in()
    guided.put("m2", hidden_at=WEDNESDAY)
    answer(guided, opens_next=True)
    assert (guided.module("m2").opened_at, guided.module("m3").opened_at) == (None, WEDNESDAY)
    assert notices(guided) == ["something_new"]


def test_a_module_that_a_day_opens_stays_closed_until_then(guided: Guided) -> None:
    guided.hand_in()
    guided.put("m2", opens=Opens.DATE, opens_on=date(2026, 3, 20))
    answer(guided, opens_next=True)
    assert guided.module("m2").opened_at is None


def test_what_is_not_handed_in_is_not_answered(guided: Guided) -> None:
    with refused(Denied, match="not handed this module in"):
        answer(guided)
    assert not can_answer_module(guided.by(), guided.module())


def test_who_does_not_work_with_the_client_finds_nothing(guided: Guided) -> None:
    """A colleague without a relation, another team, another organisation, the coordinator, the client."""
    guided.hand_in()
    clinic = guided.clinic
    strangers = [
        guided.by("colleague"), guided.by("coordinator"), actor(clinic.havna_therapist, clinic.havna),
        actor(clinic.fjordbyen_lead, clinic.fjordbyen), guided.client(),
    ]  # fmt: skip
    with inside(clinic.solvik_organisation):
        module = guided.module()
    for by in strangers:
        with refused(NotFound), acting(by):
            answer_module(by=by, module=module, text=ANSWER)
    assert contacts(guided) == []


def test_after_the_course_or_the_programme_nothing_is_answered(guided: Guided) -> None:
    guided.hand_in()
    with guided.working() as by:
        end_assignment(by=by, assignment=guided.assignment())
    assert guided.module().reply_due_on is None
    with refused(Denied, match="programme has ended"):
        answer(guided)
    guided.work.put(state=State.DISCHARGED, discharged_on=WEDNESDAY.date(), discharge_reason="completed")
    with refused(Denied, match="course of care has ended"):
        answer(guided)


def test_homework_that_is_answered_is_one_internet_contact(guided: Guided) -> None:
    """MEASURES.md: a treatment contact, on the day of the client's work; treatment has begun by it."""
    guided.hand_in()
    answer(guided, minutes=20)
    assert contacts(guided) == [(WEDNESDAY.date(), "internet", "individual", 20)]
    with inside(guided.clinic.solvik_organisation):
        contact = Contact.objects.get()
        episode = Episode.objects.get(pk=guided.work.episode.pk)
    assert (contact.purpose, contact.attendance) == (Purpose.TREATMENT, Attendance.ATTENDED)
    assert (episode.state, episode.started_on) == (State.IN_TREATMENT, WEDNESDAY.date())


def test_the_week_is_that_of_the_homework_also_when_it_is_answered_the_week_after(guided: Guided) -> None:
    """Handed in on Sunday evening, answered on Monday: the contact is Sunday's, and Monday's week is free for more."""
    guided.hand_in("m1", at=SUNDAY)
    guided.put("m2", opened_at=WEDNESDAY)
    guided.hand_in("m2", at=MONDAY)
    with clock.standing_at(MONDAY + timedelta(hours=1)):
        answer(guided, "m1")
        answer(guided, "m2")
    assert [on for on, *_ in contacts(guided)] == [SUNDAY.date(), MONDAY.date()]


def test_two_modules_in_one_week_are_one_contact(guided: Guided) -> None:
    guided.hand_in("m1", at=WEDNESDAY)
    guided.hand_in("m2", at=SUNDAY)
    with clock.standing_at(MONDAY):
        answer(guided, "m1", minutes=10)
        answer(guided, "m2", minutes=25)
    assert contacts(guided) == [(WEDNESDAY.date(), "internet", "individual", 10)]


def test_a_treatment_contact_by_internet_that_week_is_enough_and_another_form_is_not(guided: Guided) -> None:
    guided.hand_in()
    usual: dict[str, Any] = {
        "organisation_id": guided.clinic.solvik.organisation_id, "team": guided.clinic.solvik,
        "person": guided.work.episode.person, "episode": guided.work.episode, "by": guided.clinic.therapist,
        "purpose": Purpose.TREATMENT, "recorded_at": WEDNESDAY,
    }  # fmt: skip
    with inside(guided.clinic.solvik_organisation):
        Contact.objects.create(**usual, on=date(2026, 3, 9), form=Form.VISIT, attendance=Attendance.ATTENDED)
        Contact.objects.create(**usual, on=date(2026, 3, 9), form=Form.INTERNET, attendance=Attendance.DID_NOT_ATTEND)
        Contact.objects.create(**usual, on=date(2026, 3, 8), form=Form.INTERNET, attendance=Attendance.ATTENDED)
    answer(guided)
    assert (WEDNESDAY.date(), "internet", "individual", None) in contacts(guided)
    guided.hand_in("m2")
    answer(guided, "m2")
    assert len(contacts(guided)) == 4


def test_clicks_alone_are_no_contact(guided: Guided) -> None:
    """Read to the last page and sent without a word: the guide may answer, and no contact is counted."""
    guided.put(begun_at=WEDNESDAY, seen_at=WEDNESDAY, handed_in_at=WEDNESDAY, seconds=3600, place="m1-write")
    answer(guided, minutes=5)
    assert contacts(guided) == []


def test_minutes_are_as_of_any_contact_and_an_answer_has_words(guided: Guided) -> None:
    guided.hand_in()
    with refused(Denied, match="0 to 600"):
        answer(guided, minutes=601)
    for text, why in (("  ", "Nothing is written"), ("x" * (LONGEST + 1), "longer than")):
        with refused(Denied, match=why):
            answer(guided, text=text)
    assert guided.module().answered_at is None


def test_a_clients_question_starts_the_clock_once_and_the_guides_word_stops_it(guided: Guided) -> None:
    with clock.standing_at(datetime(2026, 4, 1, 10, tzinfo=UTC)):
        ask(guided, "Skal jeg stå opp likevel?")
        assert guided.module().reply_due_on == date(2026, 4, 8)
    with clock.standing_at(datetime(2026, 4, 7, 10, tzinfo=UTC)):
        ask(guided, "Og i helgen?")
        assert guided.module().reply_due_on == date(2026, 4, 8)
        with guided.working() as by:
            write_remark(by=by, module=guided.module(), text="Ja.")
        assert guided.module().reply_due_on is None
    assert contacts(guided) == []
    assert notices(guided) == ["something_new"]


def ask(guided: Guided, text: str) -> None:
    with acting(guided.client()) as client:
        write_remark(by=client, module=guided.module(), text=text)


def test_a_word_in_between_does_not_stop_the_clock_of_homework(guided: Guided) -> None:
    guided.hand_in()
    with guided.working() as by:
        write_remark(by=by, module=guided.module(), text="Jeg svarer i morgen.")
    assert guided.module().reply_due_on is not None
    assert contacts(guided) == []


def test_a_sheet_that_the_guide_answers_on_the_way_counts_its_week(guided: Guided) -> None:
    guided.write(at=WEDNESDAY)
    with clock.standing_at(MONDAY), guided.working() as by:
        write_remark(by=by, module=guided.module(), text="Godt i gang.", minutes=8)
    assert contacts(guided) == [(WEDNESDAY.date(), "internet", "individual", 8)]


def test_only_the_client_and_who_may_read_the_record_write(guided: Guided) -> None:
    with inside(guided.clinic.solvik_organisation):
        closed, module = guided.module("m2"), guided.module()
    with refused(NotFound), acting(guided.client()) as client:
        write_remark(by=client, module=closed, text="Hei")
    clinic = guided.clinic
    for by in (guided.by("colleague"), guided.by("coordinator"), actor(clinic.fjordbyen_lead, clinic.fjordbyen)):
        with refused(NotFound), acting(by):
            write_remark(by=by, module=module, text="Hei")


def test_what_the_other_side_wrote_is_marked_as_read(guided: Guided) -> None:
    ask(guided, "Hei")
    with acting(guided.client()) as client:
        assert read_remarks(by=client, module=guided.module()) == 0
    with guided.working() as by:
        assert read_remarks(by=by, module=guided.module()) == 1
        assert read_remarks(by=by, module=guided.module()) == 0
        assert thread_of(by, guided.module())[0].read_at == WEDNESDAY
