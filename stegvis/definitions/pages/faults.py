"""What is wrong with a page, in the words of pages. How faults are collected and placed is `programme.faults`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stegvis.definitions.programme.faults import FAULTS as OF_DOCUMENTS
from stegvis.definitions.programme.faults import Fault, Faults

# By kind. `{what}` is a name of the format (a key, a code), never text that somebody wrote.
FAULTS = {
    **OF_DOCUMENTS,
    "not_a_document": "This is no page: a document in the format {what} was expected.",
    "other_shape": "It does not have the same parts, blocks and choices as {what}.",
    "not_text": "There is a sign in it that is no letter, figure or mark and can be kept in no text.",
    "bad_date": "'{what}' is not a day written as 2026-11-22.",
}
# What the linter says before publishing. The first stop it; the last are advice.
STOPS = {
    "no_alt": "The picture has no description for those who cannot see it.",
    "no_captions": "The film has no captions.",
    "no_description": "The film has no audio description.",
    "no_transcript": "There is no transcript.",
    "no_heading": "The part has no heading.",
    "no_text": "The part says nothing.",
    "no_source": "The page states facts and names no source, claim or publication.",
    "language_left": "It is not written in {what}, which the organisation asks for.",
    "review_passed": "The day of review has passed.",
    "review_far": "The day of review is more than three years ahead.",
    "not_easy": "The text is too hard for an easy-read page: LIX {what}. It may be at most 30.",
}
ADVICE = {
    "hard_to_read": "The text is hard for those it is for: LIX {what}. Try shorter sentences and words.",
    "unsourced": "The source {what} is listed but nothing points to it.",
}
WORDS = {**FAULTS, **STOPS, **ADVICE}


@dataclass(frozen=True)
class Remark(Fault):
    """One thing that is wrong with a page or a claim: its kind (a key of WORDS), where, and the name it is about."""

    @property
    def stops(self) -> bool:
        """Whether it must be mended before the page can be published."""
        return self.kind not in ADVICE

    def __str__(self) -> str:
        sentence = WORDS[self.kind].format(what=self.what)
        return f"{self.place}: {sentence}" if self.place else sentence


class BadPage(ValueError):  # noqa: N818 - it reads as what it tells
    """The document is not a page that may be published; `faults` says every reason, and nothing of it was taken."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class PageFaults(Faults):
    """Collects what is wrong with a page."""

    def add(self, kind: str, what: str = "") -> None:
        self.found.append(Remark(kind, ", ".join(self._path), what))
