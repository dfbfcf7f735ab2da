"""What is wrong with a programme, said in the reader's language: the place first, then the sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from stegvis.definitions.programme import Fault

# The sentences of `definitions.programme.faults`, named here so that they are translated; a test holds them equal.
SENTENCES = {
    "not_a_document": gettext_noop("This is no programme: a document in the format {what} was expected."),
    "newer": gettext_noop(
        "This document is of a newer format ({what}) than this version of Stegvis can read. Update Stegvis first."
    ),
    "missing": gettext_noop("'{what}' is missing."),
    "unknown_key": gettext_noop("'{what}' is not known here."),
    "wrong_kind": gettext_noop("'{what}' is of the wrong kind."),
    "empty": gettext_noop("'{what}' is empty."),
    "unknown_block": gettext_noop("The block is of a kind that is not known: {what}."),
    "unknown_word": gettext_noop("'{what}' is not one of the words that may stand here."),
    "bad_id": gettext_noop("'{what}' is no id: small letters a to z, digits and hyphens."),
    "same_id": gettext_noop("The id {what} is used twice."),
    "no_such": gettext_noop("It points to {what}, which is not there."),
    "script": gettext_noop("There is markup or a script in the text of '{what}'. Only plain text is taken."),
    "bad_address": gettext_noop("'{what}' is not an address that begins with https://."),
    "out_of_range": gettext_noop("'{what}' is outside what is allowed."),
    "missing_language": gettext_noop("The language {what} is named, but has no text."),
    "other_shape": gettext_noop("It does not have the same modules, steps, blocks and fields as {what}."),
    "bad_file": gettext_noop("The file {what} is not what its fingerprint says."),
    "no_alt": gettext_noop("The picture has no description for those who cannot see it."),
    "no_captions": gettext_noop("The film has no captions."),
    "no_description": gettext_noop("The film has no audio description."),
    "no_transcript": gettext_noop("There is no transcript."),
    "no_heading": gettext_noop("The step has no heading."),
    "no_safety": gettext_noop(
        "The text about safety is missing: who reads what one writes, and where to turn in an emergency."
    ),
    "no_text": gettext_noop("The step says nothing."),
    "no_homework": gettext_noop("The module has no question at its end, so the therapist has nothing to answer."),
    "language_left": gettext_noop("It is not written in {what}, which the organisation asks for."),
    "hard_to_read": gettext_noop(
        "The text is hard to read: LIX {what}. Under 40 is easy for most; try shorter sentences and words."
    ),
    "unsourced": gettext_noop("The source {what} is listed but no claim points to it."),
}
# The first word of each part of a place; ids and names of languages stay as they are.
PARTS = {
    "module": gettext_noop("module"),
    "step": gettext_noop("step"),
    "block": gettext_noop("block"),
    "field": gettext_noop("field"),
    "choice": gettext_noop("choice"),
    "source": gettext_noop("source"),
    "item": gettext_noop("item"),
    "measure": gettext_noop("measure"),
    "paragraph": gettext_noop("paragraph"),
    "file": gettext_noop("file"),
    "programme": gettext_noop("programme"),
}


def said(fault: Fault) -> tuple[str, str]:
    """(place, sentence); the place is empty for the document as a whole."""
    place = ", ".join(_part(each) for each in fault.place.split(", ")) if fault.place else ""
    return place, _(SENTENCES[fault.kind]).format(what=fault.what)


def _part(words: str) -> str:
    first, gap, rest = words.partition(" ")
    return f"{_(PARTS[first])}{gap}{rest}" if first in PARTS else words
