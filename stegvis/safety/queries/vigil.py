"""What every staff page knows of the state of safety, read from the tables themselves: it works with all jobs dead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from stegvis.care.queries.access import visible_episodes
from stegvis.definitions import clock
from stegvis.people.models import Actor
from stegvis.safety.models import Alert
from stegvis.safety.queries.alerts import OPEN

# facts/safety.md §4.2.9: a sign of life older than this and the staff pages say so.
SILENT = timedelta(seconds=120)


@dataclass(frozen=True)
class Vigil:
    """`open_alerts`: those the viewer may see. `is_silent`: the worker, which sends notices, gives no sign of life."""

    open_alerts: int
    is_silent: bool


def vigil(viewer: Actor) -> Vigil:
    """One statement."""
    counted, values = _open_alerts(viewer) if viewer.is_clinical else ("0", ())
    with connection.cursor() as cursor:
        cursor.execute(f"select {counted}, (select max(at) from people_heartbeat)", values)  # noqa: S608
        count, last = cursor.fetchone()
    return Vigil(count, last is None or clock.now() - last > SILENT)


def _open_alerts(viewer: Actor) -> tuple[str, tuple[Any, ...]]:
    alerts = Alert.objects.filter(
        organisation_id=viewer.organisation_id,
        team_id=viewer.at_team,
        state__in=OPEN,
        episode__in=visible_episodes(viewer).values("pk"),
    )
    statement, values = alerts.values("pk").query.sql_with_params()
    return f"(select count(*) from ({statement}) alert)", values  # noqa: S608
