"""What a client writes is kept sealed, once, and never lost to another device; homework starts the guide's clock."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.programme.answers import BadAnswers
from stegvis.people.models import Denied, NotFound
from stegvis.selfhelp.actions.hand_in import hand_in
from stegvis.selfhelp.actions.save_sheet import How, Saved, save_sheet
from stegvis.selfhelp.actions.see_module import see_module
from stegvis.selfhelp.actions.settle_copy import settle_copy
from stegvis.selfhelp.models import AssignedModule, ModuleState, Opens, Sheet, SheetCopy
from stegvis.selfhelp.queries.taken import programme_of, programmes_of, reading
from tests.clinic import acting, client_actor, inside, refer_someone
from tests.unit.questionnaires.conftest import refused
from tests.unit.selfhelp.taking import Taking, make_taking

pytestmark = pytest.mark.django_db
TEXT = "KANARI-TEKST: jeg våkner klokka tre"


@pytest.fixture
def taking() -> Taking:
    return make_taking()


def save(taking: Taking, text: str, version: int = 0, **given: Any) -> Saved:
    by = taking.again()
    with acting(by):
        return save_sheet(
            by=by, module=taking.module().pk, block="m1-thought", answers=[{"m1-thought": text}],
            version=version, **given,
        )  # fmt: skip


def written(taking: Taking, block: str = "m1-thought") -> Any:
    with acting(taking.again()) as by:
        return reading(by, taking.module().pk).sheet(block)


def test_what_is_written_is_sealed_and_read_back(taking: Taking) -> None:
    saved = save(taking, TEXT)
    assert (saved.how, saved.sheet.version) == (How.SAVED, 1)
    assert TEXT.encode() not in bytes(saved.sheet.answers_sealed)
    assert written(taking).rows == ({"m1-thought": TEXT},)


def test_the_same_again_changes_nothing(taking: Taking) -> None:
    save(taking, TEXT)
    assert save(taking, TEXT, version=1).how is How.SAME
    assert save(taking, TEXT, version=0).how is How.SAME
    assert written(taking).version == 1


def test_two_devices_that_write_at_once_both_keep_their_text(taking: Taking) -> None:
    save(taking, "fra telefonen")
    other = save(taking, "fra nettbrettet", version=0)
    assert other.how is How.COPIED
    found = written(taking)
    assert found.rows == ({"m1-thought": "fra telefonen"},)
    assert [copy.rows for copy in found.copies] == [({"m1-thought": "fra nettbrettet"},)]


def test_the_same_form_writes_on_in_its_own_copy(taking: Taking) -> None:
    """Saving as one writes must not make a copy each time."""
    save(taking, "fra telefonen")
    copy = save(taking, "fra nett", version=0).copy
    assert copy is not None
    again = save(taking, "noe annet fra nettbrettet", version=0, copy=copy.pk)
    assert again.copy is not None
    assert again.copy.pk == copy.pk
    assert [one.rows for one in written(taking).copies] == [({"m1-thought": "noe annet fra nettbrettet"},)]


def test_a_text_that_goes_on_where_the_kept_one_ends_is_no_second_text(taking: Taking) -> None:
    """The answer to the first saving was lost on the way, so the form still has the version of before."""
    save(taking, "Jeg våkner")
    assert save(taking, "Jeg våkner klokka tre", version=0).how is How.SAVED
    assert save(taking, "Jeg", version=0).how is How.SAME
    assert written(taking).rows == ({"m1-thought": "Jeg våkner klokka tre"},)


def test_a_newer_form_may_take_away_what_it_had_written(taking: Taking) -> None:
    save(taking, "Jeg våkner klokka tre")
    assert save(taking, "Jeg", version=1).how is How.SAVED
    assert written(taking).rows == ({"m1-thought": "Jeg"},)


@pytest.mark.parametrize(("takes_copy", "stays"), [(True, "to"), (False, "en")])
def test_the_person_chooses_between_the_two(taking: Taking, takes_copy: bool, stays: str) -> None:
    save(taking, "en")
    copy = save(taking, "to").copy
    assert copy is not None
    for _twice in range(2):
        by = taking.again()
        with acting(by):
            settle_copy(by=by, module=taking.module().pk, copy=copy.pk, takes_copy=takes_copy)
    found = written(taking)
    assert (found.rows, found.copies) == (({"m1-thought": stays},), ())
    assert found.version == (2 if takes_copy else 1)


def test_an_answer_that_cannot_be_is_refused_and_nothing_is_saved(taking: Taking) -> None:
    by = taking.again()
    with acting(by), refused(BadAnswers):
        save_sheet(by=by, module=taking.module().pk, block="m1-sheet", answers=[{"m1-hours": "25"}], version=0)
    assert written(taking, "m1-sheet").version == 0


@pytest.mark.parametrize("block", ["m1-text", "m2-thought", "nothing"])
def test_what_is_no_sheet_of_the_module_does_not_exist(taking: Taking, block: str) -> None:
    by = taking.again()
    with acting(by), refused(NotFound):
        save_sheet(by=by, module=taking.module().pk, block=block, answers=[{}], version=0)


def test_nobody_else_reaches_it(taking: Taking) -> None:
    neighbour = refer_someone(taking.clinic.solvik, "Nabo Person", mobile="40000099")
    by, module = client_actor(neighbour.person), taking.module().pk
    for reach in (
        lambda: reading(by, module),
        lambda: programme_of(by, taking.assignment.pk),
        lambda: hand_in(by=by, module=module),
        lambda: save_sheet(by=by, module=module, block="m1-thought", answers=[{"m1-thought": "x"}], version=0),
        lambda: settle_copy(by=by, module=module, copy=uuid.uuid4(), takes_copy=True),
    ):
        with acting(by), refused(NotFound):
            reach()
    with acting(by):
        assert list(programmes_of(by)) == []


@pytest.mark.parametrize("fields", [{"hidden_at": clock.now()}, {"opened_at": None}])
def test_what_is_hidden_or_closed_is_not_there(taking: Taking, fields: dict[str, Any]) -> None:
    taking.change("m1", **fields)
    by = taking.again()
    with acting(by), refused(NotFound):
        reading(by, taking.module().pk)
    with acting(by), refused(NotFound):
        save_sheet(by=by, module=taking.module().pk, block="m1-thought", answers=[{}], version=0)


def test_after_the_course_it_is_read_and_not_written(taking: Taking) -> None:
    save(taking, TEXT)
    with inside(taking.episode.organisation):
        Episode.objects.filter(pk=taking.episode.pk).update(
            state="discharged", discharged_on=clock.today("Europe/Oslo"), discharge_reason="completed"
        )
    assert written(taking).rows == ({"m1-thought": TEXT},)
    by = taking.again()
    with acting(by), refused(Denied):
        save_sheet(by=by, module=taking.module().pk, block="m1-thought", answers=[{}], version=1)


def homework(taking: Taking, text: str = "Bra") -> None:
    by = taking.again()
    with acting(by):
        save_sheet(by=by, module=taking.module().pk, block="m1-homework", answers=[{"m1-how": text}], version=0)


def sent(taking: Taking) -> AssignedModule:
    by = taking.again()
    with acting(by):
        return hand_in(by=by, module=taking.module().pk)


def test_homework_starts_the_guides_clock_and_opens_the_next_module(taking: Taking) -> None:
    """Friday 1 May 2026 is a holiday and the weekend follows: handed in on Thursday, due on Tuesday."""
    with clock.standing_at(datetime(2026, 4, 30, 18, tzinfo=UTC)):
        homework(taking)
        assert sent(taking).reply_due_on == date(2026, 5, 5)
        assert taking.module("m2").opened_at == clock.now()
        first = sent(taking)
    assert (first.handed_in_at, taking.module().state(date(2026, 5, 5))) == (
        datetime(2026, 4, 30, 18, tzinfo=UTC), ModuleState.HANDED_IN,
    )  # fmt: skip


def test_where_the_therapist_opens_the_next_one_it_stays_closed() -> None:
    taking = make_taking(opens=Opens.THERAPIST)
    homework(taking)
    sent(taking)
    assert taking.module("m2").opened_at is None


def test_homework_without_an_answer_is_not_sent(taking: Taking) -> None:
    by = taking.again()
    with acting(by), refused(Denied):
        hand_in(by=by, module=taking.module().pk)
    homework(taking, " ")
    with acting(by), refused(Denied):
        hand_in(by=by, module=taking.module().pk)


def test_what_was_sent_is_not_changed_afterwards(taking: Taking) -> None:
    homework(taking)
    sent(taking)
    by = taking.again()
    with acting(by), refused(Denied):
        save_sheet(by=by, module=taking.module().pk, block="m1-homework", answers=[{"m1-how": "nei"}], version=1)


def test_the_place_is_remembered_without_a_history(taking: Taking) -> None:
    """Minutes on the pages count, a pause does not, and only the beginning is an event of the record."""
    start, module = clock.now(), taking.module().pk
    for minutes, place in ((0, "m1-read"), (5, "m1-write"), (200, "m1-read"), (203, "m1-write")):
        by = taking.again()
        with clock.standing_at(start + timedelta(minutes=minutes)), acting(by):
            see_module(by=by, module=module, place=place)
    found = taking.module()
    assert (found.place, found.seconds, found.begun_at) == ("m1-write", 8 * 60, start)
    with inside(taking.episode.organisation):
        assert found.history.count() == 2  # type: ignore[attr-defined]  # given, begun


def test_the_client_sees_what_is_open_and_what_opens_next(taking: Taking) -> None:
    by = taking.again()
    with acting(by):
        (found,) = programmes_of(by)
    assert [(part.of.id, part.number, part.state) for part in found.parts] == [
        ("m1", 1, ModuleState.OPEN), ("m2", 2, ModuleState.CLOSED),
    ]  # fmt: skip
    assert (found.guide, found.next, found.done) == (taking.clinic.therapist.name, found.parts[0], 0)
    taking.change("m1", hidden_at=clock.now())
    with acting(by):
        hidden = programme_of(by, taking.assignment.pk)
    assert [(part.of.id, part.number) for part in hidden.parts] == [("m2", 1)]
    assert hidden.next is None


def test_a_programme_is_read_in_two_statements(taking: Taking, django_assert_num_queries: Any) -> None:
    save(taking, "en")
    save(taking, "to")
    by, module = taking.again(), taking.module().pk
    with acting(by):
        reading(by, module)
        with django_assert_num_queries(2):
            reading(by, module)
    with inside(taking.episode.organisation):
        assert (Sheet.objects.count(), SheetCopy.objects.count()) == (1, 1)
