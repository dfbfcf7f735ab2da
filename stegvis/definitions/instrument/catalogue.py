"""Finds instruments by name: `phq-9@1` is that version for ever, `phq-9` the newest."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from stegvis.definitions.instrument.form import Instrument
from stegvis.definitions.instrument.reading import read

FOLDER = "instruments"


class UnknownInstrument(ValueError):  # noqa: N818  (named as the clinic says it)
    """There is no instrument of that name."""


def instruments() -> tuple[Instrument, ...]:
    """Every version of every instrument, by id and then by version."""
    return tuple(_by_key().values())


def instrument(name: str) -> Instrument:
    """The instrument `phq-9@1`, or the newest version of `phq-9`; raises UnknownInstrument."""
    found = _by_name().get(name)
    if found is None:
        known = ", ".join(sorted({each.id for each in instruments()}))
        raise UnknownInstrument(f"There is no instrument {name!r}; there are: {known}.")
    return found


def file_names() -> tuple[str, ...]:
    """The files of all instruments, as paths in the room."""
    folder = files("stegvis.definitions").joinpath(FOLDER)
    return tuple(sorted(f"{FOLDER}/{file.name}" for file in folder.iterdir() if file.name.endswith(".toml")))


@cache
def _by_key() -> Mapping[str, Instrument]:
    found = sorted((read(name) for name in file_names()), key=lambda each: (each.id, each.version))
    return MappingProxyType({each.key: each for each in found})


@cache
def _by_name() -> Mapping[str, Instrument]:
    """By key, and by id alone, where a later version takes the place of an earlier one."""
    return MappingProxyType({name: each for each in _by_key().values() for name in (each.key, each.id)})
