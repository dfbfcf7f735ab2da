"""The handbook: pages of the library that are for those who work here alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stegvis.definitions.pages import Audience, Kind, page_in
from stegvis.library.queries.claims import claims_named
from stegvis.library.queries.page_files import file_of_page
from stegvis.library.queries.pages import page_named, pages_of_kind
from stegvis.library.queries.publications import publications_named
from stegvis.people.models import NotFound, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.learning.blocks import Known, learnt
from stegvis.portals.learning.files import sent_file
from stegvis.portals.programme.rich_text import Sources

# Everybody who works here. Whoever only takes part in a network reads that network's pages.
COLLEAGUES = tuple(role for role in Role if role.is_staff and role is not Role.NETWORK_MEMBER)


@staff(*COLLEAGUES)
@require_safe
def handbook(request: StaffRequest) -> HttpResponse:
    context = {
        "pages": pages_of_kind(request.actor, Kind.HANDBOOK),
        "is_editor": request.actor.has(Role.EDITOR),
    }
    return render(request, "office/reading/handbook.html", context)


@staff(*COLLEAGUES)
@require_safe
def handbook_file(request: StaffRequest, slug: str, file: str) -> HttpResponse:
    """A picture, film or sound of one of its pages."""
    found = file_of_page(request.actor, slug, file)
    if found is None:
        raise NotFound
    return sent_file(request, found.content, found.type)


@staff(*COLLEAGUES)
@require_safe
def handbook_page(request: StaffRequest, slug: str) -> HttpResponse:
    """One page of the handbook, with all its parts."""
    version = page_named(request.actor, slug)
    read = page_in(version.document, request.actor.language)
    if read.kind is not Kind.HANDBOOK and read.audience is not Audience.STAFF:
        raise NotFound
    sources = Sources(read.sources)
    known = Known(
        claims=claims_named(request.actor, read.named("claim")),
        publications={one.slug: one for one in publications_named(request.actor, read.named("publications"))},
        file=lambda name: reverse(
            "office:handbook_file", kwargs={"team": request.team.slug, "slug": slug, "file": name}
        ),
        publication=lambda name: reverse("public:learn_publication", kwargs={"team": request.team.slug, "slug": name}),
    )
    parts = [(part, learnt(part.blocks, sources, known, level=3)) for part in read.parts]
    context = {"read": read, "parts": parts, "level": 3, "sources": sources.listed}
    return render(request, "office/reading/handbook_page.html", context)
