"""All tables of an empty database as one file, made from the migrations when Stegvis is set up.

A first start reads it in a second instead of migrating. The migrations stay the only truth: the file carries their
fingerprint and its server's version, and where it does not fit it is not used.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from stegvis.config.database import fingerprint
from stegvis.config.database.binaries import find_binaries, version
from stegvis.config.database.cluster import Cluster
from stegvis.config.database.roles import DEFAULTS, ensure_database, ensure_roles
from stegvis.config.database.settings import DATABASE
from stegvis.config.refusal import CannotStart

# Where an installation keeps what was made for it and for no other.
FOLDER = Path(sys.prefix) / "share" / "stegvis"


def place(binaries: Path) -> Path:
    """Where the file for these migrations and this server stands, if it was made."""
    return FOLDER / f"tables-{fingerprint.of_migrations()}-{version(binaries).replace(' ', '-')}.sql"


def read_into(owner: Mapping[str, Any], binaries: Path) -> bool:
    """Fill an empty database from the file, wholly or not at all; False where there is none that fits.

    Raises CannotStart with what the server said.
    """
    file = place(binaries)
    if not file.exists() or not _is_empty(owner):
        return False
    # The file grants what each table grants. Rights that new tables get by default would come on top, and open
    # what is append-only; so there are none while it is read, and its last lines set them again.
    closed = [
        f"--command=ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON {kind} FROM {role}"
        for kind, _, role in DEFAULTS
    ]
    command = [binaries / "psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, *closed, "-f", file]
    _run([*command, "-d", _address(owner)], "The tables could not be read in")
    return True


def make() -> Path:
    """The file, made now if it is not there: a cluster of its own, migrated, written out and thrown away."""
    binaries = find_binaries(os.environ)
    file = place(binaries)
    if file.exists():
        return file
    with tempfile.TemporaryDirectory(prefix="stegvis-tables-") as folder:
        Path(folder).chmod(0o755)  # the server's own account passes through
        data = Path(folder) / "data"
        cluster = Cluster(data, binaries, durable=False)
        cluster.start()
        try:
            written = _written(cluster, data)
        finally:
            cluster.stop()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for older in FOLDER.glob("tables-*.sql"):
        older.unlink()
    beside = file.with_suffix(".unfinished")
    beside.write_text(written)
    beside.rename(file)
    return file


def _written(cluster: Cluster, data: Path) -> str:
    ensure_roles(cluster.address())
    ensure_database(cluster.address())
    environ = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE_")}
    command = [sys.executable, "-m", "stegvis.config.command", "migrate"]
    _run(command, "The tables could not be made", {**environ, "STEGVIS_DATA": str(data)})
    return written_out(cluster.binaries, cluster.address("stegvis_owner", DATABASE))


def written_out(binaries: Path, owner: Mapping[str, Any]) -> str:
    """A database's tables and the rows that the migrations put there, as SQL that belongs to whoever reads it in."""
    return _run([binaries / "pg_dump", "--no-owner", "-d", _address(owner)], "The tables could not be written out")


def _is_empty(owner: Mapping[str, Any]) -> bool:
    with psycopg.connect(**owner) as connection:
        found = connection.execute("SELECT to_regclass('django_migrations') IS NULL").fetchone()
    return bool(found and found[0])


def _address(of: Mapping[str, Any]) -> str:
    return psycopg.conninfo.make_conninfo(**of)


def _run(command: list[Any], otherwise: str, environ: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotStart(f"{otherwise}: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    try:
        make()
    except CannotStart as refusal:
        sys.exit(refusal.sentence)
