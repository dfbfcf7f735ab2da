"""What stands between a database that answers and a page that is served: tables, keys, files, the demo."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from stegvis.config import keys, lifeline, static_files
from stegvis.config.database import fingerprint
from stegvis.config.database.cluster import Cluster
from stegvis.config.database.mark import read_mark, write_mark
from stegvis.config.database.roles import ensure_database, ensure_roles
from stegvis.config.database.settings import address
from stegvis.config.refusal import CannotStart

DEMO_HERE = "{where} holds the demo; start it with --demo, or name another folder for real clients with --data."
NOT_DEMO = "{where} is not a demo, and --demo would open it to anyone; name another folder with --data."


def prepare(data: Path, environ: Mapping[str, str], cluster: Cluster | None) -> dict[str, str]:
    """Everything that must be true before the first request; returns what the children must be told."""
    told = dict(environ)
    with _Gathering(data, told) as gathering:
        if cluster is not None:
            ensure_roles(cluster.address())
            ensure_database(cluster.address())
        mark = read_mark(address(told, "app"))
        demo = told.get("STEGVIS_DEMO") == "1"
        _check_demo(data, mark, demo, told)
        if mark.get("demo") == "filling":
            _start_over(cluster)
            mark = {}
        told |= keys.ensure_keys(data, told, mark.get("key"))
        _bring_up_to_date(told, mark)
        if demo and mark.get("demo") is not True:
            _fill(told)
        gathering.wait()
    return told


def _check_demo(data: Path, mark: Mapping[str, Any], demo: bool, environ: Mapping[str, str]) -> None:
    """A demo never opens onto real clients, and real clients never enter a demo."""
    if not demo and mark.get("demo"):
        raise CannotStart(DEMO_HERE.format(where=data))
    if demo and not mark.get("demo") and _inhabited(address(environ, "owner")):
        raise CannotStart(NOT_DEMO.format(where=data))


def _inhabited(owner: Mapping[str, Any]) -> bool:
    """Is anybody registered here already?"""
    with psycopg.connect(**owner) as connection:
        made = connection.execute("SELECT to_regclass('people_organisation') IS NOT NULL").fetchone()
        if made is None or not made[0]:
            return False
        return connection.execute("SELECT 1 FROM people_organisation LIMIT 1").fetchone() is not None


def _start_over(cluster: Cluster | None) -> None:
    """A filling was cut short. It held synthetic clients only, as its mark says, so it goes whole."""
    if cluster is None:
        raise CannotStart("The demo was only half filled; make the database anew and start again.")
    superuser = cluster.address()
    name = address({}, "app")["dbname"]
    with psycopg.connect(**superuser, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    ensure_database(superuser)


def _bring_up_to_date(environ: Mapping[str, str], mark: Mapping[str, Any]) -> None:
    """Migrate as the owner, in a process of its own, when the tables are not those of this version."""
    if mark.get("migrations") != fingerprint.of_migrations():
        address(environ, "owner")  # refuses here, with a sentence, where no owner's address was given
        print("Bringing the tables up to date …", flush=True)
        _step("Bringing the tables up to date", ["stegvis.config.command", "migrate"], environ, quiet=True)
    if mark.get("key") is None:
        write_mark(address(environ, "owner"), key=keys.fingerprint(Path(environ[keys.MASTER])))


def _fill(environ: Mapping[str, str]) -> None:
    """Two organisations and a year of synthetic clients."""
    owner = address(environ, "owner")
    write_mark(owner, demo="filling")
    print("Filling the demo with synthetic clients …", flush=True)
    _step("Filling the demo", ["stegvis.config.demo"], environ)
    # Until its own daemon comes round, PostgreSQL takes the tables for empty, and the result page for a minute's work.
    with psycopg.connect(**owner, autocommit=True) as connection:
        connection.execute("ANALYZE")
    write_mark(owner, demo=True)


def _step(what: str, module: list[str], environ: Mapping[str, str], *, quiet: bool = False) -> None:
    """Run it to its end; a signal to us ends it too, since what it did is done again next time."""
    step = _child(module, environ, quiet=quiet)
    try:
        if step.wait() != 0:
            raise CannotStart(f"{what} failed; what it said stands above.")
    finally:
        if step.poll() is None:
            step.kill()
            step.wait()


def _child(module: list[str], environ: Mapping[str, str], *, quiet: bool = False) -> subprocess.Popen[bytes]:
    """`python -m module …` that ends with us; quiet: only its complaints are shown."""
    return subprocess.Popen(
        [sys.executable, "-m", *module],
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if quiet else None,
        start_new_session=True,
        preexec_fn=lifeline.before_exec(signal.SIGKILL),  # noqa: PLW1509 - it only asks the kernel
    )


class _Gathering:
    """collectstatic beside the migrations, on the other core; nothing where nothing changed."""

    def __init__(self, data: Path, environ: Mapping[str, str]) -> None:
        self.data = data
        self.environ = environ
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "_Gathering":
        if not static_files.gathered(self.data):
            told = {**self.environ, "STEGVIS_SECRET_KEY": "needed by nothing that gathers files"}
            command = ["stegvis.config.command", "manage", "collectstatic", "--noinput", "--clear", "-v0"]
            self.process = _child(command, told, quiet=True)
        return self

    def wait(self) -> None:
        if self.process is not None:
            if self.process.wait() != 0:
                raise CannotStart("Gathering the style sheets failed; what it said stands above.")
            static_files.remember(self.data)

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
