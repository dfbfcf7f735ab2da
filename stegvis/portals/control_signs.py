"""What a request says is text that can be kept: looked at once, before every page, and by no form or view."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

# Control signs but tab and line ends. No key writes them; PostgreSQL keeps no NUL, and XML, as in the feed of news and
# in copies for word processors, none of them. They come with text that was copied out of other programs.
SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class NoControlSigns:
    """Puts a space where a form or a query has such a sign, and leaves out a field whose name has one.

    An address with one leads nowhere. Files are none of its business: each action judges those by their bytes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if any(isinstance(part, str) and SIGNS.search(part) for part in (*args, *kwargs.values())):
            raise Http404
        request.GET = plain(request.GET)  # type: ignore[assignment]  # as Django itself sets it
        if request.method == "POST":
            request.POST = plain(request.POST)  # type: ignore[assignment]


def plain(sent: QueryDict) -> QueryDict:
    """The same where it is plain already, as nearly always."""
    if not any(SIGNS.search(text) for name, texts in sent.lists() for text in (name, *texts)):
        return sent
    kept = QueryDict(mutable=True, encoding=sent.encoding)
    for name, texts in sent.lists():
        if not SIGNS.search(name):
            kept.setlist(name, [SIGNS.sub(" ", text) for text in texts])
    kept._mutable = False
    return kept
