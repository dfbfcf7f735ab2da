"""Writing the access log: one entry for a page, with everyone it showed. Appends only; sealing is a job."""

from __future__ import annotations

from django.db import connection

from stegvis.definitions import clock
from stegvis.people.models.actor import Actor

APPEND = (
    "insert into people_accessentry "
    "(organisation_id, at, user_id, client_id, team_id, role, page, persons, grounds, reason) "
    "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def log_access(*, by: Actor, page: str, reason: str = "") -> None:
    """Append what `by` was shown. Nothing shown, nothing written."""
    if not by.shown:
        return
    role = next(iter(sorted(by.roles)), "")
    with connection.cursor() as cursor:
        cursor.execute(
            APPEND,
            [
                by.organisation_id, clock.now(), by.user_id, by.person_id, by.team_id, role, page,
                list(by.shown), [str(ground) for ground in by.shown.values()], reason,
            ],
        )  # fmt: skip
