"""A note is its author's until it is signed; signed it stands, and is put right by another note beside it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from stegvis.care.actions.sign_note import sign_note
from stegvis.care.actions.write_note import OutdatedNote, can_write_note, write_note
from stegvis.care.models import Note
from stegvis.care.queries.access import visible_episodes
from stegvis.care.queries.record import NoteView, record_of, with_record
from stegvis.people.models import Denied, NotFound
from tests.clinic import acting, inside
from tests.unit.care.work import Work, make_work, refused

TEXT = "Har fått til to turer."


@pytest.fixture
def work(db: None) -> Work:
    return make_work()


def write(work: Work, text: str = TEXT, name: str = "therapist", **values: Any) -> Note:
    with acting(work.by(name)) as by:
        return write_note(by=by, episode=work.seen(by), text=text, **values)


def sign(work: Work, note: Note, name: str = "therapist") -> Note:
    with acting(work.by(name)) as by:
        return sign_note(by=by, episode=work.seen(by), note_id=note.pk)


def read(work: Work, name: str = "therapist", **flags: Any) -> tuple[NoteView, ...]:
    with acting(work.by(name, **flags)) as by:
        episode = with_record(by, visible_episodes(by)).select_related("person__key").get(pk=work.episode.pk)
        return record_of(by, episode).notes


def test_the_text_is_sealed(work: Work) -> None:
    assert b"turer" not in bytes(write(work).text_sealed)
    assert [note.text for note in read(work)] == [TEXT]


def test_a_draft_is_read_by_its_author_alone(work: Work) -> None:
    note = write(work)
    assert len(read(work)) == 1
    assert read(work, "lead") == ()
    sign(work, note)
    assert [(one.text, one.is_own) for one in read(work, "lead")] == [(TEXT, False)]


def test_a_draft_is_gone_on_with(work: Work) -> None:
    note = write(work)
    again = write(work, "Har fått til tre turer.", note_id=note.pk, version=1)
    assert (again.pk, again.version) == (note.pk, 2)
    assert [one.text for one in read(work)] == ["Har fått til tre turer."]


def test_two_windows_do_not_write_over_each_other(work: Work) -> None:
    note = write(work)
    write(work, "Fra det ene vinduet.", note_id=note.pk, version=1)
    with refused(OutdatedNote) as _:
        write(work, "Fra det andre vinduet.", note_id=note.pk, version=1)
    assert [one.text for one in read(work)] == ["Fra det ene vinduet."]


def test_the_same_text_again_is_no_conflict(work: Work) -> None:
    note = write(work)
    write(work, "Ny tekst.", note_id=note.pk, version=1)
    assert write(work, "Ny tekst.", note_id=note.pk, version=1).version == 2


def test_a_signed_note_changes_no_more(work: Work) -> None:
    note = sign(work, write(work))
    with refused(Denied):
        write(work, "Noe annet.", note_id=note.pk, version=1)
    with refused(Denied):
        sign(work, note)


def test_only_the_author_goes_on_with_a_draft_or_signs_it(work: Work) -> None:
    note = write(work)
    with refused(NotFound):
        write(work, "Noe annet.", "lead", note_id=note.pk, version=1)
    with refused(NotFound):
        sign(work, note, "lead")


def test_a_signed_note_is_corrected_by_another_beside_it(work: Work) -> None:
    wrong = sign(work, write(work))
    right = sign(work, write(work, "Det var tre turer.", "lead", corrects=wrong.pk), "lead")
    newest, older = read(work)
    assert (newest.id, newest.corrects, older.is_corrected) == (right.pk, wrong.pk, True)


def test_a_draft_is_not_corrected(work: Work) -> None:
    draft = write(work)
    with refused(NotFound):
        write(work, "Noe.", corrects=draft.pk)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_note_is_no_note(work: Work, text: str) -> None:
    with refused(Denied):
        write(work, text)


@pytest.mark.parametrize("name", ["colleague", "coordinator", "manager", "editor"])
def test_who_does_not_see_the_record_writes_nothing_in_it(work: Work, name: str) -> None:
    with acting(work.by()) as by:
        episode = work.seen(by)
    with acting(work.by(name)) as by:
        assert not can_write_note(by=by, episode=episode, text=TEXT)
        with refused(NotFound):
            write_note(by=by, episode=episode, text=TEXT)


def test_a_form_sent_twice_writes_one_note(work: Work) -> None:
    by = work.by(command=uuid.uuid4())
    for _ in range(2):
        with acting(by):
            write_note(by=by, episode=work.seen(by), text=TEXT)
    with inside(work.clinic.solvik_organisation):
        assert Note.objects.count() == 1
