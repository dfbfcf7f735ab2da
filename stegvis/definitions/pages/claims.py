"""A claim of the register: a statement with its figure, year, source, caveat and day of review, before it is kept."""

from __future__ import annotations

from typing import Any

from stegvis.definitions.pages import shapes
from stegvis.definitions.pages.faults import PageFaults
from stegvis.definitions.programme.faults import Fault
from stegvis.definitions.toml_files import LANGUAGES


def check_claim(fields: Any) -> list[Fault]:
    """Every fault of a claim as it is written in the register; none means that it can be kept."""
    faults = PageFaults()
    shapes.claim(fields, "claim", faults)
    texts = fields.get("texts") if isinstance(fields, dict) else None
    if isinstance(texts, dict):
        if not texts:
            faults.add("empty", "texts")
        for language, text in texts.items():
            if language not in LANGUAGES:
                faults.add("unknown_word", "texts")
            else:
                with faults.at(language):
                    shapes.text_of_claim(text, "texts", faults)
    return faults.found
