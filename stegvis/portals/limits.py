"""Holding back those who try many codes: a count per address and door, kept for a while and then forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MOST = 30
WHILE = timedelta(minutes=15)


def too_many_tries(request: HttpRequest, door: str, most: int = MOST) -> bool:
    """Count one more try at `door` from this address; whether it is one too many.

    The limit only slows guessing down: a whole clinic may stand behind one address, so the codes
    themselves must be too long to guess. The address is kept as a keyed hash.
    """
    return too_many_times(f"{door}|{address_of(request)}", most)


def too_many_times(what: str, most: int) -> bool:
    """Count `what` once more, whoever does it; whether it is one time too many. It is kept as a keyed hash."""
    key = salted_hmac("stegvis.portals.limits", what, algorithm="sha256").hexdigest()
    times: int = cache.get(key, 0) + 1
    cache.set(key, times, timeout=WHILE.total_seconds())
    return times > most


def address_of(request: HttpRequest) -> str:
    """Who is asking: the address our own outermost proxy saw, or without a proxy the connection's.

    What stands further left in X-Forwarded-For anyone may have written, so it is never read.
    """
    own: int = settings.STEGVIS_PROXIES
    passed = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    return passed[-own] if 0 < own <= len(passed) else str(request.META.get("REMOTE_ADDR", ""))
