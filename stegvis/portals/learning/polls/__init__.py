"""What a browser remembers of the polls it answered: a cookie for one page that holds the choice and nothing else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Two names, since an answer may set both at once: for the public page, and for the pages that a client was given.
PUBLIC, GIVEN = "poll-", "given-poll-"
# So long a browser keeps it. Who answers again after that is counted again; nothing here could know better.
REMEMBERED = 180 * 24 * 3600


def chosen_in(request: HttpRequest) -> dict[str, str]:
    """{poll or room: choice} of what this browser answered on the page it asks for, by their ids."""
    return {
        name.removeprefix(prefix): value
        for prefix in (PUBLIC, GIVEN)
        for name, value in request.COOKIES.items()
        if name.startswith(prefix)
    }


def remember(response: HttpResponse, key: str, choice: str, path: str, prefix: str = PUBLIC) -> None:
    """Have the browser remember the choice, and send it to the pages below `path` only."""
    response.set_cookie(
        f"{prefix}{key}",
        choice,
        max_age=REMEMBERED,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
