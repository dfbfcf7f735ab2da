"""What a device sealed while the connection was gone arrives once, loses nothing, and tells nobody else anything."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import Any

import pytest

from stegvis.definitions import clock
from stegvis.people.models import Denied, NotFound
from stegvis.selfhelp.actions.hand_in import hand_in
from stegvis.selfhelp.actions.receive_sealed import Letter, open_post_box, receive_sealed
from stegvis.selfhelp.actions.save_sheet import save_sheet
from stegvis.selfhelp.actions.see_module import see_module
from stegvis.selfhelp.models import PostBox, Sheet, SheetCopy
from stegvis.selfhelp.queries.taken import reading
from tests.clinic import acting, inside
from tests.unit.questionnaires.conftest import refused
from tests.unit.selfhelp.letters import sealed_letter
from tests.unit.selfhelp.taking import Taking, make_taking

pytestmark = pytest.mark.django_db
TEXT = "KANARI-BREV: skrevet på toget"


@pytest.fixture
def taking() -> Taking:
    """Somebody who has opened the first module."""
    made = make_taking()
    with acting(made.again()) as by:
        see_module(by=by, module=made.module().pk, place="m1-write")
    return made


def public(taking: Taking) -> bytes:
    with acting(taking.again()) as by:
        return open_post_box(by=by)


def says(taking: Taking, text: str = TEXT, **other: Any) -> dict[str, Any]:
    return {
        "module": str(taking.module().pk), "block": "m1-thought", "version": 0,
        "rows": [{"m1-thought": text}], "at": clock.now().isoformat(), **other,
    }  # fmt: skip


def receive(taking: Taking, letter: Letter) -> Sheet:
    with acting(taking.again()) as by:
        return receive_sealed(by=by, letter=letter)


def rows(taking: Taking, block: str = "m1-thought") -> Any:
    with acting(taking.again()) as by:
        return reading(by, taking.module().pk).sheet(block)


def test_a_letter_is_opened_and_kept(taking: Taking) -> None:
    letter = sealed_letter(public(taking), says(taking))
    assert TEXT.encode() not in letter.sealed
    receive(taking, letter)
    assert rows(taking).rows == ({"m1-thought": TEXT},)


def test_the_post_box_is_made_once_and_its_secret_is_sealed(taking: Taking) -> None:
    assert public(taking) == public(taking)
    with inside(taking.episode.organisation):
        assert len(bytes(PostBox.objects.get().private_sealed)) == 12 + 64 + 16


def test_the_same_letter_twice_has_one_effect(taking: Taking) -> None:
    """The answer to the first was lost; since then something else was written, which must not become a second text."""
    letter = sealed_letter(public(taking), says(taking))
    receive(taking, letter)
    by = taking.again()
    with acting(by):
        save_sheet(by=by, module=taking.module().pk, block="m1-thought", answers=[{"m1-thought": "nytt"}], version=1)
    receive(taking, letter)
    assert (rows(taking).rows, rows(taking).copies) == (({"m1-thought": "nytt"},), ())


def test_a_letter_on_the_ground_of_an_older_version_is_kept_beside(taking: Taking) -> None:
    by = taking.again()
    with acting(by):
        save_sheet(by=by, module=taking.module().pk, block="m1-thought", answers=[{"m1-thought": "på nett"}], version=0)
    written_at = clock.now() - timedelta(hours=3)
    receive(taking, sealed_letter(public(taking), says(taking, at=written_at.isoformat())))
    found = rows(taking)
    assert found.rows == ({"m1-thought": "på nett"},)
    assert [(copy.rows, copy.written_at) for copy in found.copies] == [(({"m1-thought": TEXT},), written_at)]


def test_homework_that_was_sent_meanwhile_is_not_changed_and_nothing_is_lost(taking: Taking) -> None:
    by = taking.again()
    with acting(by):
        save_sheet(by=by, module=taking.module().pk, block="m1-homework", answers=[{"m1-how": "Bra"}], version=0)
        hand_in(by=by, module=taking.module().pk)
    answers = [{"m1-how": "Bra, tror jeg"}]
    receive(taking, sealed_letter(public(taking), says(taking, block="m1-homework", version=1, rows=answers)))
    found = rows(taking, "m1-homework")
    assert found.rows == ({"m1-how": "Bra"},)
    assert [copy.rows for copy in found.copies] == [tuple(answers)]


def test_what_a_field_cannot_hold_is_left_out_and_the_rest_is_kept(taking: Taking) -> None:
    answers = [{"m1-tired": "yes", "m1-hours": "99"}]
    receive(taking, sealed_letter(public(taking), says(taking, block="m1-sheet", rows=answers)))
    assert rows(taking, "m1-sheet").rows == ({"m1-tired": "yes"},)


def test_a_module_hidden_since_still_takes_what_was_written_in_it(taking: Taking) -> None:
    letter = sealed_letter(public(taking), says(taking))
    taking.change("m1", hidden_at=clock.now())
    assert receive(taking, letter).version == 1


def test_a_module_that_was_never_opened_does_not_exist(taking: Taking) -> None:
    letter = sealed_letter(public(taking), says(taking, module=str(taking.module("m2").pk), block="m2-thought"))
    with refused(NotFound):
        receive(taking, letter)


def damaged(letter: Letter, place: int) -> Letter:
    content = bytearray(letter.sealed)
    content[place] ^= 1
    return Letter(letter.id, bytes(content))


BAD = {
    "changed": lambda letter: damaged(letter, -1),
    "another point": lambda letter: damaged(letter, 40),
    "another nonce": lambda letter: damaged(letter, 70),
    "another id": lambda letter: Letter(uuid.uuid4(), letter.sealed),
    "cut": lambda letter: Letter(letter.id, letter.sealed[:80]),
    "empty": lambda letter: Letter(letter.id, b""),
}


@pytest.mark.parametrize("how", BAD)
def test_a_letter_that_was_changed_is_refused_and_the_log_tells_nothing(
    taking: Taking, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    letter = BAD[how](sealed_letter(public(taking), says(taking)))
    with caplog.at_level(logging.WARNING), refused(Denied):
        receive(taking, letter)
    assert [record.name for record in caplog.records] == ["stegvis.selfhelp"]
    assert not [word for word in ("KANARI", "m1", str(letter.id), str(taking.module().pk)) if word in caplog.text]
    assert rows(taking).version == 0


@pytest.mark.parametrize(
    "wrong", [{"version": "x"}, {"rows": "x"}, {"rows": [1]}, {"at": "x"}, {"at": "2026-01-01"}, {"module": None}]
)
def test_a_letter_that_says_something_else_is_refused(taking: Taking, wrong: dict[str, Any]) -> None:
    with refused(Denied):
        receive(taking, sealed_letter(public(taking), says(taking, **wrong)))


def test_another_persons_letter_is_refused_and_so_is_one_for_another_persons_sheet(taking: Taking) -> None:
    """Somebody else logs in on the same phone: neither may they read what lies there, nor write for the other."""
    other = make_taking(clinic=taking.clinic, name="Nabo Person", mobile="40000099")
    mine = sealed_letter(public(taking), says(taking))
    with refused(Denied):
        receive(other, mine)
    public(other)
    with refused(Denied):
        receive(other, mine)
    with refused(NotFound):
        receive(other, sealed_letter(public(other), says(taking)))
    with inside(taking.episode.organisation):
        assert (Sheet.objects.count(), SheetCopy.objects.count()) == (0, 0)
