"""Nobody can compute a small number from what is published, with all the tables of a data set before them."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest

from stegvis.outcomes.disclosure import Published, published, published_set
from stegvis.outcomes.measures import GROUPINGS, Row, measure_rows
from tests.spec.attack import Attack
from tests.spec.conftest import Engine
from tests.spec.registration import Registration

Publish = Callable[[Sequence[Row], Sequence[str]], list[Published]]
OVER_TIME = [(), ("quarter",), ("month",), ("team",), ("team", "quarter"), ("team", "month")]
ACROSS = [(), ("team",), ("problem",), ("team", "problem")]
CROSSING = [*ACROSS, ("gender",), ("team", "gender")]
ONE_EACH = [(), *((name,) for name in GROUPINGS)]
BY_GENDER = [(), ("team",), ("gender",), ("team", "gender")]


def registered(seed: int, size: int) -> Registration:
    """Some teams of unequal size over three months; what happens is drawn by the seed."""
    draw, made = random.Random(seed), Registration()
    for number in range(size):
        day = date(2024, 1, 1) + timedelta(draw.randrange(80))
        name = made.episode(f"e{number}", received_on=day.isoformat(), **said(draw, day))
        for visit in range(draw.choice([0, 1, 2, 2, 2, 3, 4])):
            on = day + timedelta(5 + 7 * visit + draw.choice([0, 30]))
            purpose = draw.choice(["treatment", "treatment", "assessment_and_treatment"])
            attendance = draw.choice(["attended"] * 6 + ["did_not_attend"])
            made.contact(name, on.isoformat(), purpose, attendance=attendance)
        for instrument in ("phq-9", "gad-7"):
            for answer in range(draw.choice([1, 2, 2, 2])):
                at = f"{day + timedelta(2 + 30 * answer)}T10:00:00"
                made.score(name, instrument, at, draw.randrange(3, 22))
    return made


def said(draw: random.Random, day: date) -> dict[str, object]:
    ended = {
        "discharged_on": (day + timedelta(60)).isoformat(),
        "discharge_reason": draw.choice(["completed", "completed", "dropped_out"]),
    }
    return {
        "team": draw.choices(["east", "north", "south"], [8, 4, 1])[0],
        "gender": draw.choices(["female", "male", "other"], [8, 4, 1])[0],
        "problem": draw.choices(["depression", "panic", "stress"], [8, 3, 1])[0],
        "source": draw.choice(["self", "gp"]),
        "sick_pay_first": draw.choice([True, False, None]),
        "sick_pay_last": draw.choice([True, False, None]),
        **(ended if draw.random() < 0.9 else {}),
    }


def attacked(engine: Engine, made: Registration, tables: list[tuple[str, ...]], publish: Publish) -> Attack:
    engine.fill(made)
    counted = {by: measure_rows(engine.run, by) for by in tables}
    return Attack({by: (rows, publish(rows, by)) for by, rows in counted.items()})


def by_row_only(rows: Sequence[Row], by: Sequence[str]) -> list[Published]:
    """Broken on purpose: the rule for a row, and nothing for the table."""
    return [published(row) for row in rows]


@pytest.mark.parametrize("tables", [OVER_TIME, ACROSS], ids=["over time", "across groups"])
@pytest.mark.parametrize("size", [15, 60, 200])
def test_no_small_number_is_recovered(on_duckdb, size, tables):
    attack = attacked(on_duckdb, registered(size, size), tables, published_set)
    assert attack.hidden
    assert attack.recovered() == []


@pytest.mark.parametrize("seed", range(2, 7))
def test_nor_whatever_the_data_set(on_duckdb, seed):
    """Two of these five were recovered from while the audit was content with two possible values."""
    attack = attacked(on_duckdb, registered(seed, 60), BY_GENDER, published_set)
    assert attack.hidden
    assert attack.recovered() == []


@pytest.mark.parametrize("seed", [1, 4])
def test_nor_from_tables_that_cross(on_duckdb, seed):
    """None of them is a total of the other: each keeps the windows of what they have in common."""
    attack = attacked(on_duckdb, registered(seed, 15), CROSSING, published_set)
    assert attack.hidden
    assert attack.recovered() == []


@pytest.mark.engine
@pytest.mark.parametrize("tables", [CROSSING, ONE_EACH], ids=["pairs", "one each"])
def test_nor_from_tables_that_cross_over_a_larger_set(on_duckdb, tables):
    attack = attacked(on_duckdb, registered(8, 60), tables, published_set)
    assert attack.recovered() == []


@pytest.mark.parametrize(("publish", "found"), [(by_row_only, {7}), (published_set, set())])
def test_the_attack_recovers_it_from_the_rule_for_a_row_alone(publish, found):
    """Or it would prove nothing: 10, 10, 10 and a star under a 45 are at most 36 and at least 43."""
    counts = {"a": 12, "b": 12, "c": 12, "d": 7}
    teams = [row for name, count in counts.items() for row in referred((name,), count)]
    total = referred((), sum(counts.values()))
    attack = Attack({(): (total, publish(total, [])), ("team",): (teams, publish(teams, ["team"]))})
    assert {value for _, value in attack.recovered()} == found


def referred(group: tuple[str, ...], count: int) -> list[Row]:
    """So many referrals, none of them by themselves."""
    return [
        Row(group, "referrals", count, None, count, None),
        Row(group, "self_referred", 0, count, Decimal("0.0"), None),
    ]
