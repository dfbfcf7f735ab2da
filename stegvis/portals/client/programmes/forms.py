"""Sheets as forms: what was sent is read row by row, and what is shown keeps every word that was typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stegvis.definitions.programme import Block, Field
from stegvis.definitions.programme.answers import LONGEST, Row, Wrong
from stegvis.portals.client.programmes.controls import field_html
from stegvis.portals.client.programmes.words import wrong_words
from stegvis.selfhelp.actions.save_sheet import Saved
from stegvis.selfhelp.queries.sheets import SheetView

# A scale of more steps than this is typed: eleven fit a phone as buttons, a hundred do not.
MOST_BUTTONS = 11


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    id: str
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Asked:
    """One field as it is drawn. `kind` is what it is drawn as."""

    kind: str  # line, lines, buttons, ticks, scale
    type: str
    name: str
    id: str
    field: Field
    value: str
    options: Sequence[Option]
    error: str
    longest: int = LONGEST

    @property
    def first(self) -> str:
        """The id that a link in the summary of errors goes to."""
        return self.options[0].id if self.options else self.id

    @property
    def html(self) -> SafeString:
        return field_html(self)


@dataclass(frozen=True)
class Line:
    """One row of a sheet. `is_open`: it stands open on the page."""

    number: int
    fields: Sequence[Asked]
    is_open: bool


@dataclass(frozen=True)
class Form:
    """A sheet to write in. `copy` is the one that this form has made, where another device wrote too."""

    block: str
    version: int
    copy: str
    lines: Sequence[Line]
    saved_at: datetime | None

    @property
    def is_table(self) -> bool:
        return len(self.lines) > 1


def form_of(
    block: Block,
    sheet: SheetView,
    sent: QueryDict | None = None,
    wrong: Sequence[Wrong] = (),
    saved: Saved | None = None,
) -> Form:
    """With what is kept; or, where it was `sent` and came back, with every word of that and what is wrong.

    `saved`: this sheet itself was kept, and it was another on the page that was wrong.
    """
    rows = rows_sent(block, sent) if sent is not None else sheet.rows
    filled = max((place + 1 for place, row in enumerate(rows) if any(row.values())), default=0)
    faults = {(one.row, one.field.id): wrong_words(one) for one in wrong}
    lines = [
        Line(
            number=place + 1,
            fields=[
                _asked(block, place, field, rows[place] if place < len(rows) else {}, faults) for field in block.fields
            ],
            is_open=place <= filled,
        )
        for place in range(block.rows)
    ]
    version, copy = sheet.version, ""
    if sent is not None:
        version, copy = version_sent(block, sent), sent.get(f"copy.{block.id}", "")
    if saved is not None:
        version, copy = (version, str(saved.copy.pk)) if saved.copy else (saved.sheet.version, "")
    return Form(block.id, version, copy, lines, saved.sheet.saved_at if saved else sheet.saved_at)


def rows_sent(block: Block, sent: QueryDict) -> Sequence[Row]:
    """The answers of one sheet; several choices of a field are put together."""
    return [
        {field.id: " ".join(sent.getlist(_name(place, field))).strip() for field in block.fields}
        for place in range(block.rows)
    ]


def version_sent(block: Block, sent: QueryDict) -> int:
    """Which version the form was made from; one that is no number was in no form of ours, and is as old as can be."""
    text = sent.get(f"version.{block.id}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def copy_sent(block: Block, sent: QueryDict) -> uuid.UUID | None:
    try:
        return uuid.UUID(sent.get(f"copy.{block.id}", ""))
    except ValueError:
        return None


def _name(place: int, field: Field) -> str:
    return f"{place}.{field.id}"


def _asked(block: Block, place: int, field: Field, row: Row, faults: Mapping[tuple[int, str], str]) -> Asked:
    value = row.get(field.id, "")
    kind, type_ = _drawn_as(field)
    own = f"f-{field.id}-{place}"
    return Asked(
        kind=kind,
        type=type_,
        name=_name(place, field),
        id=own,
        field=field,
        value=value,
        options=[
            Option(f"{own}-{choice}", choice, text, choice in value.split()) for choice, text in _choices(field, kind)
        ],
        error=faults.get((place, field.id), ""),
    )


def _drawn_as(field: Field) -> tuple[str, str]:
    if field.kind == "scale" and (field.most or 0) - (field.least or 0) < MOST_BUTTONS:
        return "scale", ""
    drawn = {"long_text": "lines", "choice": "buttons", "yes_no": "buttons", "choices": "ticks"}
    return drawn.get(field.kind, "line"), field.kind if field.kind in ("date", "time") else "text"


def _choices(field: Field, kind: str) -> Sequence[tuple[str, str]]:
    if kind == "scale":
        return [(str(step), str(step)) for step in range(field.least or 0, (field.most or 0) + 1)]
    return field.choices or ([("yes", _("Yes")), ("no", _("No"))] if field.kind == "yes_no" else [])
