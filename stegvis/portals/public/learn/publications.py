"""A publication for anybody: what it is, who made it, what it says, and files to cite it from."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.library.queries.pages import pages_named
from stegvis.library.queries.publications import FORMS, publication_named, shown_publication
from stegvis.people.models import NotFound
from stegvis.portals.guard import public
from stegvis.portals.public.page import page
from stegvis.portals.publication_words import KINDS, ROLES, language_named

# Where these numbers are looked up: addresses that a reader may go to, nothing that a page fetches.
DOI, ORCID = "https://doi.org/", "https://orcid.org/"


@public
@require_safe
def publication_page(request: Any, slug: str) -> HttpResponse:
    """All that is known about it, in words."""
    one = publication_named(request.actor, slug)
    shown = shown_publication(one, get_language() or "nb")
    others = [(code, text) for code, text in one.titles.items() if code != shown.title_language]
    return page(
        request,
        "learn/publication.html",
        one=one,
        shown=shown,
        kind=KINDS[one.kind],
        contributors=[(ROLES[role], people) for role, people in shown.contributors],
        doi=DOI,
        orcid=ORCID,
        language=language_named(one.language),
        others=[(code, language_named(code), text) for code, text in others],
        topics=pages_named(request.actor, one.topics),
        crumbs=[(_("Learn"), reverse("public:learn", kwargs={"team": request.team.slug})), (shown.title, "")],
        forms=[(ending, form.name) for ending, form in FORMS.items()],
    )


@public
@require_safe
def citation_file(request: Any, slug: str, ending: str) -> HttpResponse:
    """The publication as a file that a reference manager takes."""
    one, form = publication_named(request.actor, slug), FORMS.get(ending)
    if form is None:
        raise NotFound
    answer = HttpResponse(form.write(one), content_type=f"{form.type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{one.slug}.{ending}"'
    return answer
