"""The figures of a report as rows for another program: CSV and JSON with the same columns as `stegvis outcomes`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from stegvis.outcomes.queries.results import Figure

COLUMNS = ("team", "measure", "title", "sentence", "numerator", "denominator", "value", "missing", "edition")


def listed(figures: Sequence[Figure], *, team: str = "") -> list[dict[str, Any]]:
    """One row a figure; the team is empty where the figure is of the whole organisation. Hidden is `*`."""
    return [
        {
            "team": team,
            "measure": one.name,
            "title": one.title,
            "sentence": one.sentence,
            "numerator": one.numerator,
            "denominator": one.denominator,
            "value": as_number(one.value),
            "missing": one.missing,
            "edition": one.edition,
        }
        for one in figures
    ]


def figures_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> bytes:
    """UTF-8 with a header, also where there are no rows; empty for what a measure has not."""
    written = io.StringIO(newline="")
    lines = csv.DictWriter(written, columns)
    lines.writeheader()
    lines.writerows(rows)
    return written.getvalue().encode("utf-8")


def figures_json(about: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """What the file is about, then its rows under `figures`."""
    return json.dumps({**about, "figures": list(rows)}, ensure_ascii=False, indent=1).encode("utf-8")


def as_number(value: int | Decimal | str | None) -> int | float | str | None:
    """As `stegvis outcomes` writes it: a number, with decimals only where it has some, or `*`."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
