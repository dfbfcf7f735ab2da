"""The municipalities of Norway and Sweden: code, name, county and a point in each, by code and by name.

A dated list with its sources, one file a country. Knows no team and no invented place of the demo.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from stegvis.definitions.plain_letters import fold
from stegvis.definitions.toml_files import table

_FILES = {"NO": "places/norway.toml", "SE": "places/sweden.toml"}
EARTH_KM = 6371.0  # mean radius, IUGG


@dataclass(frozen=True)
class Point:
    """Degrees WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Municipality:
    """`name` as it is written where it stands, with all its official languages; `at` is a point in it, not its town."""

    code: str
    name: str
    county: str
    at: Point


@dataclass(frozen=True)
class Country:
    """The list of a country and the day it began to be true."""

    code: str
    valid_from: date
    read_on: date
    sources: Sequence[str]
    municipalities: Mapping[str, Municipality]
    counties: Mapping[str, str]
    districts: Mapping[str, str]


@cache
def country(code: str) -> Country:
    """Of "NO" or "SE". Raises KeyError for another country."""
    held = table(_FILES[code])
    counties = dict(held["regions"])
    found = {
        number: Municipality(number, name, counties[number[:2]], Point(float(latitude), float(longitude)))
        for number, name, latitude, longitude in held["municipalities"]
    }
    return Country(
        code=held["country"],
        valid_from=held["valid_from"],
        read_on=held["read_on"],
        sources=tuple(held["sources"]),
        municipalities=MappingProxyType(found),
        counties=MappingProxyType(counties),
        districts=MappingProxyType(dict(held["districts"])),
    )


def municipality(of: str, code: str) -> Municipality | None:
    """The one with that code in that country."""
    return country(of).municipalities.get(code) if of in _FILES else None


def named(of: str, name: str) -> Sequence[Municipality]:
    """Those somebody may mean by a name, without regard to accents: `tromso`, `Karasjok`, `grunerlokka`.

    More than one where a name is common to several (`Herøy`); a city district gives its city.
    """
    wanted = fold(name.strip())
    return _by_name(of).get(wanted, ()) if of in _FILES and wanted else ()


def kilometres(one: Point, other: Point) -> float:
    """As the crow flies (haversine on a sphere; at most half a per cent wrong)."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    across = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * across
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


@cache
def _by_name(of: str) -> Mapping[str, tuple[Municipality, ...]]:
    found: dict[str, list[Municipality]] = {}
    for one in country(of).municipalities.values():
        plain = one.name.split(" (")[0]
        for name in {one.name, plain, *plain.split(" - ")}:
            found.setdefault(fold(name), []).append(one)
    for code, district in country(of).districts.items():
        found.setdefault(fold(district), []).append(country(of).municipalities[code[:4]])
    return {name: tuple(ones) for name, ones in found.items()}
