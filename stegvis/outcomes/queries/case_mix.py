"""The finished courses of the organisation that is entered, as the case mix counts them. No row of it is shown."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from stegvis.outcomes.comparison.case_mix import Case, cases


def registered_cases(year: int) -> list[Case]:
    """Those discharged in that year."""
    with transaction.atomic(), connection.cursor() as cursor:
        # As in results.registered_rows: compiling the one long statement costs more than running it.
        cursor.execute("select set_config('search_path', 'registration, public', true), set_config('jit', 'off', true)")

        def run(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        found = cases(run, year)
        cursor.execute("select set_config('search_path', 'public', true)")
    return found
