"""The front page of the library, and its shelves: what there is of one kind or for one reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stegvis.definitions.pages import Audience, Kind
from stegvis.library.queries.newest import newest_publications
from stegvis.library.queries.pages import Listed, pages_of_kind
from stegvis.people.models import NotFound
from stegvis.portals.guard import public
from stegvis.portals.public.page import page

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

# How many of each the front page shows.
NEWS, ON_A_SHELF, PUBLICATIONS = 4, 5, 5
KINDS = tuple(kind for kind in Kind if kind is not Kind.HANDBOOK)


@dataclass(frozen=True)
class Shelf:
    """Pages that stand together, by what they are or whom they are for."""

    heading: Words
    all_of_them: Words
    holds: Callable[[Listed], bool]


SHELVES: Mapping[str, Shelf] = {
    "chapters": Shelf(
        gettext_lazy("Chapters and courses"),
        gettext_lazy("All chapters and courses"),
        lambda one: one.kind in (Kind.CHAPTER, Kind.COURSE) and one.audience not in (Audience.RELATIVE, Audience.GP),
    ),
    "articles": Shelf(
        gettext_lazy("Articles"),
        gettext_lazy("All articles"),
        lambda one: one.kind is Kind.ARTICLE and one.audience not in (Audience.RELATIVE, Audience.GP),
    ),
    "relatives": Shelf(
        gettext_lazy("For relatives"),
        gettext_lazy("All for relatives"),
        lambda one: one.audience is Audience.RELATIVE,
    ),
    "easy": Shelf(
        gettext_lazy("Easy to read"), gettext_lazy("All that is easy to read"), lambda one: one.kind is Kind.EASY
    ),
    "gps": Shelf(gettext_lazy("For GPs"), gettext_lazy("All for GPs"), lambda one: one.audience is Audience.GP),
    "guidelines": Shelf(
        gettext_lazy("Guidelines"), gettext_lazy("All guidelines"), lambda one: one.kind is Kind.GUIDELINE
    ),
}


@public
@require_safe
def front(request: Any) -> HttpResponse:
    pages = pages_of_kind(request.actor, *KINDS)
    topics = _roots([one for one in pages if one.kind is Kind.TOPIC])
    news = [one for one in pages if one.kind is Kind.NEWS]
    team = {"team": request.team.slug}
    shelves = [_on_front(name, shelf, pages, team) for name, shelf in SHELVES.items()]
    publications = newest_publications(request.actor, PUBLICATIONS)
    return page(
        request,
        "learn/front.html",
        topics=topics,
        newest=news[0] if news else None,
        older=news[1:NEWS],
        shelves=[shelf for shelf in shelves if shelf[2]],
        publications=[
            (one, reverse("public:learn_publication", kwargs={**team, "slug": one.slug})) for one in publications
        ],
        is_empty=not pages and not publications,
    )


@public
@require_safe
def shelf(request: Any, shelf: str) -> HttpResponse:
    """Everything on one shelf."""
    if shelf not in SHELVES:
        raise NotFound
    found = SHELVES[shelf]
    pages = [one for one in pages_of_kind(request.actor, *KINDS) if found.holds(one)]
    crumbs = [(_("Learn"), reverse("public:learn", kwargs={"team": request.team.slug})), (found.heading, "")]
    return page(request, "learn/shelf.html", pages=pages, heading=found.heading, crumbs=crumbs)


def _on_front(
    name: str, shelf: Shelf, pages: Sequence[Listed], team: Mapping[str, str]
) -> tuple[str, Words, Sequence[Listed], str, Words]:
    """Its first few, with the way to the rest where there is more."""
    held = [one for one in pages if shelf.holds(one)]
    href = reverse("public:learn_shelf", kwargs={**team, "shelf": name}) if len(held) > ON_A_SHELF else ""
    return name, shelf.heading, held[:ON_A_SHELF], href, shelf.all_of_them


def _roots(topics: Sequence[Listed]) -> Sequence[Listed]:
    """The topics that lie under no other, or right under the only one that does not."""
    there = {one.slug for one in topics}
    roots = [one for one in topics if one.parent not in there]
    if len(roots) == 1:
        return [*roots, *(one for one in topics if one.parent == roots[0].slug)]
    return roots
