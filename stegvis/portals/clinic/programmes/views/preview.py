"""A published version as its reader meets it, without writing; and twelve weeks of it in a moment."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.definitions.programme import Module, Programme
from stegvis.library.models import ProgrammeVersion
from stegvis.library.queries.programmes import programme_in, version_of
from stegvis.people.models import NotFound
from stegvis.portals.clinic.programmes.forms import TimeForm
from stegvis.portals.clinic.programmes.roles import READERS
from stegvis.portals.clinic.programmes.words import said_event
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.programme.blocks import Drawn, drawn
from stegvis.portals.programme.rich_text import Sources, rich_html
from stegvis.selfhelp.queries.time_warp import run_ahead


@dataclass(frozen=True)
class Page:
    """One page of a module: its heading, what is read, and the questions that are answered on it, by block."""

    title: str
    blocks: Sequence[tuple[Drawn, Sequence[Any]]]


@staff(*READERS)
@require_safe
def programme_page(request: StaffRequest, version: uuid.UUID) -> HttpResponse:
    found, programme = _read(request, version)
    sources = Sources(programme.sources)
    context = {
        **_frame(found, programme),
        "for_whom": rich_html(programme.for_whom, sources),
        "safety": rich_html(programme.safety, sources),
        "sources": sources.listed,
    }
    return render(request, "clinic/programmes/programme.html", context)


@staff(*READERS)
@require_safe
def programme_part_page(request: StaffRequest, version: uuid.UUID, part: str) -> HttpResponse:
    found, programme = _read(request, version)
    module = programme.module(part)
    if module is None:
        raise NotFound
    sources = Sources(programme.sources)
    context = {
        **_frame(found, programme),
        "module": module,
        "pages": _pages(module, sources, programme.language),
        "sources": sources.listed,
    }
    return render(request, "clinic/programmes/part.html", context)


@staff(*READERS)
@require_safe
def programme_time_page(request: StaffRequest, version: uuid.UUID) -> HttpResponse:
    found, programme = _read(request, version)
    form = TimeForm(request.GET, programme=programme, zone=request.actor.zone)
    events = run_ahead(programme, country=request.actor.country, **form.wanted())
    context = {**_frame(found, programme), "form": form, "events": [said_event(each, programme) for each in events]}
    return render(request, "clinic/programmes/time.html", context)


def _read(request: StaffRequest, version: uuid.UUID) -> tuple[ProgrammeVersion, Programme]:
    """The version in the language asked for, else in the reader's."""
    found = version_of(request.actor, version)
    wanted = request.GET.get("words", "")
    return found, programme_in(found.pk, wanted if wanted in found.document["languages"] else request.actor.language)


def _frame(found: ProgrammeVersion, programme: Programme) -> dict[str, Any]:
    return {"version": found, "programme": programme, "languages": sorted(found.document["languages"])}


def _pages(module: Module, sources: Sources, language: str) -> Sequence[Page]:
    """Every block, also those that are shown only to some; the homework last."""
    pages = [Page(step.title, _blocks(step.blocks, sources, language)) for step in module.steps]
    return [*pages, Page("", _blocks((module.homework,), sources, language))]


def _blocks(blocks: Any, sources: Sources, language: str) -> Sequence[tuple[Drawn, Sequence[Any]]]:
    shown = drawn(blocks, sources, language)
    return [(one, block.fields) for one, block in zip(shown, blocks, strict=True)]
