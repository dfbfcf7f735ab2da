"""Can a request see only what its organisation may? Looks at roles, owners and row-level security."""

from collections.abc import Iterator
from typing import Any

import psycopg

from stegvis.config.checks.finding import Finding, finding

UNFORCED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity
           AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
ORDER BY c.relname
"""
# Rows that belong to an organisation and to no person: shown to anyone, or needed before a tenant is known.
OPEN = frozenset(
    {"care_offer", "people_logindoor", "people_organisationkey", "people_team"}
    | {"library_searchentry", "library_searchword"}  # what is on public pages, for its index's sake (ADR 0023)
)
MINE = "SELECT relname FROM pg_class WHERE relowner = current_user::regrole AND relkind IN ('r', 'p') LIMIT 3"


def findings(connection: psycopg.Connection[Any]) -> Iterator[Finding]:
    """The connection is the one that serves requests."""
    row = connection.execute(
        "SELECT rolname, rolsuper, rolbypassrls, has_schema_privilege(current_user, 'public', 'CREATE')"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    assert row is not None
    name, superuser, bypasses, creates = row
    yield finding(
        "app-superuser",
        not superuser,
        good=f"The role {name} is no superuser.",
        bad=f"The role {name}, which serves requests, is a superuser; give DATABASE_URL a role of its own.",
    )
    yield finding(
        "app-bypasses-rows",
        not bypasses,
        good=f"The role {name} sees one organisation at a time.",
        bad=f"The role {name} passes row-level security by; run ALTER ROLE {name} NOBYPASSRLS.",
    )
    owned = [table for (table,) in connection.execute(MINE)]
    yield finding(
        "app-owns-tables",
        not owned and not creates,
        good=f"The role {name} owns no table and can make none.",
        bad=f"The role {name} owns or can make tables ({', '.join(owned) or 'in schema public'});"
        " run `stegvis migrate` with DATABASE_SUPERUSER_URL, and give the tables to stegvis_owner.",
    )
    unforced = [table for (table,) in connection.execute(UNFORCED) if table not in OPEN]
    yield finding(
        "row-security",
        not unforced,
        good="Every table with person data has row-level security, forced.",
        bad=f"Row-level security is not forced on {', '.join(unforced)}; run `stegvis migrate`.",
    )
