"""The result page as numbers: every measure with its sentence, and what a reader needs beside its value."""

import re

from playwright.sync_api import Page

from stegvis.outcomes.measures import MEASURES

Figures = dict[str, dict[str, int | None]]
ROWS = (
    "rows => rows.map(row => [row.querySelector('th').firstChild.textContent,"
    " row.querySelector('th small').textContent, ...[...row.querySelectorAll('td')].map(cell => cell.innerText)])"
)


def figures_of(page: Page, language: str) -> Figures:
    """Fails where a measure, its sentence, its numerator, its denominator or its missing answers are not shown."""
    found = page.locator("main table").last.locator("tbody tr").evaluate_all(ROWS)
    shown = {title.strip(): rest for title, *rest in found}
    assert len(shown) == len(MEASURES)
    told: Figures = {}
    for one in MEASURES:
        sentence, *cells = shown[one.title[language]]
        assert sentence == one.sentence[language]
        value, numerator, denominator, missing = (_number(cell) for cell in cells)
        assert one.kind == "count" or denominator is not None, f"{one.name} does not say out of how many"
        assert one.kind not in ("rate", "mean") or numerator is not None, f"{one.name} does not say how many"
        assert (missing is None) == (one.missing is None), f"{one.name} does not say how many are missing"
        told[one.name] = {"value": value, "numerator": numerator, "denominator": denominator}
    return told


def _number(cell: str) -> int | None:
    """The figures of a cell without its separators; None for an empty one."""
    digits = re.sub(r"\D", "", cell)
    return int(digits) if digits else None
