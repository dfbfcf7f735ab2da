"""What an entry of a diary says in figures, what cannot be kept of it, and the series of a curve. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from stegvis.definitions.programme.answers import read_answers
from stegvis.definitions.tools.reading import Curve, Tool
from stegvis.definitions.tools.sleep import ImpossibleNight, Night, night

Values = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One filled-in entry: the day it is about and its answers as text, by field."""

    on: date
    values: Values


@dataclass(frozen=True)
class Misfit:
    """One answer that cannot be kept: its field, and the kind of fault (those of `read_answers`, and missing)."""

    field: str
    kind: str


def bad_entry(of: Tool, given: Values, on: date, zone: str) -> tuple[dict[str, str], tuple[Misfit, ...]]:
    """The answers in the form in which they are kept, and everything that is wrong with them."""
    assert of.entry is not None
    rows, wrong = read_answers(of.entry, [given])
    values = rows[0] if rows else {}
    misfits = [Misfit(each.field.id, each.kind) for each in wrong]
    known = {each.field for each in misfits}
    misfits += [Misfit(name, "missing") for name in _order(of) if name in of.required - known - values.keys()]
    if not misfits and not values:
        misfits.append(Misfit(of.entry.fields[0].id, "missing"))
    if not misfits and of.name == "sleep_diary":
        try:
            night(values, on, zone)
        except ImpossibleNight as fault:
            misfits.append(Misfit(fault.field, fault.why))
    return values, tuple(misfits)


def nights(entries: Iterable[Entry], zone: str) -> list[Night]:
    """The nights of a sleep diary, oldest first."""
    return sorted((night(entry.values, entry.on, zone) for entry in entries), key=lambda each: each.on)


def numbers(of: Tool, entry: Entry, zone: str) -> dict[str, Decimal]:
    """Every figure of the entry by field, and those that are worked out from it."""
    assert of.entry is not None
    kinds = {field.id for field in of.entry.fields if field.kind in ("number", "scale")}
    found = {name: Decimal(text) for name, text in entry.values.items() if name in kinds}
    if of.name == "sleep_diary":
        slept = night(entry.values, entry.on, zone)
        found["efficiency"] = slept.efficiency
        found["asleep_hours"], found["in_bed_hours"] = _hours(slept.asleep), _hours(slept.in_bed)
    return found


def series(of: Tool, name: str, entries: Sequence[Entry], zone: str, curve: Curve) -> list[tuple[date, Decimal]]:
    """One figure day by day, oldest first: the mean of the day with one decimal, or the day's sum."""
    days: dict[date, list[Decimal]] = defaultdict(list)
    for entry in entries:
        figure = numbers(of, entry, zone).get(name)
        if figure is not None:
            days[entry.on].append(figure)
    return [(on, sum(found, Decimal(0)) if curve.is_sum else _mean(found)) for on, found in sorted(days.items())]


def _order(of: Tool) -> list[str]:
    assert of.entry is not None
    return [field.id for field in of.entry.fields]


def _mean(found: Sequence[Decimal]) -> Decimal:
    return (sum(found, Decimal(0)) / len(found)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
