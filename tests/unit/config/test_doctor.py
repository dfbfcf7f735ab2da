"""`stegvis doctor` must call each unsafe setting by its name; every one of them is set here for real."""

import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from stegvis.config.checks import contacts, rights, running, secrets, surroundings
from stegvis.config.checks import server as server_check
from stegvis.config.checks.finding import Finding
from stegvis.config.database.cluster import SETTINGS, Cluster
from stegvis.definitions import clock, crisis
from tests.database import Clone, Server

APART = Path("/nowhere/that/holds/data")


def _unsafe(findings: Iterable[Finding]) -> set[str]:
    return {found.name for found in findings if not found.well}


@pytest.mark.engine
def test_a_server_that_could_lose_answers_or_be_reached(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite's forgetful server is what the doctor must refuse, here without checksums and on a port."""
    account = cluster.account
    cluster.stop()
    subprocess.run(
        [cluster.binaries / "pg_checksums", "--disable", "-D", cluster.folder],
        check=True,
        capture_output=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        cwd="/",
    )
    address = "127.0.0.77" if sys.platform == "linux" else "127.0.0.1"
    monkeypatch.setitem(SETTINGS, "listen_addresses", address)
    cluster.start()
    with psycopg.connect(**cluster.address(), autocommit=True) as connection:
        found = _unsafe(server_check.findings(connection, embedded=True))
    durability = {"fsync", "synchronous-commit", "full-page-writes", "data-checksums"}
    assert found == {*durability, "database-port"}


@pytest.mark.engine
def test_a_durable_server_is_well(open_folder: Path, programs: Path) -> None:
    """What `stegvis up` starts must be what the doctor asks for."""
    cluster = Cluster(open_folder / "data", programs)
    cluster.start()
    try:
        with psycopg.connect(**cluster.address(), autocommit=True) as connection:
            assert _unsafe(server_check.findings(connection, embedded=True)) == set()
    finally:
        cluster.stop()


def test_a_database_as_we_set_it_up_is_well(clone: Clone) -> None:
    """Roles and tables straight from the migrations."""
    with psycopg.connect(**clone.address(), autocommit=True) as connection:
        assert _unsafe(rights.findings(connection)) == set()


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("ALTER TABLE care_episode NO FORCE ROW LEVEL SECURITY", "row-security"),
        ("ALTER TABLE care_episode DISABLE ROW LEVEL SECURITY", "row-security"),
        ("CREATE TABLE people_forgotten (organisation_id uuid)", "row-security"),
        ("GRANT CREATE ON SCHEMA public TO stegvis_app", "app-owns-tables"),
        ("ALTER TABLE care_episode OWNER TO stegvis_app", "app-owns-tables"),
    ],
)
def test_rights_that_would_show_another_organisations_rows(
    clone: Clone, server: Server, statement: str, name: str
) -> None:
    """Each is one careless statement away."""
    with server.superuser(clone.name) as superuser:
        superuser.execute(statement)  # type: ignore[call-overload]
    with psycopg.connect(**clone.address(), autocommit=True) as connection:
        assert name in _unsafe(rights.findings(connection))


def test_a_role_that_sees_everything(clone: Clone, server: Server) -> None:
    """Whoever connects as the owner or the superuser by mistake is told."""
    with psycopg.connect(**clone.address("owner"), autocommit=True) as connection:
        assert {"app-bypasses-rows", "app-owns-tables"} <= _unsafe(rights.findings(connection))
    with server.superuser(clone.name) as superuser:
        assert "app-superuser" in _unsafe(rights.findings(superuser))


def test_keys_that_are_missing_short_open_or_beside_the_data(tmp_path: Path) -> None:
    """The key is all that stands between a stolen copy and every name in it."""
    key = tmp_path / "master.key"
    long = "a-long-secret-of-more-than-fifty-characters-0123456789"
    assert _unsafe(secrets.findings(long, key, APART, demo=False)) == {"master-key"}
    key.write_bytes(b"x" * 32)
    key.chmod(0o600)
    assert _unsafe(secrets.findings(long, key, APART, demo=False)) == set()
    assert _unsafe(secrets.findings(long, key, tmp_path, demo=False)) == {"master-key-apart"}
    assert _unsafe(secrets.findings(long, key, tmp_path, demo=True)) == set()
    key.chmod(0o640)
    assert _unsafe(secrets.findings(long, key, APART, demo=False)) == {"master-key-closed"}
    key.write_bytes(b"x" * 31)
    assert "master-key" in _unsafe(secrets.findings(long, key, APART, demo=False))
    key.write_bytes(b"x" * 32)
    key.chmod(0o600)
    for poor in ("", "short", "a" * 60, "no-secret-was-given-and-doctor-refuses-this-of-any-length-at-all"):
        assert _unsafe(secrets.findings(poor, key, APART, demo=False)) == {"secret-key"}, poor


def test_surroundings_that_would_let_someone_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Debugging, a demo on the network, any host name, plain http, root."""
    well: dict[str, Any] = {
        "debug": False,
        "demo": False,
        "is_invented": False,
        "hosts": ["x.no"],
        "url": "https://x.no",
        "address": "::",
    }
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert _unsafe(surroundings.findings(**well)) == set()
    assert _unsafe(surroundings.findings(**well | {"debug": True})) == {"debug"}
    demo = well | {"demo": True, "is_invented": True}
    assert _unsafe(surroundings.findings(**demo)) == {"demo-on-this-machine"}
    assert _unsafe(surroundings.findings(**demo | {"address": "127.0.0.1"})) == set()
    # Its log-ins and its page of letters over a database of real people.
    real = demo | {"address": "127.0.0.1", "is_invented": False}
    assert _unsafe(surroundings.findings(**real)) == {"demo-of-invented-people"}
    assert _unsafe(surroundings.findings(**well | {"hosts": ["*"]})) == {"hosts"}
    assert _unsafe(surroundings.findings(**well | {"url": "http://x.no"})) == {"https"}
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert _unsafe(surroundings.findings(**well)) == {"account"}


def test_tables_of_another_version_and_a_silent_worker(clone: Clone, owner_connection: psycopg.Connection[Any]) -> None:
    """The worker sends the notices and moves the alerts; when it is silent, nobody is told of a risk."""
    assert _unsafe(running.findings()) == {"worker"}
    beat = "INSERT INTO people_heartbeat VALUES ('worker', %s) ON CONFLICT (name) DO UPDATE SET at = %s"
    for age, unsafe in ((119, set()), (121, {"worker"})):
        at = clock.now() - timedelta(seconds=age)
        owner_connection.execute(beat, [at, at])
        assert _unsafe(running.findings()) == unsafe, age
    owner_connection.execute("DELETE FROM django_migrations WHERE app = 'people'")
    assert _unsafe(running.findings()) == {"migrations"}


def test_crisis_contacts_that_nobody_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that no longer answers is found here, not by somebody in need."""
    newest = max(
        contact.last_verified for country in crisis.COUNTRIES for contact in crisis.crisis_contacts(country, "en")
    )
    then = datetime(newest.year, newest.month, newest.day, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: then + timedelta(days=91))
    assert _unsafe(contacts.findings()) == {"crisis-contacts-no", "crisis-contacts-se"}


def test_the_command_says_each_thing_on_a_line_and_fails(clone: Clone) -> None:
    """Exit 1 and stable names are what a deployment script looks at; no traceback when nothing answers."""
    command = [sys.executable, "-m", "stegvis.config.command", "doctor"]
    done = subprocess.run(command, env=clone.environ(), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "UNSAFE  fsync: fsync is off" in done.stdout
    assert "ok      row-security: " in done.stdout
    silent = {**clone.environ(), "DATABASE_URL": "postgresql://stegvis_app@/x?host=/nowhere"}
    done = subprocess.run(command, env=silent, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "UNSAFE  database: The database does not answer" in done.stdout
    assert not done.stderr
