"""Django's DATABASES entry from the environment. Imports no Django and connects to nothing."""

from collections.abc import Mapping
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from stegvis.config.database.folder import PORT, data_folder, socket_folder
from stegvis.config.refusal import CannotStart

DATABASE = "stegvis"
ROLES = ("owner", "app", "report", "backup")

CONNECT_TIMEOUT = 5  # seconds; a database that takes longer is down for whoever waits at a page
KEEP_CONNECTION = 600  # seconds


def database(environ: Mapping[str, str]) -> dict[str, Any]:
    """The one alias: `DATABASE_URL`, else the embedded server's socket, as the role `STEGVIS_ROLE` (app)."""
    where = address(environ, environ.get("STEGVIS_ROLE", "app"))
    named = {"dbname", "user", "password", "host", "port"}
    return {
        "ENGINE": "stegvis.config.database.backend",
        "NAME": where["dbname"],
        "USER": where.get("user", ""),
        "PASSWORD": where.get("password", ""),
        "HOST": where.get("host", ""),
        "PORT": where.get("port", ""),
        "CONN_MAX_AGE": KEEP_CONNECTION,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": CONNECT_TIMEOUT,
            "application_name": environ.get("STEGVIS_PROCESS", "stegvis"),
            **{key: value for key, value in where.items() if key not in named},
            # Values travel apart from the statement, and one that has come five times is planned once.
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
    }


def address(environ: Mapping[str, str], role: str) -> dict[str, Any]:
    """How to reach the database in a role, in libpq's words (`psycopg.connect(**address(...))`)."""
    if role not in ROLES:
        raise CannotStart(f"STEGVIS_ROLE is '{role}'; it must be one of {', '.join(ROLES)}.")
    if environ.get("DATABASE_URL"):
        return _external(environ, "DATABASE_URL" if role == "app" else f"DATABASE_{role.upper()}_URL")
    return {
        "host": str(socket_folder(data_folder(environ))),
        "port": str(PORT),
        "dbname": DATABASE,
        "user": f"stegvis_{role}",
    }


def _external(environ: Mapping[str, str], variable: str) -> dict[str, str]:
    """Read one of the DATABASE_…_URL variables; a password in it never appears in what we say."""
    if not environ.get(variable):
        raise CannotStart(f"DATABASE_URL is set, but {variable}, which this needs, is not.")
    try:
        given = conninfo_to_dict(environ[variable])
    except ProgrammingError:
        raise CannotStart(f"{variable} is not a PostgreSQL address (postgresql://user@host/name).") from None
    where = {key: str(value) for key, value in given.items() if value is not None}
    if not where.get("dbname"):
        raise CannotStart(f"{variable} names no database (postgresql://user@host/name).")
    return where
