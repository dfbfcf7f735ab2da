"""Tries are counted by the visitor's own address, which a visitor cannot choose."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from stegvis.portals.limits import address_of, too_many_tries


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_saw(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    """What a visitor writes into the header stands to the left of it and is not read."""
    settings.STEGVIS_PROXIES = proxies
    assert address_of(RequestFactory().get("/", headers={"x-forwarded-for": forwarded})) == address


@pytest.mark.django_db
def test_behind_a_proxy_one_guesser_does_not_shut_out_the_others(settings: Any) -> None:
    settings.STEGVIS_PROXIES = 1
    cache.clear()

    def tries(address: str) -> bool:
        return too_many_tries(RequestFactory().post("/", headers={"x-forwarded-for": address}), "door", most=2)

    assert [tries("198.51.100.7") for _ in range(3)] == [False, False, True]
    assert not tries("198.51.100.8")
