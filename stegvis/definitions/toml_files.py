"""Reads the TOML files of this room, and holds that a text stands in every language."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

# The languages a page can be shown in. Registration has one more word, `other`, for what a client speaks.
LANGUAGES = ("nb", "nn", "sv", "en")


@cache
def table(name: str) -> Mapping[str, Any]:
    """The content of one file, by its path in this room; decimals are exact, never floating point."""
    text = files("stegvis.definitions").joinpath(name).read_text("utf-8")
    return MappingProxyType(tomllib.loads(text, parse_float=Decimal))


def in_every_language(texts: Mapping[str, Any], where: str) -> Mapping[str, str]:
    """The texts by language, refused when one of the four is missing, empty or one too many."""
    if set(texts) != set(LANGUAGES) or not all(isinstance(text, str) and text for text in texts.values()):
        raise ValueError(f"{where} must have one text for each of {', '.join(LANGUAGES)}.")
    return MappingProxyType(dict(texts))
