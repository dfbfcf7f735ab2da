"""The measures as files: whole, in four languages, locked, and the same in the manual as in the count."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from stegvis.definitions.toml_files import LANGUAGES
from stegvis.outcomes.measures import EDITION, GROUPINGS, MEASURES, lock, manual, measure, statement
from stegvis.outcomes.measures.definition import _measure
from tests.spec.registration import COLUMNS, create

ROOT = Path(__file__).resolve().parents[3]
SQL_WORDS = {"AND", "OR", "NOT", "IN", "IS", "NULL"}


def test_every_word_of_a_condition_is_explained():
    """Nobody should have to read SQL to learn what a figure means."""
    parts = [
        part for each in MEASURES for part in (each.numerator, each.denominator, each.base, each.period, each.missing)
    ]
    conditions = [re.sub(r"'\w+'", "", part) for part in parts if part]
    words = {word for condition in conditions for word in re.findall(r"[A-Za-z_]\w*", condition)} - SQL_WORDS
    assert words == set(manual.WORDS)


@pytest.mark.parametrize("each", MEASURES, ids=lambda each: each.name)
def test_every_measure_is_told_in_every_language(each):
    """A sentence is a sentence, and nynorsk is not bokmål once more."""
    assert set(each.title) == set(each.sentence) == set(LANGUAGES)
    assert all(sentence.endswith(".") for sentence in each.sentence.values())
    assert not any(title.endswith(".") for title in each.title.values())
    assert each.sentence["nb"] != each.sentence["nn"]
    assert len(set(each.sentence.values())) == 4


def test_a_measure_is_found_by_its_name():
    assert measure("recovery").kind == "rate"
    with pytest.raises(KeyError):
        measure("happiness")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "share"}, "kind or an over that is not known"),
        ({"over": "persons"}, "kind or an over that is not known"),
        ({"kind": "count"}, "a count has no denominator"),
        ({"title": {"en": "Recovered"}}, "one text for each of nb, nn, sv, en"),
    ],
)
def test_a_measure_that_is_not_whole_is_refused(changed, sentence):
    """Whoever adds one learns at once what it lacks."""
    entry = {
        "kind": "rate",
        "over": "episodes",
        "numerator": "paired",
        "denominator": "finished",
        "base": "finished",
        "period": "discharged_on",
        "title": dict.fromkeys(LANGUAGES, "x"),
        "sentence": dict.fromkeys(LANGUAGES, "x."),
    }
    assert _measure("new", entry).missing is None
    with pytest.raises(ValueError, match=sentence):
        _measure("new", entry | changed)


def test_the_edition_is_locked_and_is_what_it_was():
    """A figure printed under edition 1 must mean the same for ever. If this fails: undo the change, or raise the
    edition and run `python -m stegvis.outcomes.measures.lock`."""
    assert lock.locked()[EDITION] == lock.fingerprint()


def test_a_locked_edition_cannot_be_locked_again_with_another_meaning(monkeypatch, tmp_path):
    file = tmp_path / "editions.lock"
    shutil.copy(ROOT / "stegvis" / "outcomes" / "measures" / "editions.lock", file)
    before = file.read_text("utf-8")
    assert lock.add_edition(file) is False
    monkeypatch.setattr(lock, "MEASURES", MEASURES[1:])
    with pytest.raises(ValueError, match="is not what it was"):
        lock.add_edition(file)
    monkeypatch.setattr(lock, "EDITION", EDITION + 1)
    assert lock.add_edition(file) is True
    assert file.read_text("utf-8") == f"{before}{EDITION + 1} {lock.fingerprint()}\n"


def test_one_statement_reads_the_facts_once():
    """Counts over one row an episode, in one pass: no DISTINCT, no figure computed twice."""
    sql = statement(GROUPINGS)
    assert "DISTINCT" not in sql.upper()
    assert "%" not in sql  # a driver may read it as the place of a parameter
    assert sql.count("FROM attended") == sql.count("FROM placed") == 1
    for line in sql.splitlines():
        if line.startswith("SELECT"):
            counts = re.findall(r"COUNT\(CASE WHEN .*? THEN 1 END\)", line)
            assert len(counts) == len(set(counts))


def test_the_facts_are_one_row_an_episode_by_themselves():
    """The text of the file is a whole query: a reader can run it over the three tables and two relations."""
    engine = duckdb.connect()
    for table in COLUMNS:
        engine.execute(create(table, "text"))
    engine.execute("INSERT INTO episodes (episode) VALUES ('a'), ('b')")
    engine.execute("CREATE TABLE anxiety_measures (problem text, instrument text)")
    limits = "caseness decimal, caseness_above boolean, change decimal, change_above boolean"
    engine.execute(f"CREATE TABLE thresholds (instrument text, {limits})")
    facts = (ROOT / "stegvis" / "outcomes" / "measures" / "episode_facts.sql").read_text("utf-8")
    assert [row[0] for row in engine.execute(f"SELECT episode FROM ({facts}) ORDER BY 1").fetchall()] == ["a", "b"]
    engine.close()
