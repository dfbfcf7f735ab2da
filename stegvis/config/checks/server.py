"""Is the database server one that loses nothing and that nobody else can reach? Reads settings only."""

from collections.abc import Iterator
from typing import Any

import psycopg

from stegvis.config.checks.finding import Finding, finding
from stegvis.config.database.binaries import NEWEST, OLDEST

DURABILITY = {
    "fsync": "a power cut could destroy the database",
    "synchronous_commit": "answers that were acknowledged could be lost in a crash",
    "full_page_writes": "a power cut could leave torn pages",
}


def findings(connection: psycopg.Connection[Any], *, embedded: bool) -> Iterator[Finding]:
    """Version, durability, checksums and, for our own server, that it listens on no network."""
    major = connection.info.server_version // 10000
    yield finding(
        "server-version",
        OLDEST <= major <= NEWEST,
        good=f"The database is PostgreSQL {major}.",
        bad=f"The database is PostgreSQL {major}; move it to a version from {OLDEST} to {NEWEST}.",
    )
    for name, danger in DURABILITY.items():
        yield finding(
            name.replace("_", "-"),
            _setting(connection, name) != "off",
            good=f"{name} is on.",
            bad=f"{name} is off: {danger}; set it to on in the server's configuration.",
        )
    yield finding(
        "data-checksums",
        _setting(connection, "data_checksums") == "on",
        good="Data checksums are on.",
        bad="Data checksums are off: damage on disk would go unseen; stop the server and run pg_checksums --enable.",
    )
    if embedded:
        listens = _setting(connection, "listen_addresses")
        yield finding(
            "database-port",
            listens == "",
            good="The database listens on no network.",
            bad=f"The database listens on '{listens}'; empty listen_addresses, it is reached by its socket.",
        )


def _setting(connection: psycopg.Connection[Any], name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])
