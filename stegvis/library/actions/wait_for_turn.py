"""Waiting for one's turn: what two might make at once under one name is made by one after the other."""

from __future__ import annotations

import uuid

from django.db import connection

PAGES, PUBLICATIONS = "pages", "publications"


def wait_for_turn(organisation_id: uuid.UUID, what: str) -> None:
    """Until the transaction ends nobody else of the organisation is past this point with the same `what`.

    Whoever needs both waits for the pages first. It stands before the first look at what is there.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"library {what} {organisation_id}"])
