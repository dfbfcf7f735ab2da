"""Searching the library: one field, what was found, and ways to narrow it. Words stand in the address, nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.library.queries.claims import Quoted, claims_named
from stegvis.library.queries.search import PAGE, Facets, Found, Hit, search, topic_names
from stegvis.portals.guard import public
from stegvis.portals.public.page import page
from stegvis.portals.publication_words import KINDS

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

LISTED = 6  # values of a facet before the rest is folded away
MOST_PAGES = 500
LONGEST = 300  # signs of a publisher's name
SORTS: Mapping[str, Words] = {
    "topic": gettext_lazy("Topic"),
    "article": gettext_lazy("Article"),
    "news": gettext_lazy("News"),
    "chapter": gettext_lazy("Learning chapter"),
    "guideline": gettext_lazy("Guidance"),
    "course": gettext_lazy("Reading course"),
    "easy": gettext_lazy("In easy words"),
    "claim": gettext_lazy("Number with its source"),
    **{f"pub-{kind}": name for kind, name in KINDS.items()},
}


@dataclass(frozen=True)
class Value:
    """One value to narrow to, or the one that is narrowed to, whose address takes it away again."""

    label: Words
    n: int
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A heading with its values; those behind the first few are folded."""

    id: str
    heading: str
    values: Sequence[Value]

    @property
    def first(self) -> Sequence[Value]:
        return self.values[:LISTED]

    @property
    def rest(self) -> Sequence[Value]:
        return self.values[LISTED:]


@dataclass(frozen=True)
class Line:
    """A hit as the page lists it; `href` is empty for a number that has no page of its own."""

    hit: Hit
    sort: Words
    href: str
    source: str

    @property
    def is_outside(self) -> bool:
        return self.href.startswith("https:")


@public
@require_safe
def search_page(request: Any) -> HttpResponse:
    """What was found for the words in the address; without words, the field and the topics."""
    words, facets = request.GET.get("q", ""), _facets(request.GET)
    language = get_language() or "nb"
    found = search(request.actor, words, language, facets, _number(request.GET.get("page", ""), MOST_PAGES) or 1)
    here = reverse("public:learn_search", kwargs={"team": request.team.slug})
    library = reverse("public:learn", kwargs={"team": request.team.slug})
    return page(
        request,
        "learn/search.html",
        found=found,
        start=(found.page - 1) * PAGE + 1,
        lines=_lines(request, found),
        groups=_groups(here, found, facets),
        is_narrowed=facets != Facets(),
        everything=_address(here, found.words, Facets()),
        suggestions=[(each, _address(here, each, facets)) for each in found.suggestions],
        earlier=_turned(here, found, facets, -1),
        later=_turned(here, found, facets, 1),
        topics=[] if found.hits else _topics(request, language),
        crumbs=[(_("Learn"), library), (_("Search"), "")],
    )


def _facets(asked: QueryDict) -> Facets:
    """No longer than such a value can be: each stands in every link of the page."""
    return Facets(
        sort=asked.get("sort", "")[:LONGEST],
        year=_number(asked.get("year", ""), 9999),
        topic=asked.get("topic", "")[:LONGEST],
        institution=asked.get("by", "")[:LONGEST],
    )


def _number(text: str, most: int) -> int | None:
    """A number of an address between 1 and `most`, else none."""
    read = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return read if 1 <= read <= most else None


def _address(here: str, words: str, facets: Facets, number: int = 1) -> str:
    asked = {"q": words, "sort": facets.sort, "topic": facets.topic, "year": facets.year, "by": facets.institution}
    asked["page"] = number if number > 1 else None
    return f"{here}?{urlencode({key: value for key, value in asked.items() if value})}"


def _turned(here: str, found: Found, facets: Facets, step: int) -> str:
    number = found.page + step
    return _address(here, found.words, facets, number) if 1 <= number <= min(found.pages, MOST_PAGES) else ""


def _lines(request: Any, found: Found) -> Sequence[Line]:
    claims = [hit.slug for hit in found.hits if hit.kind == "claim"]
    quoted = claims_named(request.actor, claims) if claims else {}
    return [_line(request.team.slug, hit, quoted.get(hit.slug)) for hit in found.hits]


def _line(team: str, hit: Hit, claim: Quoted | None) -> Line:
    """A number leads to the publication it is from, where that stands here, else out to its source."""
    name, slug = {"page": "learn_page", "publication": "learn_publication"}.get(hit.kind, ""), hit.slug
    if claim and claim.publication:
        name, slug = "learn_publication", claim.publication
    href = reverse(f"public:{name}", kwargs={"team": team, "slug": slug}) if name else claim.url if claim else ""
    return Line(hit, SORTS.get(hit.sort, hit.sort), href, f"{claim.source} ({claim.year})" if claim else "")


def _groups(here: str, found: Found, facets: Facets) -> Sequence[Group]:
    """Each facet with more than one value to choose among, or with one chosen."""
    chosen: dict[str, Any] = {
        "sort": facets.sort,
        "topic": facets.topic,
        "year": str(facets.year or ""),
        "institution": facets.institution,
    }
    headings = {"sort": _("What it is"), "topic": _("Topic"), "year": _("Year"), "institution": _("Publisher")}
    groups = []
    for name, heading in headings.items():
        values = [
            Value(_label(name, value, found), n, _address(here, found.words, _changed(facets, name, value, chosen)),
                  value == chosen[name])
            for value, n in found.facets.get(name, ())
        ]  # fmt: skip
        if len(values) > 1 or chosen[name]:
            groups.append(Group(name, heading, sorted(values, key=lambda value: not value.is_chosen)))
    return groups


def _label(name: str, value: str, found: Found) -> Words:
    if name == "sort":
        return SORTS.get(value, value)
    return found.topics.get(value, value) if name == "topic" else value


def _changed(facets: Facets, name: str, value: str, chosen: Mapping[str, Any]) -> Facets:
    """With the value chosen, or no longer where it is."""
    kept = "" if value == chosen[name] else value
    if name == "year":
        return replace(facets, year=int(kept) if kept else None)
    return replace(facets, **{name: kept})  # type: ignore[arg-type]  # the others are text


def _topics(request: Any, language: str) -> Sequence[tuple[str, str]]:
    kept = {"team": request.team.slug}
    named = topic_names(request.actor, language)
    return [(name, reverse("public:learn_page", kwargs={**kept, "slug": slug})) for slug, name in named.items()]
