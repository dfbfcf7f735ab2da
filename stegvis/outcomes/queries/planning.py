"""What a team's year was like, to plan the next one by: counted in the reader's organisation, by published figures.

The same for everybody who may plan: a plan for a reader without persons must be made of nothing else (ADR 0013).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

from stegvis.outcomes.planning import Observed
from stegvis.outcomes.planning.counting import observe
from stegvis.people.models import Actor, NotFound, Role

PLANNERS = (Role.LEAD, Role.MANAGER)


def observed_year(viewer: Actor, *, team: str, first: date, last: date) -> Observed:
    """The year of the team (named by its slug), both days included. Leads and managers; raises NotFound, TooFew."""
    if not viewer.has(*PLANNERS):
        raise NotFound
    with transaction.atomic(), connection.cursor() as cursor:
        # As in `results`: the views by their plain names, and no compiling of one long statement.
        cursor.execute("select set_config('search_path', 'registration, public', true), set_config('jit', 'off', true)")

        def run(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        try:
            return observe(run, team=team, first=first, last=last, guarded=True)
        finally:
            cursor.execute("select set_config('search_path', 'public', true)")
