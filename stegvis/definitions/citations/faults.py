"""What is wrong with a file of publications, with the number of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# In English here; a room says them in the reader's language. `{what}` is a key of the format.
FAULTS = {
    "not_json": "This is no CSL-JSON: the file cannot be read as JSON.",
    "not_ris": "This is no RIS: no record begins with TY.",
    "not_text": "The file is not text in UTF-8.",
    "too_large": "The file is larger than 5 MB. Send it in parts.",
    "too_many": "There are more than 2000 records in the file. Send it in parts.",
    "empty": "There is no record in the file.",
    "not_a_record": "The record is not written as one: pairs of a name and a value.",
    "not_ended": "The record has no end (ER), so it may be cut off.",
    "wrong_kind": "'{what}' is not written as the format says.",
}
LARGEST = 5_000_000
MOST_RECORDS = 2000


@dataclass(frozen=True)
class RecordFault:
    """`record` counts from 1; 0 is the file itself. `kind` is a key of FAULTS."""

    record: int
    kind: str
    what: str = ""


class BadFile(ValueError):  # noqa: N818  (it is an answer to who sent it)
    """The file could not be read; every fault with its record."""

    def __init__(self, faults: Sequence[RecordFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{one.record}: {FAULTS[one.kind].format(what=one.what)}" for one in faults))


def text_of(content: bytes) -> str:
    """The file as text; raises BadFile where it is too large or no text."""
    if len(content) > LARGEST:
        raise BadFile([RecordFault(0, "too_large")])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as wrong:
        raise BadFile([RecordFault(0, "not_text")]) from wrong


def counted(records: int) -> None:
    """Raise BadFile for none, or for more than are read at once."""
    if not records or records > MOST_RECORDS:
        raise BadFile([RecordFault(0, "too_many" if records else "empty")])
