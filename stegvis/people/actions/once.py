"""Carrying a command out once: a form sent twice has one effect and one answer."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import connection, models, transaction

from stegvis.definitions import clock
from stegvis.people.models.actor import Actor

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)

CLAIM = (
    "insert into people_command (organisation_id, id, action, at) values (%s, %s, %s, %s) "
    "on conflict do nothing returning id"
)
RESULT = "select result from people_command where organisation_id = %s and id = %s and action = %s"
FINISH = "update people_command set result = %s where organisation_id = %s and id = %s and action = %s"


def once(returns: type[M]) -> Callable[[Callable[P, M]], Callable[P, M]]:
    """Decorate an action so that the same command id again returns what the first run returned.

    The claim is a row, so two requests with one id wait for each other: the second sees the first's
    result, or runs itself if the first was rolled back. Without a command id (jobs) it just runs.
    Each action is one transaction.
    """

    def decorate(action: Callable[P, M]) -> Callable[P, M]:
        name = action.__qualname__

        @functools.wraps(action)
        def run(*args: P.args, **kwargs: P.kwargs) -> M:
            by = kwargs["by"]
            assert isinstance(by, Actor)
            with transaction.atomic():
                if by.command is None:
                    return action(*args, **kwargs)
                earlier = claim(by, name)
                if earlier is not None:
                    return returns._default_manager.get(pk=earlier)
                made = action(*args, **kwargs)
                finish(by, name, made.pk)
                return made

        return run

    return decorate


def claim(by: Actor, action: str) -> uuid.UUID | None:
    """Take the actor's command for this action; the id of the first result if it was already carried out."""
    key: list[Any] = [by.organisation_id, by.command, action]
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [*key, clock.now()])
        if cursor.fetchone() is not None:
            return None
        cursor.execute(RESULT, key)
        found = cursor.fetchone()
    return found[0] if found else None


def finish(by: Actor, action: str, result: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FINISH, [result, by.organisation_id, by.command, action])
