"""The norm files: locked once they are given out, and chosen by the newest edition."""

from dataclasses import replace
from pathlib import Path

import pytest

from stegvis.definitions.instrument import instrument
from stegvis.definitions.trajectory import lock as locks
from stegvis.definitions.trajectory import norm, norm_for


def test_every_edition_stands_in_the_lock_as_it_was_given_out() -> None:
    """Somebody was once called off track by it; the numbers behind that may not change."""
    assert locks.locked() == locks.fingerprints()


def test_a_changed_edition_is_refused_and_a_new_one_added(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "lock"
    file.write_text("", "utf-8")
    now = {**locks.locked(), "phq-9@2": "new"}
    monkeypatch.setattr(locks, "fingerprints", lambda: now)
    assert locks.add_new_editions(file) == ["phq-9@2"]
    assert file.read_text("utf-8") == "phq-9@2 new\n"
    now["phq-9@1"] = "changed"
    with pytest.raises(ValueError, match="phq-9@1 is not what it was"):
        locks.add_new_editions(file)


def test_the_newest_edition_of_the_same_instrument_version_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of the questionnaire has no norm until one is learnt from its own scores."""
    of = instrument("phq-9")
    first = norm_for(of)
    assert first is not None
    monkeypatch.setattr(norm, "norms", lambda: (first, replace(first, edition=2)))
    found = norm_for(of)
    assert found is not None
    assert found.edition == 2
    assert norm_for(replace(of, version=2)) is None
