"""What a registration was counted to, as the manual's tests ask it; each answer that is asked for is noted."""

from collections.abc import Callable
from typing import Any

from stegvis.outcomes.measures import Row
from tests.spec.registration import Registration

# Counts a registration by some groupings: `count(registration, "team", "month")`.
Count = Callable[..., "Figures"]
# Numerator, denominator, value as it is printed, missing.
Figure = tuple[Any, ...]


# A measure, a group, and the row that was found there.
Asked = tuple[str, tuple[str, ...], Row | None]


class Figures(list[Row]):
    """The rows of a result. `asked` is what a test has looked at by name, in that order."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__(rows)
        self.asked: list[Asked] = []

    def figure(self, measure: str, *group: str) -> Figure | None:
        """One measure of one group; None where it has no row."""
        found = [row for row in self if row.measure == measure and row.group == group]
        assert len(found) < 2
        row = found[0] if found else None
        self._note((measure, group, row))
        return written(row)[2:] if row else None

    def groups(self, measure: str) -> list[tuple[str, ...]]:
        """The groups that have a row of the measure, in the order of the result."""
        found = [row for row in self if row.measure == measure]
        for row in found:
            self._note((measure, row.group, row))
        return [row.group for row in found]

    def _note(self, asked: Asked) -> None:
        if asked not in self.asked:
            self.asked.append(asked)


def written(row: Row) -> tuple[Any, ...]:
    """Group, measure and figure, the value as it is printed: what two engines must agree on."""
    value = None if row.value is None else str(row.value)
    return row.group, row.measure, row.numerator, row.denominator, value, row.missing


def one_of(count: Count) -> Callable[..., Figure | None]:
    """`of(registration, "recovery")`: one figure of the whole. Counts again only after something was registered."""
    counted: dict[tuple[int, ...], Figures] = {}

    def of(registration: Registration, measure: str) -> Figure | None:
        size = (id(registration), *map(len, registration.tables.values()))
        if size not in counted:
            counted[size] = count(registration)
        return counted[size].figure(measure)

    return of
