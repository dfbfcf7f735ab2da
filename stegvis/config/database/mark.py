"""What a database remembers of itself in its own comment: schema, key, demo. Nothing about any person."""

import json
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql


def read_mark(address: Mapping[str, Any]) -> dict[str, Any]:
    """`migrations` (fingerprint), `key` (which master key), `demo`; empty where nothing was written."""
    with psycopg.connect(**address) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    try:
        found = json.loads(row[0]) if row and row[0] else {}
    except ValueError:  # someone else's comment: it tells us nothing, and is not ours to trust
        return {}
    return found if isinstance(found, dict) else {}


def write_mark(owner: Mapping[str, Any], **told: Any) -> None:
    """Add to what the database remembers; only its owner may."""
    remembered = read_mark(owner) | told
    with psycopg.connect(**owner) as connection:
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(connection.info.dbname), sql.Literal(json.dumps(remembered, sort_keys=True))
            )
        )
