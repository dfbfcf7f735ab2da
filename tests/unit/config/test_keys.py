"""Keys are made once, closed to others, and never made anew over data that an older one protects."""

from pathlib import Path

import pytest

from stegvis.config import keys
from stegvis.config.refusal import CannotStart


def test_a_new_installation_gets_its_own_closed_keys(tmp_path: Path) -> None:
    """32 random bytes for AES-256, a long secret for Django; the second start finds the same."""
    told = keys.ensure_keys(tmp_path, {}, None)
    master, django = Path(told[keys.MASTER]), Path(told[keys.DJANGO])
    assert len(master.read_bytes()) == 32
    assert len(django.read_text()) >= 50
    assert (master.stat().st_mode | django.stat().st_mode) & 0o077 == 0
    assert keys.ensure_keys(tmp_path, {}, keys.fingerprint(master)) == told


def test_another_key_than_the_databases_is_refused(tmp_path: Path) -> None:
    """Starting with it would write rows that the right key cannot read."""
    told = keys.ensure_keys(tmp_path, {}, None)
    known = keys.fingerprint(Path(told[keys.MASTER]))
    Path(told[keys.MASTER]).write_bytes(b"y" * 32)
    with pytest.raises(CannotStart, match="not the master key that this database was encrypted under"):
        keys.ensure_keys(tmp_path, {}, known)


def test_a_key_that_the_environment_names_is_never_made(tmp_path: Path) -> None:
    """A mistyped path must not become a new key."""
    with pytest.raises(CannotStart, match="it is never made anew by itself"):
        keys.ensure_keys(tmp_path, {keys.MASTER: str(tmp_path / "safe" / "key")}, None)
    assert not (tmp_path / "safe").exists()


def test_a_command_beside_up_is_told_where_the_keys_are(tmp_path: Path) -> None:
    """`stegvis extract` reads the same key as the pages; what the operator named stands."""
    assert keys.told(tmp_path, {}) == {"STEGVIS_DATA": str(tmp_path)}
    told = keys.ensure_keys(tmp_path, {}, None)
    assert keys.told(tmp_path, {}) == {"STEGVIS_DATA": str(tmp_path), **told}
    assert keys.MASTER not in keys.told(tmp_path, {keys.MASTER: "/elsewhere"})
