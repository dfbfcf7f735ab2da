"""The four roles of the database and what each may do by default, set before the first migration."""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from stegvis.config.database.settings import DATABASE

OWNER, APP, REPORT, BACKUP = "stegvis_owner", "stegvis_app", "stegvis_report", "stegvis_backup"

PLAIN = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
ROLES = {
    # Migrates, never serves a request. Without BYPASSRLS its own migrations would see no rows, and a new
    # foreign key would be taken for valid unchecked.
    OWNER: f"{PLAIN} BYPASSRLS",
    # Serves requests and jobs; sees one organisation at a time.
    APP: f"{PLAIN} NOBYPASSRLS",
    # Reads, under the same policies.
    REPORT: f"{PLAIN} NOBYPASSRLS",
    # Reads everything, for pg_dump, which refuses to write half a table.
    BACKUP: f"{PLAIN} BYPASSRLS",
}

# A session that forgot its transaction holds back every other writer and the cleaning of old rows.
FORGOTTEN = "60s"

DEFAULTS = (
    ("TABLES", "SELECT, INSERT, UPDATE, DELETE", APP),
    ("SEQUENCES", "USAGE, SELECT", APP),
    ("TABLES", "SELECT", REPORT),
    ("TABLES", "SELECT", BACKUP),
    ("SEQUENCES", "SELECT", BACKUP),
)

LOCK = 7_834_001  # any number, the same for everyone who creates roles or databases of ours


def ensure_roles(superuser: Mapping[str, Any]) -> None:
    """Create the four roles or set them right. Idempotent; two at once wait for each other."""
    with psycopg.connect(**superuser) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for name, attributes in ROLES.items():
            verb = "ALTER" if name in known else "CREATE"
            connection.execute(
                sql.SQL("{} ROLE {} {}").format(sql.SQL(verb), sql.Identifier(name), sql.SQL(attributes))
            )
        for name in (APP, REPORT):
            connection.execute(
                sql.SQL("ALTER ROLE {} SET idle_in_transaction_session_timeout = {}").format(
                    sql.Identifier(name), sql.Literal(FORGOTTEN)
                )
            )


def ensure_database(superuser: Mapping[str, Any], name: str = DATABASE) -> bool:
    """Create the database for the owner, closed to PUBLIC, or set its rights right; True if it is new."""
    with psycopg.connect(**superuser, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
        _close_to_public(connection, name)
    with psycopg.connect(**{**superuser, "dbname": name}) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        _set_default_rights(connection)
    return known is None


def _close_to_public(connection: psycopg.Connection[Any], name: str) -> None:
    database = sql.Identifier(name)
    connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, sql.Identifier(OWNER)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for role in (APP, REPORT, BACKUP):
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(role)))


def _set_default_rights(connection: psycopg.Connection[Any]) -> None:
    """The schema belongs to the owner; what the owner makes in it is open to the others as listed."""
    connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for role in (APP, REPORT, BACKUP):
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role)))
    for kind, rights, role in DEFAULTS:
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT {} ON {} TO {}").format(
                sql.Identifier(OWNER), sql.SQL(rights), sql.SQL(kind), sql.Identifier(role)
            )
        )
