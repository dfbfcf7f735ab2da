"""The attack on published tables: every count an unknown whole number, every published figure a constraint.

Built from the words of MEASURES.md, not from the publisher's own audit. The attacker is told more than a
reader is: which rows are absent because nobody is in them, and which `*` stand for 1-7 by the rule. Of several
editions of one data set that only grew, what came to each count in between is a count too, small or not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from stegvis.outcomes.disclosure import Published
from stegvis.outcomes.measures import Row, measure

Names = tuple[str, ...]
Table = tuple[str, Names]  # of an edition, or what came to it since the one before
Key = tuple[Table, tuple[str, ...], str]
Tables = Mapping[Names, tuple[Sequence[Row], Sequence[Published]]]
MANY = 5000
COUNTS = ("numerator", "denominator", "missing")
PERIODS = {"month", "quarter", "year"}
FINISHED = (
    "paired",
    "case_at_start",
    "reliable_improvement",
    "reliable_deterioration",
    "no_reliable_change",
    "waited_6_weeks",
    "waited_18_weeks",
    "contacts_per_finished",
)
PAIRED_MISSING = (
    "recovery",
    "reliable_improvement",
    "reliable_deterioration",
    "no_reliable_change",
    "reliable_recovery",
)
# (more, less, …): the first is at least the sum of the others; SAME: it is just that.
SAME = (
    *(("finished.numerator", f"{name}.denominator") for name in FINISHED),
    *(("paired.missing", f"{name}.missing") for name in PAIRED_MISSING),
    ("recovery.denominator", "reliable_recovery.denominator"),
    ("referrals.numerator", "self_referred.denominator"),
    ("assessed.numerator", "wait_assessment.denominator"),
    ("started.numerator", "wait_treatment.denominator"),
    ("finished.numerator", "paired.numerator", "paired.missing"),
    ("dropped_out.denominator", "finished.numerator", "treated_once.numerator"),
)
AT_LEAST = (
    ("paired.numerator", *(f"{name}.numerator" for name in PAIRED_MISSING[1:4])),
    ("paired.numerator", "recovery.numerator"),
    ("case_at_start.numerator", "recovery.numerator"),
    ("recovery.denominator", "case_at_start.numerator"),
    ("finished.numerator", "recovery.denominator"),
    ("recovery.numerator", "reliable_recovery.numerator"),
    ("reliable_improvement.numerator", "reliable_recovery.numerator"),
    ("finished.numerator", "off_sick_pay.denominator"),
    ("finished.numerator", "off_sick_pay.numerator", "off_sick_pay.missing"),
    ("waited_18_weeks.numerator", "waited_6_weeks.numerator"),
    ("contacts_per_finished.numerator", "finished.numerator", "finished.numerator"),
)
EVER = (("started.numerator", "dropped_out.denominator"), ("referrals.numerator", "started.numerator"))


def in_longer(value: str, period: str) -> str:
    """2024-05 as the quarter or year it is in."""
    if period == "year":
        return value[:4]
    return value if period == "month" or "Q" in value else f"{value[:4]}-Q{(int(value[5:]) + 2) // 3}"


class Attack:
    """The integer program of some published tables of one data set, in one edition or several, the oldest first."""

    def __init__(self, *editions: Tables) -> None:
        self.places: dict[Key, int] = {}
        self.true: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.hidden: set[int] = set()
        self.sums: list[tuple[dict[int, float], float, float]] = []
        for number, tables in enumerate(editions):
            self._edition(str(number), tables)
            if number:
                self._growth(str(number - 1), str(number), tables)

    def _edition(self, edition: str, tables: Tables) -> None:
        for names, (rows, shown) in tables.items():
            found = {(row.group, row.measure): row for row in shown}
            for row in (*rows, *_unseen(rows, shown)):
                self._row((edition, names), row, found.get((row.group, row.measure)))
        for names in tables:
            self._identities((edition, names), () if PERIODS & set(names) else EVER)
            for longer in tables:
                self._margins((edition, names), (edition, longer))

    def _growth(self, before: str, after: str, names: Iterable[Names]) -> None:
        """Nobody is taken away from a count; who came to it is counted in the same measures."""
        since = f"since {before}"
        for ((edition, table), group, name), place in list(self.places.items()):
            if edition != after:
                continue
            was = self.places.get(((before, table), group, name))
            grown = place if was is None else self._unknown(self.true[place] - self.true[was], 0, MANY)
            self.places[(since, table), group, name] = grown
            if was is not None:
                self.sums.append(({place: 1, was: -1, grown: -1}, 0, 0))
            if 1 <= self.true[grown] <= 7:
                self.hidden.add(grown)
        for table in names:
            self._identities((since, table), ())

    def recovered(self) -> list[tuple[Key, int]]:
        """Every small number with one possible value. Fails unless the truth itself is possible."""
        seen: dict[int, set[int]] = {place: {round(self.true[place])} for place in self.hidden}
        self._must_hold()
        for sign in (1, -1):  # all at once, as long as that gives one of them another value
            while self._look(dict.fromkeys(_single(seen), sign), seen):
                pass
        for place in _single(seen):
            for sign in (1, -1):
                if len(seen[place]) == 1:
                    self._look({place: sign}, seen)
        keys = {place: key for key, place in self.places.items()}
        return [(keys[place], *values) for place, values in seen.items() if len(values) == 1]

    def _unknown(self, true: float, low: float, high: float) -> int:
        self.true.append(true)
        self.low.append(low)
        self.high.append(high)
        return len(self.true) - 1

    def _row(self, table: Table, row: Row, shown: Published | None) -> None:
        at = {}
        for column in COUNTS:
            count = getattr(row, column)
            if count is not None:
                low, high = _told(count, shown and getattr(shown, column)) if shown else (0, MANY)
                at[column] = self.places[table, row.group, f"{row.measure}.{column}"] = self._unknown(count, low, high)
                if 1 <= count <= 7:
                    self.hidden.add(at[column])
        if measure(row.measure).kind == "rate":
            rest = row.denominator - row.numerator
            place = self.places[table, row.group, f"{row.measure}.rest"] = self._unknown(rest, 0, MANY)
            self.sums.append(({at["denominator"]: 1, at["numerator"]: -1, place: -1}, 0, 0))
            if 1 <= rest <= 7:
                self.hidden.add(place)
        if shown is not None and row.value is not None:
            self._value(row, shown, at, place if "numerator" in at and measure(row.measure).kind == "rate" else -1)

    def _value(self, row: Row, shown: Published, at: dict[str, int], rest: int) -> None:
        """What the value tells of the counts behind it."""
        kind, denominator = measure(row.measure).kind, at.get("denominator", -1)
        if kind == "rate" and shown.value != "*":
            self.low[denominator] = max(20, self.low[denominator])
            some = self._unknown(float(row.denominator - row.numerator > 0), 0, 1)
            self.sums.append(({rest: 1, some: -8}, 0, np.inf))
            self.sums.append(({rest: 1, some: -MANY}, -np.inf, 0))
        elif kind == "rate" and "*" not in (shown.numerator, shown.denominator) and row.denominator >= 20:
            self.low[rest], self.high[rest] = 1, 7
        elif kind == "mean" and shown.value != "*":
            value = float(shown.value)
            self.sums.append(({at["numerator"]: 1, denominator: -(value - 0.05)}, -1e-6, np.inf))
            self.sums.append(({at["numerator"]: 1, denominator: -(value + 0.05)}, -np.inf, 1e-6))
        elif kind == "median" and shown.value != "*" and shown.value % 1:
            half = self._unknown(row.denominator // 2, 0, MANY)
            self.sums.append(({denominator: 1, half: -2}, 0, 0))

    def _identities(self, of: Table, ever: Sequence[tuple[str, ...]]) -> None:
        groups = {group for table, group, _ in self.places if table == of}
        for most, identities in ((0.0, SAME), (np.inf, (*AT_LEAST, *ever))):
            for whole, *parts in identities:
                for group in groups:
                    terms: dict[int, float] = defaultdict(float)
                    for sign, name in ((1, whole), *((-1, part) for part in parts)):
                        if (of, group, name) in self.places:
                            terms[self.places[of, group, name]] += sign
                    self.sums.append((terms, 0, most))

    def _margins(self, finer: Table, coarser: Table) -> None:
        """Each count of the coarser table is the sum of the finer one's."""
        names, longer = finer[1], coarser[1]
        held = {"month": PERIODS, "quarter": {"quarter", "year"}}
        holds = [next((name for name in names if to in held.get(name, {name})), None) for to in longer]
        if names == longer or None in holds:
            return
        sums: dict[Key, dict[int, float]] = defaultdict(dict)
        for (table, group, name), place in self.places.items():
            if table == finer:
                values = dict(zip(names, group, strict=True))
                above = tuple(
                    in_longer(values[of], to) if to in PERIODS else values[of]
                    for of, to in zip(holds, longer, strict=True)
                    if of is not None
                )
                sums[coarser, above, name][place] = -1
        for key, terms in sums.items():
            whole = {self.places[key]: 1.0} if key in self.places else {}
            self.sums.append((whole | terms, 0, 0))

    def _matrix(self) -> Any:
        cells = [
            (number, place, sign) for number, (terms, _, _) in enumerate(self.sums) for place, sign in terms.items()
        ]
        numbers, places, signs = zip(*cells, strict=True)
        return csr_matrix((signs, (numbers, places)), shape=(len(self.sums), len(self.true)))

    def _must_hold(self) -> None:
        self.matrix = self._matrix()
        totals, true = self.matrix @ np.array(self.true), np.array(self.true)
        assert all(low <= total <= high for total, (_, low, high) in zip(totals, self.sums, strict=True))
        assert (true >= self.low).all()
        assert (true <= self.high).all()

    def _look(self, wanted: Mapping[int, int], seen: dict[int, set[int]]) -> bool:
        """One possible data set, as far from the truth in the wanted direction as can be; whether it is news."""
        if not wanted:
            return False
        alone, aim = len(_single(seen)), np.zeros(len(self.true))
        for place, sign in wanted.items():
            aim[place] = -sign
        _, low, high = zip(*self.sums, strict=True)
        found = milp(
            aim,
            integrality=np.ones(len(self.true)),
            bounds=Bounds(self.low, self.high),
            constraints=LinearConstraint(self.matrix, low, high),
            options={"time_limit": 20},
        )
        assert found.x is not None, found.message
        for place, values in seen.items():
            values.add(round(found.x[place]))
        return len(_single(seen)) < alone


def _unseen(rows: Sequence[Row], shown: Sequence[Published]) -> list[Row]:
    """Rows of nobody, of measures that the table does not show at all: which groups are empty is not told then."""
    known = {row.measure for row in shown}
    left_out = {row.measure: row for row in rows if row.measure not in known}
    there = {(row.group, row.measure) for row in rows}
    none = [row._replace(**{name: 0 for name in COUNTS if getattr(row, name) is not None}) for row in left_out.values()]
    groups = product(*({row.group[place] for row in rows} for place in range(len(rows[0].group)))) if rows else []
    return [row._replace(group=group) for group in groups for row in none if (group, row.measure) not in there]


def _single(seen: Mapping[int, set[int]]) -> list[int]:
    """Of which only the truth was seen yet."""
    return sorted(place for place, values in seen.items() if len(values) == 1)


def _told(count: int, shown: int | str | None) -> tuple[float, float]:
    """The values that a published count leaves open."""
    if shown == "*":
        return (1, 7) if count <= 7 else (1, MANY)
    assert isinstance(shown, int)
    return (0, 0) if shown == 0 else (shown - 2, shown + 2)
