"""Fourteen people whose scores lie on the edges of the published rules, through the SQL that counts everybody."""

import csv
from pathlib import Path

import pytest

from tests.spec.registration import Registration

VECTORS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "iapt_rule_vectors_derived.csv"
MEASURE_OF = {
    "caseness": "case_at_start",
    "recovery": "recovery",
    "rel_improvement": "reliable_improvement",
    "rel_deterioration": "reliable_deterioration",
    "no_change": "no_reliable_change",
    "rel_recovery": "reliable_recovery",
}


def vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def people() -> Registration:
    """Each of the fourteen, finished, in a team of their own."""
    registered = Registration()
    for place, vector in enumerate(vectors()):
        name = registered.finished(f"e{place}", team=f"{place:02d}", problem="depression")
        registered.scores(name, "phq-9", vector["phq9_first"] or None, vector["phq9_last"] or None)
        registered.scores(name, "gad-7", vector["gad7_first"] or None, vector["gad7_last"] or None)
    return registered


def test_there_are_fourteen():
    assert len(vectors()) == 14


def test_every_flag_of_every_person(people, count):
    """Caseness, recovery, reliable improvement, deterioration, no change and reliable recovery: 84 answers."""
    rows = count(people, "team")
    for place, vector in enumerate(vectors()):
        found = {flag: rows.figure(measure, f"{place:02d}")[0] == 1 for flag, measure in MEASURE_OF.items()}
        assert found == {flag: vector[flag] == "True" for flag in MEASURE_OF}, vector["note"]


def test_only_who_is_known_to_be_no_case_leaves_the_denominator_of_recovery(people, count):
    """Also the one without a last PHQ-9 stays in it."""
    rows = count(people, "team")
    for place, vector in enumerate(vectors()):
        no_case = int(vector["phq9_first"]) < 10 and int(vector["gad7_first"]) < 8
        assert rows.figure("recovery", f"{place:02d}")[1] == (0 if no_case else 1), vector["note"]
        assert rows.figure("reliable_improvement", f"{place:02d}")[1] == 1
