"""Pages that are read as one: topics, articles, news, guidelines, easy-read pages; and the files they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.definitions.pages import Kind
from stegvis.library.actions.count_use import count_use
from stegvis.library.models import PageUse
from stegvis.library.queries.comments import shown_below
from stegvis.library.queries.page_files import file_of_page
from stegvis.library.queries.pages import Listed
from stegvis.library.queries.publications import of_topic
from stegvis.people.models import NotFound
from stegvis.portals.guard import public
from stegvis.portals.learning.blocks import learnt
from stegvis.portals.learning.files import sent_file
from stegvis.portals.programme.rich_text import Sources
from stegvis.portals.public.learn.chapters import cover
from stegvis.portals.public.learn.forms import CommentForm
from stegvis.portals.public.learn.reading import Reading, around, frame, known_of, opened
from stegvis.portals.public.page import page as drawn_page

Shelf = tuple[str, str, Sequence[Listed]]


@public
@require_safe
def page(request: Any, slug: str) -> HttpResponse:
    """The page, whatever it is. That it was opened is counted last, so that no other reader waits for this one."""
    found = opened(request, slug)
    response = shown(request, found)
    if request.method == "GET":
        count_use(request.actor.organisation_id, found.version.page_id, PageUse.What.READ)
    return response


@public
@require_safe
def file(request: Any, slug: str, file: str) -> HttpResponse:
    """A picture, film or sound of a page. It may be seen by whoever may see the page."""
    found = file_of_page(request.actor, slug, file)
    if found is None:
        raise NotFound
    return sent_file(request, found.content, found.type)


def shown(request: Any, found: Reading, comment: CommentForm | None = None) -> HttpResponse:
    """`comment`: what was written and could not be taken."""
    beside = around(request, found.read)
    context = {
        **frame(request, found, parent=beside.parent),
        "topics": beside.topics,
        "related": beside.related,
        "easy": beside.easy,
        **_comments(request, found, comment),
    }
    if found.read.is_in_parts:
        return cover(request, found, context)
    if found.read.kind == Kind.TOPIC:
        return drawn_page(request, "learn/topic.html", **context, **_topic(request, found, beside.within))
    return drawn_page(request, "learn/article.html", **context, **_whole(request, found))


def _whole(request: Any, found: Reading) -> dict[str, Any]:
    """All parts on one page; headings in their text stand below those of the parts."""
    sources = Sources(found.read.sources)
    known = known_of(request, found, found.read.blocks)
    level = 3 if any(part.title for part in found.read.parts) else 2
    parts = [(part, learnt(part.blocks, sources, known, level=level)) for part in found.read.parts]
    return {"parts": parts, "level": level, "sources": sources.listed, "known": known}


def _topic(request: Any, found: Reading, within: Sequence[Listed]) -> dict[str, Any]:
    whole, slug = _whole(request, found), found.read.slug
    known = whole["known"]
    other = [one for one in of_topic(request.actor, slug) if one.slug not in known.publications]
    return {
        **whole,
        "children": [one for one in within if one.kind == Kind.TOPIC and one.parent == slug],
        "shelves": [shelf for shelf in _shelves(within) if shelf[2]],
        "publications": [(one, known.publication(one.slug)) for one in other],
    }


def _shelves(within: Sequence[Listed]) -> list[Shelf]:
    """What belongs to a topic, by what it is to the reader."""

    def of(*kinds: Kind) -> list[Listed]:
        return [one for one in within if one.kind in kinds]

    return [
        ("chapters", _("Chapters and courses"), of(Kind.CHAPTER, Kind.COURSE)),
        ("articles", _("Articles"), of(Kind.ARTICLE)),
        ("easy", _("Easy to read"), of(Kind.EASY)),
        ("guidelines", _("Guidelines"), of(Kind.GUIDELINE)),
        ("news", _("News"), of(Kind.NEWS)),
    ]


def _comments(request: Any, found: Reading, form: CommentForm | None) -> dict[str, Any]:
    """Nothing where the page takes none; but who was writing when an editor ended it keeps the words, and is told."""
    if not found.version.page.takes_comments and form is None:
        return {}
    return {
        "comments": shown_below(request.actor, found.version.page),
        "comment_form": form or CommentForm(),
        "was_sent": "sent" in request.GET,
    }
