"""The manual on groups and periods: which rows a result has, in which order, and how they are named."""

import pytest

from stegvis.outcomes.measures.grouping import EPISODE_GROUPS
from tests.spec.registration import Registration

# The order of MEASURES.md.
ORDER = [
    "referrals",
    "self_referred",
    "assessed",
    "started",
    "finished",
    "seen_not_treated",
    "treated_once",
    "dropped_out",
    "paired",
    "case_at_start",
    "recovery",
    "reliable_improvement",
    "reliable_deterioration",
    "no_reliable_change",
    "reliable_recovery",
    "off_sick_pay",
    "waited_6_weeks",
    "waited_18_weeks",
    "wait_assessment",
    "wait_treatment",
    "did_not_attend",
    "contacts_per_finished",
]


@pytest.fixture
def registered() -> Registration:
    return Registration()


def test_results_have_the_order_of_the_manual(registered, count):
    registered.finished()
    registered.contact("a", "2024-01-10", "assessment")
    registered.episode("once", discharged_on="2024-06-30")
    registered.contact("once", "2024-01-10")
    registered.episode("seen", discharged_on="2024-06-30")
    registered.contact("seen", "2024-01-10", "assessment")
    assert [row.measure for row in count(registered)] == ORDER


def test_nobody_registered_gives_no_rows(registered, count):
    """Without a single referral there is nothing to tell, not twenty-two zeroes."""
    assert count(registered) == []
    assert count(registered, "team", "year") == []


def test_who_came_by_themselves(registered, of):
    """Also those whom a GP had advised to; a referral of unknown origin stays in the denominator."""
    for name, source in [("a", "self"), ("b", "self_on_gp_advice"), ("c", "gp"), ("d", "gp"), ("e", None)]:
        registered.episode(name, source=source)
    assert of(registered, "referrals") == (5, None, "5", None)
    assert of(registered, "self_referred") == (2, 5, "40.0", None)


def test_a_referral_of_an_unknown_day_is_left_out(registered, of):
    """It belongs to no period, so it is in none; the sum of the months is the whole."""
    registered.episode("a", source="self")
    registered.episode("b", source="self", received_on=None)
    assert of(registered, "referrals") == (1, None, "1", None)
    assert of(registered, "self_referred") == (1, 1, "100.0", None)


def test_a_contact_of_an_unknown_day_is_left_out(registered, of):
    registered.episode()
    registered.contact("a", "2024-01-10")
    registered.contact("a", None, attendance="did_not_attend")
    assert of(registered, "did_not_attend") == (0, 1, "0.0", None)


@pytest.mark.parametrize("grouping", EPISODE_GROUPS)
def test_every_grouping_of_the_episode(registered, count, grouping):
    """A contact is grouped by its episode: by the level last decided there, not by its own."""
    registered.finished("a", **{grouping: "x"})
    registered.contact("a", "2024-03-01", level="course")
    registered.finished("b", **{grouping: "y"})
    rows = count(registered, grouping)
    for value, contacts in (("x", 3), ("y", 2)):
        assert rows.figure("referrals", value) == (1, None, "1", None)
        assert rows.figure("finished", value) == (1, None, "1", None)
        assert rows.figure("did_not_attend", value) == (0, contacts, "0.0", None)


def test_an_unknown_group_is_the_empty_string_and_is_shown(registered, count):
    registered.episode("a", team="north")
    registered.episode("b", team=None)
    rows = count(registered, "team")
    assert rows.groups("referrals") == [("",), ("north",)]


@pytest.mark.parametrize(
    ("grouping", "received", "assessed", "started", "discharged"),
    [
        ("month", "2023-12", "2024-01", "2024-02", "2024-10"),
        ("quarter", "2023-Q4", "2024-Q1", "2024-Q1", "2024-Q4"),
        ("year", "2023", "2024", "2024", "2024"),
    ],
)
def test_each_measure_goes_by_its_own_date(registered, count, grouping, received, assessed, started, discharged):  # noqa: PLR0917
    """One person is referred, assessed, treated and discharged in four months, and counted in each once."""
    registered.finished(received_on="2023-12-31", discharged_on="2024-10-01")
    registered.contact("a", "2024-01-31", "assessment")
    rows = count(registered, grouping)
    periods = {measure: [group[0] for group in rows.groups(measure)] for measure in ORDER}
    for measure in ("referrals", "self_referred"):
        assert periods[measure] == [received]
    for measure in ("assessed", "wait_assessment"):
        assert periods[measure] == [assessed]
    for measure in ("started", "wait_treatment"):
        assert periods[measure] == [started]
    for measure in ("finished", "dropped_out", "recovery", "off_sick_pay", "waited_6_weeks", "contacts_per_finished"):
        assert periods[measure] == [discharged]
    assert periods["did_not_attend"] == sorted({assessed, started})


def test_groups_stand_in_the_order_that_was_asked_for(registered, count):
    registered.episode(team="north", problem="panic")
    assert count(registered, "year", "team", "month", "problem")[0].group == ("2024", "north", "2024-01", "panic")
    assert count(registered, "problem", "year")[0].group == ("panic", "2024")


def test_groups_are_sorted_bytewise(registered, count):
    """Capitals before small letters, and å after z by its bytes, on every server and in every language."""
    for team in ("å", "b", "a", "B", "z", "a b", "a-b", "10", "9", "Å"):
        registered.episode(team, team=team)
    teams = [group[0] for group in count(registered, "team").groups("referrals")]
    assert teams == sorted(teams, key=lambda team: team.encode())
    assert teams == ["10", "9", "B", "a", "a b", "a-b", "b", "z", "Å", "å"]


def test_a_group_has_a_row_only_where_its_base_is_not_empty(registered, count):
    """The north has finished somebody, the south has only been asked for help."""
    registered.finished("a", team="north")
    registered.episode("b", team="south")
    rows = count(registered, "team")
    assert rows.figure("finished", "north") == (1, None, "1", None)
    assert {row.measure for row in rows if row.group == ("south",)} == {"referrals", "self_referred"}


def test_an_empty_denominator_gives_an_empty_value(registered, of):
    """Never 0: nobody with sick pay, nobody who could recover, nobody expected at a contact."""
    registered.episode("a", discharged_on="2024-06-30", sick_pay_first=False, sick_pay_last=False)
    for day in ("2024-02-01", "2024-02-08"):
        registered.contact("a", day)
    registered.scores("a", "phq-9", 2, 2)
    registered.scores("a", "gad-7", 2, 2)
    assert of(registered, "off_sick_pay") == (0, 0, None, 0)
    assert of(registered, "recovery") == (0, 0, None, 0)
    assert of(registered, "reliable_recovery") == (0, 0, None, 0)


def test_a_team_with_only_cancelled_contacts_has_a_row_without_a_value(registered, of):
    """There were contacts, so there is a row; nobody was expected, so there is no rate."""
    registered.episode()
    registered.contact("a", "2024-01-10", attendance="cancelled_by_team")
    assert of(registered, "did_not_attend") == (0, 0, None, None)


def test_missing_stands_only_where_the_manual_says(registered, count):
    """Beside change, pairing and sick pay; empty everywhere else, also where the figure is a share."""
    registered.finished()
    missing = {row.measure for row in count(registered) if row.missing is not None}
    change = {"recovery", "reliable_improvement", "reliable_deterioration", "no_reliable_change", "reliable_recovery"}
    assert missing == {"paired", "off_sick_pay", *change}
