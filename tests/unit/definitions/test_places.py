"""The list of municipalities is whole, holds nothing twice, and is found by code and by name."""

from __future__ import annotations

from collections import Counter

import pytest

from stegvis.definitions.places import Point, country, kilometres, municipality, named


@pytest.mark.parametrize(("code", "municipalities", "counties"), [("NO", 357, 15), ("SE", 290, 21)])
def test_each_municipality_stands_once_and_lies_in_its_country(code: str, municipalities: int, counties: int) -> None:
    """357 in Norway since 2024 (SSB) and 290 in Sweden (SCB); a slip of the pen would put one in the sea far away."""
    held = country(code)
    assert len(held.municipalities) == municipalities
    assert len(held.counties) == counties == len({one.county for one in held.municipalities.values()})
    assert not [name for name, n in Counter(one.name for one in held.municipalities.values()).items() if n > 1]
    assert not [at for at, n in Counter(one.at for one in held.municipalities.values()).items() if n > 2]
    for one in held.municipalities.values():
        assert 55 < one.at.latitude < 72, one
        assert 4 < one.at.longitude < 32, one


def test_a_code_that_was_given_up_in_2024_is_not_found() -> None:
    """Bærum was 0219 until 2020 and 3024 until 2024; an offer with an old code would lie nowhere."""
    assert municipality("NO", "3024") is None
    found = municipality("NO", "3201")
    assert found is not None
    assert (found.name, found.county) == ("Bærum", "Akershus")


def test_a_name_is_found_without_its_accents_in_each_language_and_by_district() -> None:
    """Who writes on a foreign keyboard, in one of two official languages, or the name of a district, is understood."""
    assert [one.code for one in named("NO", " tromso ")] == ["5501"]
    assert [one.code for one in named("NO", "Karasjok")] == [one.code for one in named("NO", "Kárášjohka")] == ["5610"]
    assert [one.code for one in named("NO", "grunerlokka")] == ["0301"]
    assert {one.county for one in named("NO", "Herøy")} == {"Møre og Romsdal", "Nordland"}
    assert [one.code for one in named("SE", "Malmo")] == ["1280"]
    assert named("NO", "") == named("NO", "Atlantis") == named("XX", "Oslo") == ()


def test_the_way_between_two_places_is_as_the_crow_flies() -> None:
    """Oslo to Bergen is 305 km by the towns' coordinates (great circle)."""
    assert kilometres(Point(59.913, 10.739), Point(60.393, 5.324)) == pytest.approx(305, abs=3)
    assert kilometres(Point(60, 10), Point(60, 10)) == 0
