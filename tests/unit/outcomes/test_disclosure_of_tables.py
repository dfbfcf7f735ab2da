"""What a whole published table hides beyond the rule for a row, on tables small enough to check by hand."""

from stegvis.outcomes.disclosure import published, published_set
from stegvis.outcomes.measures import Row


def referrals(**teams: int) -> list[Row]:
    """One count a team, as `--by team` gives it."""
    return [Row((team,), "referrals", count, None, count, None) for team, count in sorted(teams.items())]


def values(rows: list[Row], *by: str) -> list[object]:
    return [row.value for row in published_set(rows, by)]


def test_a_table_that_tells_nothing_is_the_rule_for_a_row():
    """12 in the north and 4 in the south are 16: the south may be 1 to 7 still."""
    rows = referrals(north=12, south=4)
    assert published_set(rows, ["team"]) == [published(row) for row in rows]
    assert values(rows, "team") == [10, "*"]


def test_a_total_that_gives_a_complement_away_hides_one_more():
    """10, 10 and 10 are at most 36 and the total of 43 shows as 45, at least 43: the fourth is 7."""
    assert values(referrals(a=12, b=12, c=12, d=7), "team") == ["*", 10, 10, "*"]


def test_a_single_person_under_a_total_rounded_down():
    """10 and 10 are at least 16, the total of 17 shows as 15, at most 17: the third is 1."""
    assert values(referrals(a=8, b=8, c=1), "team") == ["*", 10, "*"]


def test_the_number_of_hidden_rows_does_not_tell_either():
    """Twelve stars under a 10 are twelve single persons; one row is left out, so one may be two."""
    rows = referrals(**{f"t{number:02d}": 1 for number in range(12)})
    assert values(rows, "team") == ["*"] * 11
    assert values(rows[:-2], "team") == ["*"] * 10


def test_consecutive_months_are_set_against_their_quarter():
    """January and February are at most 24, and the quarter's 31 shows as 30, but the year's 43 as 45."""
    months = [("2024-01", 12), ("2024-02", 12), ("2024-03", 7), ("2024-05", 12)]
    rows = [Row((month,), "referrals", count, None, count, None) for month, count in months]
    assert values(rows, "month") == ["*", 10, "*", 10]


def test_what_is_hidden_does_not_depend_on_how_the_groupings_are_named():
    """The same table asked in another order, or with the year of its months beside, hides the same."""
    counts = {(team, "2024-01"): count for team, count in {"a": 12, "b": 12, "c": 12, "d": 7}.items()}
    counts |= {("d", "2024-02"): 12}
    rows = [Row(group, "referrals", count, None, count, None) for group, count in counts.items()]
    turned = [row._replace(group=row.group[::-1]) for row in rows]
    with_year = [row._replace(group=(*row.group, "2024")) for row in rows]
    expected = values(rows, "team", "month")
    assert expected != [published(row).value for row in rows], "nothing is hidden beyond the rule, so nothing is tried"
    assert values(turned, "month", "team") == expected
    assert values(with_year, "team", "month", "year") == expected


def test_what_is_one_count_is_hidden_in_every_measure_that_shows_it():
    """The finished are also the denominator of the paired; hidden in one, it is hidden in both."""
    rows = [
        Row((), "finished", 12, None, 12, None),
        Row((), "treated_once", 1, None, 1, None),
        Row((), "dropped_out", 0, 13, None, None),
    ]
    shown = {row.measure: row for row in published_set(rows, [])}
    assert (shown["finished"].value, shown["treated_once"].value, shown["dropped_out"].denominator) == (10, "*", 15)
    rows[0], rows[2] = Row((), "finished", 13, None, 13, None), Row((), "dropped_out", 0, 14, None, None)
    assert [row.value for row in published_set(rows, [])][:2] == [15, "*"]


def test_rows_of_a_period_alone_come_to_an_end():
    """More may begin in a year than ask for help in it; who takes the one for part of the other never ends."""
    rows = [
        *referrals(a=9, b=30),
        *(Row((team,), "started", count, None, count, None) for team, count in {"a": 4, "b": 50}.items()),
    ]
    assert values(rows, "team") == [10, 30, "*", 50]
