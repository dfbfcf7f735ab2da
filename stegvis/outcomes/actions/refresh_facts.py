"""Finding the facts of changed episodes again. A job's work, each half second; a change only leaves a note.

What a page needs in between it finds for itself (queries/kept.py): no figure waits for this.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from stegvis.definitions import clock
from stegvis.outcomes.measures import EDITION, with_episode_facts
from stegvis.outcomes.queries.kept import FOUND
from stegvis.people.models import Organisation
from stegvis.people.tenancy import working_in

TRY_LOCK = "select pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
WAIT_FOR_LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 0)) is not null"
TAKE_NOTES = "delete from outcomes_changenote where organisation_id = %s returning episode_id"
OF_OTHER_EDITIONS = "select episode_id from outcomes_episodefacts where organisation_id = %s and edition <> %s"
OF_THESE = {
    name: f"SELECT * FROM registration.{name} WHERE key = ANY(%(episodes)s)"  # noqa: S608  (constant names)
    for name in ("episodes", "contacts", "scores")
}
FIND = f"""
insert into outcomes_episodefacts (id, organisation_id, episode_id, edition, found_at, {", ".join(FOUND)})
{with_episode_facts(OF_THESE)}
select gen_random_uuid(), %(organisation)s, cast(episode as uuid), {EDITION}, %(found_at)s, {", ".join(FOUND)}
from episode_facts
on conflict (episode_id) do update
set edition = {EDITION}, found_at = excluded.found_at, {", ".join(f"{name} = excluded.{name}" for name in FOUND)}
"""  # noqa: S608  (names of columns)
# Who holds the lock is alone until it is committed: times only rise, so an extract can go on where it was.
FOUND_AT = """
select greatest(%s, max(found_at) + interval '1 microsecond') from outcomes_episodefacts where organisation_id = %s
"""


def refresh_facts(organisation: Organisation, *, wait: bool = False) -> int:
    """Find the facts of every episode that has a note, or facts of another edition; how many episodes.

    Where another job is at it: 0, or `wait` until it is done. A note that comes meanwhile stays for the next time.
    """
    with working_in(organisation), connection.cursor() as cursor:
        cursor.execute(WAIT_FOR_LOCK if wait else TRY_LOCK, [f"facts {organisation.pk}"])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(TAKE_NOTES, [organisation.pk])
        noted = cursor.fetchall()
        cursor.execute(OF_OTHER_EDITIONS, [organisation.pk, EDITION])
        episodes: set[UUID] = {episode for (episode,) in (*noted, *cursor.fetchall())}
        if episodes:
            cursor.execute("set local jit to off")
            cursor.execute(FOUND_AT, [clock.now(), organisation.pk])
            (found_at,) = cursor.fetchone()
            cursor.execute(FIND, {"episodes": sorted(episodes), "organisation": organisation.pk, "found_at": found_at})
    return len(episodes)


def refresh_all_facts() -> int:
    """The same in every organisation, one transaction each."""
    return sum(refresh_facts(organisation) for organisation in Organisation.objects.order_by("id"))
