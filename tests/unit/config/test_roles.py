"""What each database role may do, asked of the database itself after the migrations."""

from typing import Any

import psycopg
import pytest
from psycopg import errors

from stegvis.config.database.mark import read_mark, write_mark
from stegvis.config.database.roles import ensure_database, ensure_roles
from tests.database import Clone, Server


def _as(clone: Clone, role: str) -> psycopg.Connection[Any]:
    return psycopg.connect(**clone.address(role), autocommit=True)


def test_setting_up_twice_changes_nothing(server: Server, clone: Clone) -> None:
    """`stegvis up` does it at every start."""
    ensure_roles(server.cluster.address())
    assert ensure_database(server.cluster.address(), clone.name) is False


def test_the_app_cannot_change_the_schema(clone: Clone) -> None:
    """A hole in a page must not become a hole in the tables."""
    with _as(clone, "app") as app:
        for statement in ("CREATE TABLE x ()", "ALTER TABLE care_episode DISABLE ROW LEVEL SECURITY"):
            with pytest.raises(errors.InsufficientPrivilege):
                app.execute(statement)  # type: ignore[call-overload]
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute("TRUNCATE care_episode")


def test_a_forgotten_transaction_ends_by_itself(clone: Clone) -> None:
    """One forgotten for ten minutes would hold back every other writer (facts/safety.md §3, R10)."""
    for role in ("app", "report"):
        with _as(clone, role) as connection:
            assert connection.execute("SHOW idle_in_transaction_session_timeout").fetchone() == ("1min",)


def test_reports_and_backups_only_read(clone: Clone) -> None:
    """A report runs under row-level security as a request does; a backup sees everything and changes nothing."""
    for role, bypasses in (("report", False), ("backup", True)):
        with _as(clone, role) as connection:
            asked = "SELECT rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user"
            assert connection.execute(asked).fetchone() == (bypasses, False)
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute("DELETE FROM people_team")
    with _as(clone, "backup") as backup:
        assert backup.execute("SELECT count(*) FROM care_episode").fetchone() == (0,)


def test_a_stranger_with_an_account_cannot_enter(server: Server, clone: Clone) -> None:
    """PUBLIC has nothing: a role made for something else on the same server enters none of our databases."""
    ensure_database(server.cluster.address(), clone.name)  # a clone takes over no rights on the database itself
    with server.superuser() as superuser:
        superuser.execute("DROP ROLE IF EXISTS stegvis_test_stranger")
        superuser.execute("CREATE ROLE stegvis_test_stranger LOGIN")
        try:
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(**clone.address() | {"user": "stegvis_test_stranger"})
        finally:
            superuser.execute("DROP ROLE stegvis_test_stranger")


def test_a_database_remembers_what_it_was_told(clone: Clone) -> None:
    """The mark decides whether to migrate, and whether this is a demo; a stranger's comment must not."""
    owner = clone.address("owner")
    write_mark(owner, demo=True)
    write_mark(owner, migrations="abc")
    assert read_mark(clone.address()) == {"demo": True, "migrations": "abc"}
    with _as(clone, "owner") as connection:
        connection.execute(f"COMMENT ON DATABASE \"{clone.name}\" IS 'our database'")  # type: ignore[call-overload]
    assert read_mark(clone.address()) == {}
