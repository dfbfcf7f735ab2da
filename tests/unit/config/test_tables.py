"""The tables of a first start come from a file that says exactly what the migrations say, or not from it."""

import re

import pytest

from stegvis.config.database import tables
from stegvis.config.database.roles import ensure_database, ensure_roles
from stegvis.config.refusal import CannotStart

pytestmark = [pytest.mark.engine, pytest.mark.older_server]
# A key that pg_dump makes anew each time; and PostgreSQL writes a list of texts with other casts and brackets
# once it has read its own writing.
UNSTEADY = re.compile(r"^\\(?:un)?restrict .*$|::(?:character varying|text)(?:\[\])?|[()]", re.MULTILINE)


@pytest.fixture
def owner(cluster):
    """An empty database of ours, as its owner reaches it."""
    ensure_roles(cluster.address())
    ensure_database(cluster.address())
    return cluster.address("stegvis_owner", "stegvis")


@pytest.fixture
def file(monkeypatch, open_folder, clone, programs):
    """The file as set-up would make it, from the migrated database of the tests."""
    monkeypatch.setattr(tables, "FOLDER", open_folder)
    made = tables.place(programs)
    made.write_text(tables.written_out(programs, clone.address("owner")))
    return made


def test_a_database_read_from_the_file_is_the_migrated_one(cluster, owner, file, programs):
    """To the last policy, trigger, right and row: both are written out again, and compared."""
    assert tables.read_into(owner, cluster.binaries)
    assert UNSTEADY.sub("", tables.written_out(cluster.binaries, owner)) == UNSTEADY.sub("", file.read_text())
    assert not tables.read_into(owner, cluster.binaries), "what holds tables already is left alone"


def test_without_the_file_of_these_migrations_nothing_is_read(owner, file, programs):
    file.rename(file.with_name("tables-0123456789abcdef-18.6.sql"))
    assert not tables.read_into(owner, programs)


def test_a_damaged_file_is_refused_and_leaves_nothing(cluster, owner, file):
    whole = file.read_text()
    file.write_text(whole[: len(whole) // 2] + "\nCREATE NONSENSE;\n")
    with pytest.raises(CannotStart, match="could not be read in"):
        tables.read_into(owner, cluster.binaries)
    assert "CREATE TABLE" not in tables.written_out(cluster.binaries, owner)
