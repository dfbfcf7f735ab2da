"""Taking in a file of publications, CSL-JSON or RIS: all that is new of it, or nothing and every fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from stegvis.definitions.citations import BadFile, read_csl, read_ris
from stegvis.definitions.citations.faults import FAULTS
from stegvis.definitions.citations.pieces import title_of
from stegvis.library.actions.check_publication import BadPublication, checked_publication
from stegvis.library.actions.keep_publication import (
    check_can_keep_publications,
    keep_publication,
    slug_of,
    the_same,
)
from stegvis.library.actions.wait_for_turn import PUBLICATIONS, wait_for_turn
from stegvis.library.models import Publication
from stegvis.people.models import Actor, Denied

SAID = {
    "not_json": gettext_noop("This is no CSL-JSON: the file cannot be read as JSON."),
    "not_ris": gettext_noop("This is no RIS: no record begins with TY."),
    "not_text": gettext_noop("The file is not text in UTF-8."),
    "too_large": gettext_noop("The file is larger than 5 MB. Send it in parts."),
    "too_many": gettext_noop("There are more than 2000 records in the file. Send it in parts."),
    "empty": gettext_noop("There is no record in the file."),
    "not_a_record": gettext_noop("The record is not written as one: pairs of a name and a value."),
    "not_ended": gettext_noop("The record has no end (ER), so it may be cut off."),
    "wrong_kind": gettext_noop("'{what}' is not written as the format says."),
}
assert SAID == FAULTS  # one sentence, written twice only because gettext must find it


@dataclass(frozen=True)
class Imported:
    """What came of a file. `known`: (number of the record, the publication that was here already)."""

    kept: Sequence[Publication]
    known: Sequence[tuple[int, Publication]]


class NotImported(Denied):
    """Nothing was taken. `faults`: (number of the record, 0 for the file itself; its title; a sentence)."""

    def __init__(self, faults: Sequence[tuple[int, str, str]]) -> None:
        super().__init__(_("Nothing was taken in, since there are faults in the file."))
        self.faults = tuple(faults)


@transaction.atomic
def import_publications(*, by: Actor, content: bytes, language: str) -> Imported:
    """Keep every record that is not here yet; `language` where a record says none. The same file again keeps nothing.

    One is known by its DOI, its ISBN, or its title and year. Raises Denied, and NotImported with every fault.
    """
    check_can_keep_publications(by)
    records = _read(content, language)
    checked, faults = [], []
    for number, record in enumerate(records, 1):
        try:
            checked.append((number, checked_publication(record)))
        except BadPublication as wrong:
            title = title_of(record) if record.get("titles") else ""
            faults += [(number, title, sentence) for sentence in wrong.faults.values()]
    if faults:
        raise NotImported(faults)
    wait_for_turn(by.organisation_id, PUBLICATIONS)  # the same file twice at once is known the second time
    # Each record is a command of its own, or the second would get the first one's result.
    return _kept(replace(by, command=None), checked)


def _read(content: bytes, language: str) -> list[dict[str, Any]]:
    reader = read_csl if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"[", b"{") else read_ris
    try:
        return reader(content, language)
    except BadFile as wrong:
        raise NotImported(
            [(one.record, "", _(SAID[one.kind]).format(what=one.what)) for one in wrong.faults]
        ) from wrong


def _kept(by: Actor, checked: Sequence[tuple[int, Mapping[str, Any]]]) -> Imported:
    """One after the other, so that a file which names a work twice keeps it once."""
    kept: list[Publication] = []
    known: list[tuple[int, Publication]] = []
    for number, fields in checked:
        there = the_same(by, fields) or _same_title(by, fields)
        if there is None:
            kept.append(keep_publication(by=by, fields=fields, origin=Publication.Origin.IMPORTED))
        else:
            known.append((number, there))
    return Imported(kept, known)


def _same_title(by: Actor, fields: Mapping[str, Any]) -> Publication | None:
    return Publication.objects.filter(organisation_id=by.organisation_id, slug=slug_of(fields)).first()
