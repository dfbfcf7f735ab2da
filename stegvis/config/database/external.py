"""A PostgreSQL server that is not ours (DATABASE_URL): is it there, and one we know? Changes nothing."""

from collections.abc import Mapping
from typing import Any

import psycopg

from stegvis.config.database.binaries import NEWEST, OLDEST
from stegvis.config.refusal import CannotStart


def check_server(where: Mapping[str, Any]) -> None:
    """A sentence when the server does not answer or is of a version we do not know."""
    try:
        with psycopg.connect(**{"connect_timeout": 5, **where}) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise CannotStart(f"The database at {where.get('host', 'DATABASE_URL')} refused us: {reason}") from None
    if not OLDEST <= version // 10000 <= NEWEST:
        raise CannotStart(
            f"The database is PostgreSQL {version // 10000}; Stegvis runs on PostgreSQL {OLDEST} to {NEWEST}."
        )
