"""What a page or another program may ask of the statement: groupings, one team, some days, and what is refused."""

from datetime import date

import pytest

from stegvis.outcomes.measures import GROUPINGS, MEASURES, Scope, UnknownGrouping
from stegvis.outcomes.measures.grouping import EPISODE_GROUPS
from tests.spec.registration import Registration
from tests.spec.test_measures_groups import ORDER


@pytest.fixture
def registered() -> Registration:
    return Registration()


def test_there_are_twelve_groupings():
    assert {*EPISODE_GROUPS, "month", "quarter", "year"} == set(GROUPINGS)
    assert len(GROUPINGS) == 12


def test_a_grouping_that_is_none_is_refused_before_anything_runs(registered, count):
    with pytest.raises(UnknownGrouping, match="There is no grouping 'colour'"):
        count(registered, "colour")
    with pytest.raises(UnknownGrouping, match="named twice"):
        count(registered, "team", "team")


def test_a_page_can_count_one_team(registered, count):
    """Everything of the team and nothing of another, whatever its name holds."""
    registered.finished("a", team="north's")
    registered.finished("b", team="south")
    registered.finished("c", team=None)
    rows = count(registered, scope=Scope(team="north's"))
    assert rows.figure("finished") == (1, None, "1", None)
    assert rows.figure("did_not_attend") == (0, 2, "0.0", None)
    assert count(registered, scope=Scope(team="east")) == []


def test_a_page_can_count_some_days(registered, count):
    """Both days included, and each measure by its own date."""
    registered.finished("a", received_on="2024-01-31", discharged_on="2024-03-31")
    registered.finished("b", received_on="2024-02-01", discharged_on="2024-04-01")
    rows = count(registered, scope=Scope(first=date(2024, 2, 1), last=date(2024, 3, 31)))
    assert rows.figure("referrals") == (1, None, "1", None)
    assert rows.figure("finished") == (1, None, "1", None)
    assert rows.figure("started") == (2, None, "2", None)


def test_a_teams_name_cannot_become_a_command(registered, count):
    registered.episode(team="x")
    assert count(registered, scope=Scope(team="x' OR 'a' = 'a")) == []
    with pytest.raises(ValueError, match="backslash"):
        count(registered, scope=Scope(team="\\"))


def test_what_is_unknown_must_not_be_written_in_two_ways(registered, count):
    """An empty text beside a NULL would make two groups that a reader cannot tell apart."""
    registered.episode("a", team="")
    registered.episode("b", team=None)
    with pytest.raises(ValueError, match="must be NULL"):
        count(registered, "team")


def test_the_edition_has_these_measures():
    assert [measure.name for measure in MEASURES] == ORDER
