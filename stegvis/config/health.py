"""Signs of life for whoever watches the machine: /healthz and /readyz. They name no person and no place."""

from datetime import timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from stegvis.definitions import clock
from stegvis.portals.guard import open_to_all

HEARTBEAT_LIMIT = timedelta(seconds=120)  # the worker writes every minute at the latest


@open_to_all
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"alive": True})


@open_to_all
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers with this version's tables and the worker lives; else 503, saying which."""
    found = {"database": False, "migrations": False, "worker": False}
    try:
        found["migrations"] = not missing_migrations()
        found["database"] = True
        found["worker"] = found["migrations"] and worker_lives()
    except DatabaseError:
        connection.close()  # the next question starts on a fresh one
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def missing_migrations() -> set[tuple[str, str]]:
    """Migrations of this version that the database has not seen, as (app, name)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return set(_last_migrations())
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(_last_migrations()) - {(app, name) for app, name in cursor.fetchall()}


def worker_lives() -> bool:
    """Has any job process shown itself within the limit?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(at) FROM people_heartbeat")
        last = cursor.fetchone()[0]
    return last is not None and clock.now() - last < HEARTBEAT_LIMIT


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """The newest migration of every app; files are read once per process."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
