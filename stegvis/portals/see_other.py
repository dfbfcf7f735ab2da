"""After a change: the browser asks for the next page anew (303), so that going back never sends a form again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse


def see_other(name: str, **kwargs: Any) -> HttpResponseRedirect:
    """To the page of that name; `kwargs` are those of its address."""
    return HttpResponseRedirect(reverse(name, kwargs=kwargs), status=303)
