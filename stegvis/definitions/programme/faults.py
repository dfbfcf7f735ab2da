"""What is wrong with a programme, each with its place; the words are templates that a page may say in its language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# By kind. `{what}` is a name of the format (a key, a code), never text that somebody wrote.
FAULTS = {
    "not_a_document": "This is no programme: a document in the format {what} was expected.",
    "newer": "This document is of a newer format ({what}) than this version of Stegvis can read. Update Stegvis first.",
    "missing": "'{what}' is missing.",
    "unknown_key": "'{what}' is not known here.",
    "wrong_kind": "'{what}' is of the wrong kind.",
    "empty": "'{what}' is empty.",
    "unknown_block": "The block is of a kind that is not known: {what}.",
    "unknown_word": "'{what}' is not one of the words that may stand here.",
    "bad_id": "'{what}' is no id: small letters a to z, digits and hyphens.",
    "same_id": "The id {what} is used twice.",
    "no_such": "It points to {what}, which is not there.",
    "script": "There is markup or a script in the text of '{what}'. Only plain text is taken.",
    "bad_address": "'{what}' is not an address that begins with https://.",
    "out_of_range": "'{what}' is outside what is allowed.",
    "missing_language": "The language {what} is named, but has no text.",
    "other_shape": "It does not have the same modules, steps, blocks and fields as {what}.",
    "bad_file": "The file {what} is not what its fingerprint says.",
}
# What the linter says before publishing. The first stop it; the last are advice.
STOPS = {
    "no_alt": "The picture has no description for those who cannot see it.",
    "no_captions": "The film has no captions.",
    "no_description": "The film has no audio description.",
    "no_transcript": "There is no transcript.",
    "no_heading": "The step has no heading.",
    "no_safety": "The text about safety is missing: who reads what one writes, and where to turn in an emergency.",
    "no_text": "The step says nothing.",
    "no_homework": "The module has no question at its end, so the therapist has nothing to answer.",
    "language_left": "It is not written in {what}, which the organisation asks for.",
}
ADVICE = {
    "hard_to_read": "The text is hard to read: LIX {what}. Under 40 is easy for most; try shorter sentences and words.",
    "unsourced": "The source {what} is listed but no claim points to it.",
}
WORDS = {**FAULTS, **STOPS, **ADVICE}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its kind (a key of WORDS), where, and the name it is about."""

    kind: str
    place: str
    what: str = ""

    @property
    def stops(self) -> bool:
        """Whether it must be mended before the programme can be published."""
        return self.kind not in ADVICE

    def __str__(self) -> str:
        sentence = WORDS[self.kind].format(what=self.what)
        return f"{self.place}: {sentence}" if self.place else sentence


class BadProgramme(ValueError):  # noqa: N818 - it reads as what it tells
    """The document is not a programme; `faults` says every reason, and nothing of it was taken."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Faults:
    """Collects faults while a document is walked, and knows where the walk is."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self._path: list[str] = []

    def add(self, kind: str, what: str = "") -> None:
        self.found.append(Fault(kind, ", ".join(self._path), what))

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Inside, faults are found at `place` of where the walk was."""
        self._path.append(place)
        yield
        self._path.pop()
