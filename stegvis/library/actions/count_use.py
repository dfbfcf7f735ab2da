"""Counting that a page was opened or prescribed: a number a month, with nothing about who."""

from __future__ import annotations

import uuid

from django.db import connection

from stegvis.definitions import clock
from stegvis.library.models import PageUse

COUNT = """
    insert into library_pageuse (id, organisation_id, page_id, month, what, n)
    select %s, p.organisation_id, p.id, %s, %s, 1 from library_page p where p.organisation_id = %s and p.id = %s
    on conflict (page_id, month, what) do update set n = library_pageuse.n + 1
"""


def count_use(organisation_id: uuid.UUID, page_id: uuid.UUID, what: PageUse.What) -> None:
    """One more of a page of the organisation, in this month (by UTC). It takes no actor, so that none can be kept."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [uuid.uuid4(), clock.now().date().replace(day=1), what, organisation_id, page_id])
