"""Chapters and courses: a cover, then one part a page. Where a reader was is remembered by the browser alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from stegvis.people.models import NotFound
from stegvis.portals.guard import public
from stegvis.portals.learning.blocks import learnt
from stegvis.portals.programme.rich_text import Sources
from stegvis.portals.public.learn.reading import Reading, address_of, frame, known_of, opened
from stegvis.portals.public.page import page as drawn_page

# Numbers of the parts that were opened, the last one last: "1.2.3". Sent back to the chapter's own address only.
COOKIE, KEPT = "parts", 90 * 24 * 3600


@dataclass(frozen=True)
class Step:
    """One part in the list beside the page."""

    title: str
    href: str
    is_here: bool
    is_read: bool


@public
@require_safe
def part(request: Any, slug: str, number: int) -> HttpResponse:
    """One part of a chapter or course."""
    found = opened(request, slug)
    parts = found.read.parts
    if not found.read.is_in_parts or not 1 <= number <= len(parts):
        raise NotFound
    here, sources = parts[number - 1], Sources(found.read.sources)
    blocks = learnt(here.blocks, sources, known_of(request, found, here.blocks))
    context = frame(request, found, here=_part_address(request, slug, number))
    context["crumbs"] = [
        *context["crumbs"][:-1], (found.read.title, f"{address_of(request, slug)}{found.tail}"), (here.title, "")
    ]  # fmt: skip
    response = drawn_page(
        request,
        "learn/part.html",
        **context,
        here=here,
        place=number,
        total=len(parts),
        blocks=blocks,
        sources=sources.listed,
        steps=_steps(request, found, number),
        cover=f"{address_of(request, slug)}{found.tail}",
        back=f"{_part_address(request, slug, number - 1)}{found.tail}" if number > 1 else "",
        onward=f"{_part_address(request, slug, number + 1)}{found.tail}" if number < len(parts) else "",
        next_title=parts[number].title if number < len(parts) else "",
    )
    _remember(request, response, found, number)
    return response


def cover(request: Any, found: Reading, context: dict[str, Any]) -> HttpResponse:
    """What the chapter is about, its parts, and the way to where the reader was."""
    read, were = found.read, _opened_parts(request, found)
    place = were[-1] if were else 1
    return drawn_page(
        request,
        "learn/chapter.html",
        **context,
        steps=_steps(request, found, 0),
        place=place,
        is_begun=bool(were),
        onward=f"{_part_address(request, read.slug, place)}{found.tail}",
        first=f"{_part_address(request, read.slug, 1)}{found.tail}",
    )


def _steps(request: Any, found: Reading, number: int) -> Sequence[Step]:
    read, were = found.read, _opened_parts(request, found)
    return [
        Step(each.title, f"{_part_address(request, read.slug, n)}{found.tail}", n == number, n in were)
        for n, each in enumerate(read.parts, 1)
    ]


def _opened_parts(request: Any, found: Reading) -> list[int]:
    """What the browser remembers, as far as there is such a part."""
    told = [each for each in request.COOKIES.get(COOKIE, "").split(".")[:100] if each.isascii() and each.isdigit()]
    return [int(each) for each in told if len(each) < 4 and 1 <= int(each) <= len(found.read.parts)]


def _remember(request: Any, response: HttpResponse, found: Reading, number: int) -> None:
    were = [each for each in dict.fromkeys(_opened_parts(request, found)) if each != number]
    response.set_cookie(
        COOKIE,
        ".".join(map(str, [*were, number])),
        max_age=KEPT,
        path=address_of(request, found.read.slug),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _part_address(request: Any, slug: str, number: int) -> str:
    return reverse("public:learn_part", kwargs={"team": request.team.slug, "slug": slug, "number": number})
