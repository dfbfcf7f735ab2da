"""What a bundle may hold, and that everything else is refused with its own reason, before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from stegvis.exchange.bundle.family import FAMILY, Maker, shown_teams
from stegvis.exchange.bundle.refusal import SENTENCES, Reason, Refused
from stegvis.exchange.bundle.shape import LARGEST, checked, opened
from stegvis.exchange.bundle.signature import canonical, is_signed_by, public_key, signed
from tests.unit.exchange.bundles import PRIVATE, TEAMS, file, good, made

Content = dict[str, Any]


def row(content: Content, table: str, measure: str, group: str | None = None) -> dict[str, Any]:
    """A row of a table, the first of that measure where no group is named."""
    found = [one for one in content["tables"][table] if one["measure"] == measure and group in (None, one["group"])]
    return found[0]


def reason(change: Callable[[Content], Any]) -> Reason:
    content = good()
    checked(content)
    change(content)
    with pytest.raises(Refused) as refused:
        checked(content)
    return refused.value.reason


def set_to(table: str, measure: str, /, **figures: Any) -> Callable[[Content], None]:
    return lambda content: row(content, table, measure).update(figures)


def test_a_bundle_as_it_is_made_is_taken():
    """All tables of the family with their figures, and what the clients of each compared team lead to expect."""
    found = checked(good())
    assert {one.table for one in found.figures} == set(FAMILY)
    assert {one.measure for one in found.figures} >= {"referrals", "finished", "recovery", "wait_treatment"}
    compared = {(team, name) for team in TEAMS for name in ("recovery", "reliable_improvement")}
    assert {(team, "recovery") for team in TEAMS} <= set(found.expected) <= compared
    assert found.teams == TEAMS


def test_no_count_of_a_bundle_is_small_and_none_is_exact():
    """Whatever the shape says, this is what leaves: hidden, 0, or a multiple of 5."""
    counts = [one[name] for rows in made()["tables"].values() for one in rows
              for name in ("numerator", "denominator", "missing") if one[name] is not None]  # fmt: skip
    assert counts.count("*") > 50
    assert [count for count in counts if count != "*" and (count % 5 or 0 < count < 10)] == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda c: c.update(people=[{"name": "Kari"}]), Reason.UNKNOWN_KEYS),
        (lambda c: c.pop("expected"), Reason.UNKNOWN_KEYS),
        (lambda c: c.update(format="stegvis-bundle-2"), Reason.UNKNOWN_KEYS),
        (lambda c: row(c, "whole", "referrals").update(person="x"), Reason.UNKNOWN_KEYS),
        (lambda c: c["tables"].update(gender="x"), Reason.UNKNOWN_KEYS),
        (lambda c: c.update(edition=c["edition"] + 1), Reason.WRONG_EDITION),
        (lambda c: c.update(case_mix=0), Reason.WRONG_EDITION),
        (lambda c: c.update(country="DK"), Reason.WRONG_COUNTRY),
        (lambda c: c.update(year="2025"), Reason.NOT_OVER),
        (lambda c: c.update(year=True), Reason.NOT_OVER),
        (lambda c: c.update(made_at="2026-02-03"), Reason.MADE_WRONGLY),
        (lambda c: c.update(made_at="2026-02-30T08:00:00Z"), Reason.MADE_WRONGLY),
        (lambda c: c["tables"].pop("quarter"), Reason.MISSING_TABLE),
        (lambda c: c["tables"].update({"team,problem": []}), Reason.UNKNOWN_GROUPING),
        (lambda c: c["tables"].update(language=[]), Reason.UNKNOWN_GROUPING),
        (set_to("problem", "finished", group="Kari Nordmann"), Reason.UNKNOWN_GROUP),
        (set_to("municipality", "finished", group="42990"), Reason.UNKNOWN_GROUP),
        (set_to("quarter", "finished", group="2024-Q4"), Reason.UNKNOWN_GROUP),
        (set_to("team", "finished", group="vest"), Reason.UNKNOWN_GROUP),
        (lambda c: c["teams"].update(nord="Nord\n01019012345"), Reason.UNKNOWN_GROUP),
        (lambda c: c["teams"].update(nord="N" * 101), Reason.UNKNOWN_GROUP),
        (set_to("whole", "finished", measure="died"), Reason.UNKNOWN_MEASURE),
        (lambda c: c["tables"]["whole"].append(c["tables"]["whole"][0]), Reason.TWICE),
        (lambda c: c["expected"].append(c["expected"][0]), Reason.TWICE),
        (set_to("whole", "finished", numerator=3, value=3), Reason.WRONG_COUNT),
        (set_to("whole", "finished", numerator=5, value=5), Reason.WRONG_COUNT),
        (set_to("whole", "finished", numerator=101, value=101), Reason.WRONG_COUNT),
        (set_to("whole", "finished", numerator=-5, value=-5), Reason.WRONG_COUNT),
        (set_to("whole", "finished", numerator=100.0, value=100.0), Reason.WRONG_COUNT),
        (set_to("whole", "finished", numerator="about ten", value="about ten"), Reason.WRONG_COUNT),
        (set_to("whole", "recovery", missing=1), Reason.WRONG_COUNT),
        (set_to("whole", "finished", value=995), Reason.WRONG_FIGURE),
        (set_to("whole", "finished", denominator=100), Reason.WRONG_FIGURE),
        (set_to("whole", "finished", numerator=None, value=None), Reason.WRONG_FIGURE),
        (set_to("whole", "finished", missing=10), Reason.WRONG_FIGURE),
        (set_to("whole", "recovery", value="**"), Reason.WRONG_FIGURE),
        (set_to("whole", "recovery", value=None), Reason.WRONG_FIGURE),
        (set_to("whole", "wait_treatment", numerator=10), Reason.WRONG_FIGURE),
        (set_to("whole", "wait_treatment", value=12.25), Reason.WRONG_FIGURE),
        (set_to("whole", "wait_treatment", value=-1), Reason.WRONG_FIGURE),
        (set_to("whole", "recovery", denominator=None), Reason.NO_DENOMINATOR),
        (set_to("whole", "recovery", denominator="*"), Reason.NO_DENOMINATOR),
        (set_to("whole", "wait_treatment", denominator=None), Reason.NO_DENOMINATOR),
        (set_to("whole", "recovery", numerator=10, denominator=15, value=67), Reason.TOO_FEW),
        (set_to("whole", "wait_treatment", denominator=15), Reason.TOO_FEW),
        (set_to("whole", "recovery", value=1), Reason.WRONG_RATE),
        (set_to("whole", "recovery", numerator="*"), Reason.WRONG_RATE),
        (lambda c: c["expected"][0].update(expected=101), Reason.WRONG_EXPECTED),
        (lambda c: c["expected"][0].update(expected=51.5), Reason.WRONG_EXPECTED),
        (lambda c: c["expected"][0].update(measure="dropped_out"), Reason.WRONG_EXPECTED),
        (lambda c: row(c, "team", c["expected"][0]["measure"], c["expected"][0]["team"]).update(value="*"),
         Reason.WRONG_EXPECTED),
    ],
)  # fmt: skip
def test_every_other_shape_is_refused(change, why):
    assert reason(change) == why


def test_a_rate_is_exactly_what_its_own_counts_give():
    """One point more or less would be a rate of other, true counts."""
    right = row(good(), "whole", "recovery")["value"]
    for wrong in (right - 1, right + 1, float(right)):
        assert reason(set_to("whole", "recovery", value=wrong)) == Reason.WRONG_RATE


def test_a_refusal_names_the_row_and_nothing_that_stands_in_it():
    """The place is one of our own tables and a number; a name that somebody put into a row is not repeated."""
    content = good()
    content["tables"]["problem"][4]["group"] = "Kari Nordmann"
    with pytest.raises(Refused) as refused:
        checked(content)
    assert refused.value.place == "problem, 5"
    assert set(SENTENCES) == set(Reason)


@pytest.mark.parametrize(
    "written",
    [b"", b"[]", b"\xff", b"{", b'{"bundle": 1, "signature": ""}', b'{"bundle": {}, "signature": ""}',
     b'{"bundle": {"organisation": 1}, "signature": ""}', b'{"bundle": {"organisation": "a"}, "signature": 1}',
     b'{"bundle": {"organisation": "a"}, "signature": "", "more": 1}', b"[" * 100_000,
     b'{"bundle": {"organisation": "a", "organisation": "b"}, "signature": ""}',
     b'{"bundle": {"organisation": "a", "year": NaN}, "signature": ""}',
     b'{"bundle": {"organisation": "a", "year": 1e999}, "signature": ""}',
     b'{"bundle": {"organisation": "\\ud800"}, "signature": ""}',
     b'{"bundle": {"organisation": "a", "year": ' + b"9" * 5000 + b'}, "signature": ""}'],
)  # fmt: skip
def test_what_is_no_bundle_is_refused_as_such(written):
    """Cut short, another kind of file, or JSON that two readers would read differently."""
    with pytest.raises(Refused) as refused:
        opened(written)
    assert refused.value.reason == Reason.NO_BUNDLE


def test_a_file_larger_than_any_bundle_is_not_even_read():
    with pytest.raises(Refused) as refused:
        opened(b" " * (LARGEST + 1))
    assert refused.value.reason == Reason.TOO_LARGE


def test_a_signature_holds_for_one_content_and_one_key():
    """Changed by one figure, signed by another, or cut: not the sender's."""
    found = opened(file())
    public = public_key(PRIVATE)
    assert is_signed_by(public, found.content, found.signature)
    assert not is_signed_by(public_key(bytes(32)), found.content, found.signature)
    assert not is_signed_by(public, {**found.content, "year": 2024}, found.signature)
    for broken in ("", "not base64!", found.signature[:-4], f"A{found.signature[1:]}"):
        assert not is_signed_by(public, found.content, broken)


def test_the_same_content_is_signed_alike_however_it_is_written():
    """The order of keys, spaces and escaped letters are no part of what is said."""
    content = opened(file()).content
    other = json.loads(json.dumps(dict(reversed(content.items())), indent=3))
    assert canonical(other) == canonical(content)
    assert opened(signed(other, PRIVATE).encode()).signature == opened(file()).signature


def test_a_team_that_has_not_agreed_cannot_be_found_by_subtraction():
    """The whole less the teams shown is what stays out: at least two teams, or no team is shown at all."""
    teams = {"a": "A", "b": "B", "c": "C"}

    def shown(*agreed: str) -> list[str]:
        return sorted(shown_teams(Maker("x", "NO", teams, frozenset(agreed))))

    assert shown("a", "b", "c") == ["a", "b", "c"]
    assert shown("a", "b") == []
    assert shown("a") == ["a"]
    assert shown() == []
    assert shown("a", "gone") == ["a"]


def test_a_team_that_has_not_agreed_is_in_no_table_and_has_no_name():
    content = made(taking_part=["nord"])
    assert content["teams"] == {}
    assert content["tables"]["team"] == []
    assert content["expected"] == []
    assert content["tables"]["whole"] == made()["tables"]["whole"]
    assert "sor" not in json.dumps(content)
