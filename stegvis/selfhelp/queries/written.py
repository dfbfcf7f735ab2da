"""What a client has written in a module, as the guide reads it: each answer under its question, in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from stegvis.definitions.programme import Block, Field, Module
from stegvis.library.models import ProgrammeVersion
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.models import AssignedModule
from stegvis.selfhelp.queries.sheets import Rows, SheetView, opened

Answered = tuple[str, str]  # the question and the answer


@dataclass(frozen=True)
class WrittenSheet:
    """One sheet. `has_other_text`: two devices wrote at once and the client has not chosen yet."""

    title: str
    is_homework: bool
    rows: Sequence[Sequence[Answered]]
    saved_at: datetime | None
    has_other_text: bool


def written_in(viewer: Actor, module: AssignedModule) -> Sequence[WrittenSheet]:
    """Homework first, then the sheets in the order of the module. `module` is one from `given.module_of`.

    Where the client was moved to a version without a question, it is said as the version that has it says it.
    """
    sheets = dict(opened(sealer_of(module.person.key), viewer.organisation_id, [module.pk]))
    found: list[WrittenSheet] = []
    for of in _versions(viewer, module):
        known = [name for name in of.sheets if name in sheets] if of else []
        found += [_sheet(of.sheets[name], sheets.pop(name), name == of.homework.id) for name in known if of]
        if not sheets:
            break
    return sorted(found, key=lambda one: not one.is_homework)


def _versions(viewer: Actor, module: AssignedModule) -> Iterator[Module | None]:
    """The module as the client has it, then as the programme's other versions have it, newest first."""
    now: uuid.UUID = module.assignment.version_id
    yield programme_in(now, viewer.language).module(module.module)
    others = ProgrammeVersion.objects.filter(
        organisation_id=viewer.organisation_id, programme_id=module.assignment.version.programme_id
    )
    for version in others.exclude(pk=now).order_by("-number").values_list("pk", flat=True):
        yield programme_in(version, viewer.language).module(module.module)


def _sheet(block: Block, sheet: SheetView, is_homework: bool) -> WrittenSheet:
    title = block.content.get("title", "")
    return WrittenSheet(title, is_homework, _rows(block, sheet.rows), sheet.saved_at, sheet.copy is not None)


def _rows(block: Block, rows: Rows) -> Sequence[Sequence[Answered]]:
    return [
        [(field.label, _words(field, row[field.id])) for field in block.fields if row.get(field.id)] for row in rows
    ]


def _words(field: Field, answer: str) -> str:
    """An answer as it is read: chosen words, Yes or No, a unit."""
    if field.kind in ("choice", "choices"):
        words = dict(field.choices)
        return ", ".join(words.get(each, each) for each in answer.split())
    if field.kind == "yes_no":
        return _("Yes") if answer == "yes" else _("No")
    return f"{answer} {field.unit}".strip()
