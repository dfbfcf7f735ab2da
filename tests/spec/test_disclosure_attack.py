"""Nobody can compute a small number from what is published, with all the tables of a data set before them."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest

from stegvis.outcomes.disclosure import Published, published, published_set
from stegvis.outcomes.measures import GROUPINGS, Row, measure_rows
from tests.spec.attack import Attack, Tables
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


def known_on(made: Registration, day: date) -> Registration:
    """What was in the record that day: who had come by then, what had taken place; who ended later is still open."""
    known = Registration()
    for row in made.tables["episodes"]:
        if row["received_on"] <= day:
            is_over = row["discharged_on"] is not None and row["discharged_on"] <= day
            known.tables["episodes"].append(
                row | ({} if is_over else {"discharged_on": None, "discharge_reason": None})
            )
    known.tables["contacts"] = [row for row in made.tables["contacts"] if row["on"] <= day]
    known.tables["scores"] = [row for row in made.tables["scores"] if row["answered_at"][:10] <= day.isoformat()]
    return known


def attacked(engine: Engine, made: Registration, tables: list[tuple[str, ...]], publish: Publish) -> Attack:
    return attacked_again(engine, [made], tables, publish)


def attacked_again(
    engine: Engine, editions: Sequence[Registration], tables: list[tuple[str, ...]], publish: Publish
) -> Attack:
    """The same tables of a set that grows, published each time."""
    return Attack(*(published_tables(engine, made, tables, publish) for made in editions))


def published_tables(engine: Engine, made: Registration, tables: list[tuple[str, ...]], publish: Publish) -> Tables:
    engine.fill(made)
    counted = {by: measure_rows(engine.run, by) for by in tables}
    return {by: (rows, publish(rows, by)) for by, rows in counted.items()}


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


@pytest.mark.engine
@pytest.mark.parametrize("seed", [7, 57])
def test_nor_from_so_few_finished_that_closing_does_not_keep_the_windows(on_duckdb, seed):
    """Sixty came, fewer than twenty finished: before the finer table left out who ended, 69 and 36 were recovered."""
    made = known_on(registered(seed, 60), date(2024, 4, 1))
    attack = attacked(on_duckdb, made, ACROSS, published_set)
    assert attack.hidden
    assert attack.recovered() == []


@pytest.mark.engine
@pytest.mark.parametrize("seed", [1, 4])
def test_nor_from_this_month_against_last_month(on_duckdb, seed):
    """Neither what either month hides, nor how many came in between. Not promised of every set (ADR 0009)."""
    made = registered(seed, 60)
    months = [known_on(made, date(2024, month, 1)) for month in (4, 5)]
    attack = attacked_again(on_duckdb, months, ACROSS, published_set)
    assert any(key[0][0] == "since 0" for key, place in attack.places.items() if place in attack.hidden)
    assert attack.recovered() == []


@pytest.mark.parametrize(("publish", "found"), [(by_row_only, {7}), (published_set, set())])
def test_the_attack_recovers_it_from_the_rule_for_a_row_alone(publish, found):
    """Or it would prove nothing: 10, 10, 10 and a star under a 45 are at most 36 and at least 43."""
    counts = {"a": 12, "b": 12, "c": 12, "d": 7}
    teams = [row for name, count in counts.items() for row in referred((name,), count)]
    total = referred((), sum(counts.values()))
    attack = Attack({(): (total, publish(total, [])), ("team",): (teams, publish(teams, ["team"]))})
    assert {value for _, value in attack.recovered()} == found


def test_the_attack_recovers_who_came_since_last_month():
    """Or it would prove nothing of two months: a 50 over 10, 10, 10 and 10 tells each, so 5 came to the fourth."""
    teams = {"a": 12, "b": 12, "c": 12, "d": 7}
    editions = []
    for more in (0, 5):
        counts = teams | {"d": 7 + more}
        rows = [row for name, count in counts.items() for row in referred((name,), count)]
        total = referred((), sum(counts.values()))
        editions.append({(): (total, by_row_only(total, [])), ("team",): (rows, by_row_only(rows, ["team"]))})
    found = {key[0][0]: value for key, value in Attack(*editions).recovered()}
    assert found == {"0": 7, "since 0": 5}


def referred(group: tuple[str, ...], count: int) -> list[Row]:
    """So many referrals, none of them by themselves."""
    return [
        Row(group, "referrals", count, None, count, None),
        Row(group, "self_referred", 0, count, Decimal("0.0"), None),
    ]
