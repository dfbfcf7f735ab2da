"""The ground the other tests stand on: clones are whole, separate, and reached with no more rights than a request."""

from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from stegvis.config.refusal import CannotStart
from tests.database import Clone, Server, chosen


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


@pytest.mark.django_db
def test_a_test_speaks_as_the_app_and_cannot_make_tables() -> None:
    """A test that ran as the owner would see every organisation, and prove nothing about row-level security."""
    assert _one("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == (
        "stegvis_app",
        False,
        False,
    )
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        _one("CREATE TABLE people_intruder (id int)")


def test_a_clone_has_real_transactions_and_every_table(clone: Clone) -> None:
    """`clone` must not sit inside a test's own transaction: tenancy faults would hide there."""
    assert not connection.in_atomic_block
    assert _one("SELECT count(*) > 20 FROM django_migrations") == (True,)
    assert connection.settings_dict["NAME"] == clone.name


def test_two_clones_share_nothing(server: Server, clone: Clone) -> None:
    """What one test leaves behind must not be there for the next."""
    other = server.clone()
    try:
        with psycopg.connect(**clone.address("owner")) as first:
            first.execute("CREATE TABLE left_behind ()")
        with psycopg.connect(**other.address("owner")) as second:
            assert second.execute("SELECT to_regclass('left_behind')").fetchone() == (None,)
    finally:
        server.drop(other.name)


def test_the_owner_sees_the_database_in_use(clone: Clone, owner_connection: psycopg.Connection[Any]) -> None:
    """`owner_connection` after `clone` is the owner of that clone, not of the session's."""
    assert owner_connection.info.dbname == clone.name
    assert owner_connection.info.user == "stegvis_owner"


def test_a_missing_server_is_an_error_and_never_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    """A suite that skips when PostgreSQL 15 is absent would be green for no reason."""
    monkeypatch.setattr("stegvis.config.database.binaries.system", lambda: iter(()))
    with pytest.raises(CannotStart, match=r"postgresql-15; \./run setup installs it"):
        chosen("system")
