"""The measures over the record of the organisation that is entered: from kept facts, or found anew where some changed.

Either way the figures are those of this moment. Sees what row-level security lets it see, and nobody's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from stegvis.outcomes.measures import EDITION, Row, Scope, measure_rows
from stegvis.outcomes.measures.columns import episode_columns
from stegvis.outcomes.measures.grouping import EPISODE_GROUPS
from stegvis.outcomes.models import EpisodeFacts

NOT_FOUND = {"id", "organisation_id", "episode_id", "edition", "found_at"}
FOUND = [field.attname for field in EpisodeFacts._meta.concrete_fields if field.attname not in NOT_FOUND]
# Compiling the one long statement costs more than running it (PostgreSQL 15: 276 ms against 98 ms).
IS_WHOLE = """
select not exists (select from outcomes_changenote)
       and not exists (select from outcomes_episodefacts where edition <> %s),
       set_config('search_path', 'registration, public', true), set_config('jit', 'off', true)
"""


def registered_rows(scope: Scope, by: Sequence[str] = ()) -> list[Row]:
    """The measures over the views of registration data set 1, of the organisation that is entered."""
    return registered_tables(scope, [by])[0]


def registered_tables(scope: Scope, tables: Sequence[Sequence[str]]) -> list[list[Row]]:
    """The same by several groupings, one after the other."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(IS_WHOLE, [EDITION])
        is_whole = cursor.fetchone()[0]

        def run(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        found = [measure_rows(run, by, scope, kept_facts(by) if is_whole else {}) for by in tables]
        cursor.execute("select set_config('search_path', 'public', true)")
    return found


def kept_facts(by: Sequence[str]) -> dict[str, str]:
    """What stands in for the facts in the statement: no more columns than these groupings and the measures read.

    Joined by the key, which is an id; the data set's own names of episodes are text, and slower to sort.
    """
    read = [f"e.{name}" for name in ("key", *episode_columns(by))]
    groups = [f"e.{name}" for name in by if name in EPISODE_GROUPS]
    return {
        "episode_facts": f"SELECT {', '.join([*read, *(f'f.{name}' for name in FOUND)])} "  # noqa: S608  (names of columns)
        "FROM episodes AS e JOIN public.outcomes_episodefacts AS f ON f.episode_id = e.key",
        "contact_facts": f"SELECT {', '.join([*groups, 'c.on AS contact_on', 'c.attendance'])} "  # noqa: S608
        "FROM contacts AS c JOIN episode_facts AS e ON e.key = c.key",
    }
