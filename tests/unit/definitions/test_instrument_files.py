"""The instrument files: found by name, whole, and locked once they are given out."""

import copy
import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from types import MappingProxyType

import pytest

from stegvis.definitions.instrument import Item, UnknownInstrument, catalogue, instrument, instruments, lock, reading
from stegvis.definitions.instrument.form import Choice
from stegvis.definitions.instrument.scoring import Scoring, total
from stegvis.definitions.toml_files import in_every_language, table

NAME = "instruments/gad-7@1.toml"


def edited(monkeypatch, **changes):
    """GAD-7's file with some keys replaced; None takes the key away."""
    content = copy.deepcopy(dict(table(NAME)))
    for key, value in changes.items():
        if value is None:
            del content[key]
        else:
            content[key] = value
    monkeypatch.setattr(reading, "table", lambda name: content)
    return content


def test_an_instrument_is_found_by_its_version_or_by_its_name():
    """phq-9@1 is for ever; phq-9 is whatever is newest."""
    assert instrument("phq-9@1").key == "phq-9@1"
    assert instrument("phq-9") is instrument("phq-9@1")


def test_the_newest_version_is_the_one_with_the_highest_number(monkeypatch):
    """Version ten comes after version nine, which it would not as text."""
    versions = [replace(instrument("gad-7"), version=version) for version in (1, 9, 10)]
    monkeypatch.setattr(catalogue, "file_names", lambda: ("10", "1", "9"))
    monkeypatch.setattr(catalogue, "read", lambda name: versions[("1", "9", "10").index(name)])
    _forget()
    try:
        assert instrument("gad-7").version == 10
        assert [each.version for each in instruments()] == [1, 9, 10]
    finally:
        _forget()


def _forget():
    catalogue._by_key.cache_clear()
    catalogue._by_name.cache_clear()


@pytest.mark.parametrize("name", ["phq9", "", "phq-9@2", "PHQ-9", "../phq-9"])
def test_an_unknown_instrument_is_refused_with_the_names_that_are_known(name):
    """Whoever mistypes sees what there is."""
    with pytest.raises(UnknownInstrument, match=r"There is no instrument .*; there are: gad-7, .*phq-9"):
        instrument(name)


def test_every_name_is_short_and_plain():
    """Names stand on buttons and beside curves; the abbreviation is the title, not the name."""
    for asked in instruments():
        for name in asked.names.values():
            assert len(name) <= 32
            assert asked.title not in name


def test_no_file_holds_an_expression():
    """A score is a verb from a closed list; a formula or a query in a file could do anything."""
    folder = files("stegvis.definitions").joinpath("instruments")
    for file in folder.iterdir():
        content = tomllib.loads(file.read_text("utf-8"))
        assert set(content["scoring"]) == {"verb", "decimals", "may_miss"}
        assert content["scoring"]["verb"] in ("sum", "mean")
        plain = file.read_text("utf-8").split("[wording")[0]
        assert not re.search(r"select |lambda|eval\(|\*\*|\+ *items", plain, re.IGNORECASE)


BROKEN = [
    ({"formula": "sum(items)"}, "has keys nobody reads"),
    ({"scoring": {"verb": "median", "decimals": 0, "may_miss": 0}}, "unknown scoring verb"),
    ({"scoring": {"verb": "sum", "decimals": 0, "may_miss": 2}}, "sums over missing items"),
    ({"range": [0, 27]}, "cannot reach its range"),
    ({"version": 2}, "should be named after gad-7@2"),
    ({"names": {"nb": "Uro", "sv": "Oro", "en": "Worry"}}, "must have one text for each of nb, nn, sv, en"),
    ({"caseness": {"value": 8, "comparator": "about", "rule_set": "x", "source": "x"}}, "unknown comparator"),
    ({"items": [{"code": "1"}] * 7}, "names an item twice"),
    ({"items": [{"code": str(code), "scored": code != 1} for code in range(1, 8)]}, "unscored items before"),
    ({"items": [{"code": str(code)} for code in range(1, 7)], "range": [0, 18]}, "lacks items in"),
    ({"choices": [{"value": value} for value in (0, 1, 3)]}, "lacks choices in"),
]


@pytest.mark.parametrize(("changes", "sentence"), BROKEN)
def test_a_file_that_is_not_whole_is_refused(monkeypatch, changes, sentence):
    """A slip in a file would be a wrong score in a thousand records; it is found before the first."""
    edited(monkeypatch, **changes)
    with pytest.raises(ValueError, match=sentence):
        reading.read(NAME)


def bands(*firsts):
    labels = {language: "x" for language in ("nb", "nn", "sv", "en")}
    return [{"code": f"b{first}", "from": first, "labels": labels} for first in firsts]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [(bands(0, 10, 5), "out of order"), (bands(0, 5, 5), "out of order"), (bands(5, 10), "start at the bottom")],
)
def test_bands_must_cover_the_scale_from_its_bottom(monkeypatch, found, sentence):
    """Every score has one band, or the instrument has none."""
    edited(monkeypatch, bands=found)
    with pytest.raises(ValueError, match=sentence):
        reading.read(NAME)


def test_thresholds_and_bands_may_be_absent(monkeypatch):
    """Not every instrument has a published limit; then nothing is said, and nothing invented."""
    edited(monkeypatch, bands=None, caseness=None, reliable_change=None)
    bare = reading.read(NAME)
    assert bare.band(Decimal(10)) is None
    assert bare.is_case(Decimal(10)) is None
    assert bare.change(Decimal(20), Decimal(1)) is None


def test_a_reversed_item_is_turned_before_it_counts(monkeypatch):
    """Some questionnaires ask for good things among the bad; three then counts as none."""
    items = [{"code": str(code), "reverse": code == 7} for code in range(1, 8)]
    edited(monkeypatch, items=items)
    turned = reading.read(NAME)
    assert turned.score([0, 0, 0, 0, 0, 0, 3]) == 0
    assert turned.score([0, 0, 0, 0, 0, 0, 1]) == 2
    assert turned.score([0, 0, 0, 0, 0, 0, None]) is None


def test_a_mean_is_rounded_half_up():
    """2.345 is 2.35 in every report; Python's own rounding would say 2.34."""
    scoring = Scoring("mean", 2, 0)
    assert str(total(scoring, [2, 2, 2, 2, 2, 2, 2, 3])) == "2.13"  # 17/8 = 2.125
    assert total(Scoring("mean", 2, 5), [None] * 5) is None


def test_a_choice_need_not_be_one_of_a_row_of_numbers():
    """AUDIT's last items have 0, 2 and 4 only; the refusal must say so."""
    choices = tuple(Choice(value, None, MappingProxyType({})) for value in (0, 2, 4))
    item = Item("9", None, scored=True, reverse=False, risk_from=None, choices=choices)
    asked = instrument("gad-7")
    odd = object.__new__(type(asked))
    odd.__dict__.update(asked.__dict__ | {"items": (item,)})
    with pytest.raises(ValueError, match=r"must be one of 0, 2, 4, or empty"):
        odd.check_answer("9", 1)


def test_a_text_missing_in_one_language_is_refused():
    """A page in that language would have a hole in it."""
    for texts in ({"nb": "a"}, {"nb": "a", "nn": "a", "sv": "a", "en": ""}, {}):
        with pytest.raises(ValueError, match="The thing must have one text for each"):
            in_every_language(texts, "The thing")


# --- the lock


def test_every_version_is_locked_and_is_what_it_was():
    """An answer given to phq-9@1 must mean the same for ever. If this fails: undo the change, or make the file a
    new version and run `python -m stegvis.definitions.instrument.lock`."""
    assert lock.broken(lock.locked(), lock.fingerprints()) == []
    assert lock.locked() == lock.fingerprints()


def test_a_changed_or_vanished_version_is_named():
    """The sentence says what to do."""
    held = {"phq-9@1": "a", "gad-7@1": "b", "spin@1": "c"}
    sentences = lock.broken(held, {"phq-9@1": "a", "gad-7@1": "x"})
    assert [sentence.split()[0] for sentence in sentences] == ["gad-7@1", "spin@1"]
    assert all("undo the change, or make it a new version" in sentence for sentence in sentences)


def test_a_comment_does_not_change_a_fingerprint_but_a_threshold_does(monkeypatch):
    """Clinical content is locked; an explanation may still be improved."""
    before = lock.fingerprints()["gad-7@1"]
    content = copy.deepcopy(dict(table(NAME)))
    monkeypatch.setattr(lock, "file_names", lambda: (NAME,))
    monkeypatch.setattr(lock, "table", lambda name: dict(reversed(content.items())))
    assert lock.fingerprints() == {"gad-7@1": before}
    content["caseness"]["value"] = 10
    assert lock.fingerprints()["gad-7@1"] != before


def test_a_new_version_gets_its_line_and_old_lines_stay(monkeypatch, tmp_path):
    """Adding is the only way to change what is asked."""
    file = tmp_path / "instruments.lock"
    file.write_text("gad-7@1 b\n", "utf-8")
    monkeypatch.setattr(lock, "locked", lambda: {"gad-7@1": "b"})
    monkeypatch.setattr(lock, "fingerprints", lambda: {"gad-7@1": "b", "gad-7@2": "c"})
    assert lock.add_new_versions(file) == ["gad-7@2"]
    assert file.read_text("utf-8") == "gad-7@1 b\ngad-7@2 c\n"


def test_an_old_version_is_never_locked_anew(monkeypatch, tmp_path):
    """The way to a new line must not be a way round the lock."""
    file = tmp_path / "instruments.lock"
    file.write_text("gad-7@1 b\n", "utf-8")
    monkeypatch.setattr(lock, "locked", lambda: {"gad-7@1": "b"})
    monkeypatch.setattr(lock, "fingerprints", lambda: {"gad-7@1": "changed", "gad-7@2": "c"})
    with pytest.raises(ValueError, match="gad-7@1 is not what it was"):
        lock.add_new_versions(file)
    assert file.read_text("utf-8") == "gad-7@1 b\n"
