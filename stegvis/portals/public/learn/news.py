"""News: the list, and the same as an Atom feed."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.library.queries.pages import Listed, news
from stegvis.portals.guard import public
from stegvis.portals.public.learn.reading import address_of
from stegvis.portals.public.page import page

IN_LIST, IN_FEED = 200, 30


@public
@require_safe
def news_page(request: Any) -> HttpResponse:
    found = news(request.actor, IN_LIST)
    crumbs = [(_("Learn"), reverse("public:learn", kwargs={"team": request.team.slug})), (_("News"), "")]
    return page(request, "learn/news.html", pages=found, newest=found[0] if found else None, older=found[1:],
                crumbs=crumbs)  # fmt: skip


@public
@require_safe
def feed(request: Any) -> HttpResponse:
    """The newest news in the reader's language or the nearest: RFC 4287, every address absolute."""
    found = news(request.actor, IN_FEED)
    team = {"team": request.team.slug}
    made = Atom1Feed(
        title=f"{_('News')} · {request.team.name}",
        link=request.build_absolute_uri(reverse("public:learn_news", kwargs=team)),
        description=_("What is new in the library."),
        language=get_language(),
        author_name=request.team.name,
        feed_url=request.build_absolute_uri(reverse("public:learn_feed", kwargs=team)),
    )
    for one in found:
        address = request.build_absolute_uri(address_of(request, one.slug))
        day = _instant(one)
        made.add_item(title=one.title, link=address, description=one.lead, unique_id=address, pubdate=day,
                      updateddate=day)  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _instant(one: Listed) -> datetime:
    """News have a day and no hour; noon is the same day everywhere that reads us."""
    return datetime.combine(one.published_on, time(12), UTC)
