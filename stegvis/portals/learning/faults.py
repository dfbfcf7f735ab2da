"""What is wrong with a page or a claim, said in the reader's language: the place first, then the sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from stegvis.definitions.pages import Remark
from stegvis.definitions.programme import Fault
from stegvis.portals.programme import faults as of_programmes

# The sentences of `definitions.pages.faults`, named here so that they are translated; a test holds them equal.
SENTENCES = {
    **{
        kind: sentence for kind, sentence in of_programmes.SENTENCES.items() if kind not in ("no_safety", "no_homework")
    },
    "not_a_document": gettext_noop("This is no page: a document in the format {what} was expected."),
    "other_shape": gettext_noop("It does not have the same parts, blocks and choices as {what}."),
    "not_text": gettext_noop("There is a sign in it that is no letter, figure or mark and can be kept in no text."),
    "bad_date": gettext_noop("'{what}' is not a day written as 2026-11-22."),
    "no_heading": gettext_noop("The part has no heading."),
    "no_text": gettext_noop("The part says nothing."),
    "no_source": gettext_noop("The page states facts and names no source, claim or publication."),
    "review_passed": gettext_noop("The day of review has passed."),
    "review_far": gettext_noop("The day of review is more than three years ahead."),
    "not_easy": gettext_noop("The text is too hard for an easy-read page: LIX {what}. It may be at most 30."),
    "hard_to_read": gettext_noop("The text is hard for those it is for: LIX {what}. Try shorter sentences and words."),
    "unsourced": gettext_noop("The source {what} is listed but nothing points to it."),
}
# The first word of each part of a place, beside those of programmes.
PARTS = {
    "part": gettext_noop("part"),
    "parts": gettext_noop("part"),
    "lines": gettext_noop("line"),
    "scenes": gettext_noop("scene"),
    "topics": gettext_noop("topic"),
    "related": gettext_noop("related page"),
}


def said(fault: Remark | Fault) -> tuple[str, str]:
    """(place, sentence); the place is empty for the document as a whole."""
    place = ", ".join(_part(each) for each in fault.place.split(", ")) if fault.place else ""
    return place, _(SENTENCES[fault.kind]).format(what=fault.what)


def _part(words: str) -> str:
    first, gap, rest = words.partition(" ")
    known = {**of_programmes.PARTS, **PARTS}
    return f"{_(known[first])}{gap}{rest}" if first in known else words
