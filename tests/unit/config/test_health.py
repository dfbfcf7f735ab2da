"""/healthz and /readyz: what a load balancer and a person on call rely on, and what they must not tell."""

from datetime import timedelta
from typing import Any

import psycopg
from django.db import connection
from django.test import Client

from stegvis.definitions import clock
from tests.database import Clone

BEAT = "INSERT INTO people_heartbeat VALUES ('worker', %s) ON CONFLICT (name) DO UPDATE SET at = excluded.at"


def test_healthz_asks_nothing_of_anyone(clone: Clone) -> None:
    """It must stay green while the database is down, or every web process is killed with it."""
    connection.settings_dict["HOST"] = "/nowhere"
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_readyz_is_green_only_with_tables_and_a_living_worker(
    clone: Clone, owner_connection: psycopg.Connection[Any]
) -> None:
    """Each of the three can fail alone, and is named."""
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, _told(worker=False))
    owner_connection.execute(BEAT, [clock.now() - timedelta(seconds=119)])
    assert Client().get("/readyz").status_code == 200
    owner_connection.execute(BEAT, [clock.now() - timedelta(seconds=121)])
    assert Client().get("/readyz").json() == _told(worker=False)
    owner_connection.execute(BEAT, [clock.now()])
    owner_connection.execute("DELETE FROM django_migrations WHERE app = 'people'")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, _told(migrations=False, worker=False))


def test_readyz_answers_when_the_database_does_not(clone: Clone) -> None:
    """A page that waited for the database would be taken for a dead machine."""
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, _told(database=False, migrations=False, worker=False))


def _told(**differing: bool) -> dict[str, bool]:
    return {"database": True, "migrations": True, "worker": True} | differing
