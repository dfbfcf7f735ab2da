"""What the fixed tables of a bundle tell together: two rules by hand, and the attack on all of them at once."""

from __future__ import annotations

from collections.abc import Sequence

from stegvis.exchange.bundle.family import FAMILY, WHOLE, groupings, published_family
from stegvis.outcomes.disclosure import Published
from stegvis.outcomes.measures import Row
from tests.spec.attack import Attack
from tests.unit.exchange.bundles import YEAR, counted


def count(group: tuple[str, ...], measure: str, number: int) -> Row:
    return Row(group, measure, number, None, number, None)


def family(*rows: tuple[str, str, str, int]) -> dict[str, list[Published]]:
    """Of counts by (table, group, measure); every other table is empty."""

    def made(by: Sequence[str]) -> list[Row]:
        found = []
        for table, group, measure, number in rows:
            if groupings(table) == tuple(by):
                found.append(count((group, str(YEAR)) if table else (str(YEAR),), measure, number))
        return found

    return published_family(YEAR, made)


def groups(rows: Sequence[Published], measure: str) -> list[str]:
    return [row.group[0] for row in rows if row.measure == measure]


def test_a_group_with_few_finished_takes_the_next_smallest_with_it():
    """Four problems with 5, 30, 40 and 60 finished under a whole of 135: neither the 5 nor the 30 is told of, so
    that the whole less the others is two groups. What is counted before treatment stays."""
    sizes = {"panic": 5, "anxiety": 30, "stress": 40, "depression": 60}
    shown = family(
        ("", "", "finished", 135), *(("problem", name, "finished", size) for name, size in sizes.items()),
        *(("problem", name, "referrals", 100) for name in sizes), ("", "", "referrals", 400),
    )  # fmt: skip
    assert groups(shown["problem"], "finished") == ["stress", "depression"]
    assert groups(shown["problem"], "referrals") == list(sizes)
    assert groups(shown[WHOLE], "finished") == [""]


def test_what_is_small_in_the_whole_stands_nowhere():
    """Three treated once in the year: no table tells of them, nor of the drop-out that is made with them."""
    few = family(("", "", "treated_once", 3), ("", "", "finished", 100), ("gender", "female", "treated_once", 3),
                 ("gender", "female", "finished", 100))  # fmt: skip
    assert [row.measure for row in few["gender"]] == ["finished"]
    assert [row.measure for row in few[WHOLE]] == ["finished"]
    many = family(("", "", "treated_once", 30), ("gender", "female", "treated_once", 30))
    assert groups(many["gender"], "treated_once") == ["female"]


def test_only_the_year_is_in_the_bundle_though_all_years_are_audited():
    def made(by: Sequence[str]) -> list[Row]:
        return [count((f"{year}-Q1",) if "quarter" in by else (str(year),), "referrals", 50) for year in
                (YEAR - 1, YEAR)] if by in (("year",), ("quarter",)) else []  # fmt: skip

    assert groups(published_family(YEAR, made)["quarter"], "referrals") == [f"{YEAR}-Q1"]


def test_no_small_number_is_recovered_from_the_whole_family():
    """Integer programming over all eight tables, built from the words of the manual, finds no small count."""
    rows, _ = counted()
    found = published_family(YEAR, lambda by: rows[tuple(by)])
    shown = {groupings(name): [_whole_group(row, name) for row in found[name]] for name in FAMILY}
    attack = Attack({by: (rows[by], shown[by]) for by in rows})
    assert len(attack.hidden) > 100
    assert attack.recovered() == []


def _whole_group(row: Published, name: str) -> Published:
    """With the year, as it was counted."""
    group = row.group if name == "quarter" else (*(row.group if name else ()), str(YEAR))
    return Published(group, row.measure, row.numerator, row.denominator, row.value, row.missing)
