"""An extract into an empty folder beside one that goes on, at 2,000 and at 20,000 episodes.

Run: .venv/bin/python -m bench.extract [2000 20000]. Prints a Markdown table: seconds, and rows read from the record.
The database is one of the tests' own, filled by SQL with copies of one invented course: four contacts, eight scores.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

CHANGES = 20
FILL = """
create temporary table made as select gen_random_uuid() as episode, gen_random_uuid() as referral
from generate_series(1, %(episodes)s);
insert into care_referral select p.* from made m, care_referral r,
    jsonb_populate_record(r, jsonb_build_object('id', m.referral)) p where r.id = %(referral)s;
insert into care_episode select p.* from made m, care_episode e,
    jsonb_populate_record(e, jsonb_build_object('id', m.episode, 'referral_id', m.referral)) p where e.id = %(episode)s;
analyze;
insert into care_contact
with c as materialized (select * from care_contact where episode_id = %(episode)s)
select p.* from made m, c, generate_series(1, 4) n,
    jsonb_build_object('id', gen_random_uuid(), 'episode_id', m.episode, 'on', c.on + n) own,
    jsonb_populate_record(null::care_contact, to_jsonb(c) || own) p;
insert into questionnaires_questionnaire
with q as materialized (select * from questionnaires_questionnaire where episode_id = %(episode)s)
select p.* from made m, q, generate_series(1, 8) n,
    jsonb_build_object('id', gen_random_uuid(), 'episode_id', m.episode,
        'instrument', case n %% 2 when 0 then 'phq-9@1' else 'gad-7@1' end,
        'submitted_at', q.submitted_at + n * interval '1 hour') own,
    jsonb_populate_record(null::questionnaires_questionnaire, to_jsonb(q) || own) p;
drop table made
"""


def main(sizes: list[int]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    with tempfile.TemporaryDirectory(prefix="extract-") as own:
        for name in ("MASTER", "SECRET"):
            file = Path(own, name)
            file.write_text(secrets.token_hex(16))
            os.environ[f"STEGVIS_{name}_KEY_FILE"] = str(file)
        import django

        django.setup()
        from tests.conftest import pointed_at
        from tests.database import Server

        server = Server("embedded")
        server.join()
        clone = server.clone()
        print("| episodes | extract | s | episodes, contacts, scores read |", "| --- | --- | --- | --- |", sep="\n")
        try:
            with pointed_at(clone), psycopg.connect(**clone.address("owner"), autocommit=True) as owner:
                _measure(owner, Path(own), sizes)
        finally:
            server.drop(clone.name)
            server.leave()


def _measure(owner: psycopg.Connection[Any], own: Path, sizes: list[int]) -> None:
    from stegvis.outcomes.actions.refresh_facts import refresh_all_facts
    from tests.clinic import make_clinic
    from tests.crowd import make_crowd

    clinic = make_clinic()
    (first,) = make_crowd(clinic.solvik, clinic.therapist, 1)
    _course(first, clinic.therapist.pk)
    there = 1
    for size in sizes:
        values = {"episodes": size - there, "episode": first.pk, "referral": first.referral_id}
        for statement in FILL.split(";"):
            psycopg.ClientCursor(owner).execute(statement, values)
        there = size
        owner.execute("analyze")
        refresh_all_facts()  # the job's work, each second
        _extracts(owner, own / str(size), size)


def _extracts(owner: psycopg.Connection[Any], folder: Path, size: int) -> None:
    from stegvis.outcomes.actions.refresh_facts import refresh_all_facts

    def said(what: str, do: Callable[[], Any]) -> None:
        began = time.perf_counter()
        read = do().read
        seconds = time.perf_counter() - began
        print(f"| {size:,} | {what} | {seconds:.2f} | {', '.join(f'{rows:,}' for rows in read.values())} |", flush=True)

    for what, again in (
        ("whole", folder / "whole"),
        ("whole", folder / "again"),
        ("nothing changed", folder / "again"),
    ):
        said(what, lambda to=again: _now(to))  # type: ignore[misc]
    changed = f"select id from care_contact order by id limit {CHANGES}"
    owner.execute(f"update care_contact set minutes = coalesce(minutes, 0) + 1 where id in ({changed})")
    refresh_all_facts()
    said(f"{CHANGES} contacts changed", lambda: _now(folder / "again"))


def _now(folder: Path) -> Any:
    from stegvis.outcomes.actions.extract import extract
    from stegvis.people.models import Organisation

    return extract(folder, list(Organisation.objects.order_by("slug")))


def _course(episode: Any, therapist: Any) -> None:
    """What is copied: one contact and one score."""
    from stegvis.care.models import Contact
    from stegvis.definitions import clock
    from stegvis.people.tenancy import working_in
    from stegvis.questionnaires.models import Questionnaire

    house = {"organisation_id": episode.organisation_id, "person_id": episode.person_id, "episode": episode}
    with working_in(episode.team.organisation):
        Contact.objects.create(**house, team_id=episode.team_id, on=episode.received_on, purpose="treatment",
                               form="phone", attendance="attended", minutes=45, by_id=therapist,
                               recorded_at=clock.now())  # fmt: skip
        Questionnaire.objects.create(**house, instrument="gad-7@1", asked_at=clock.now(), due_on=episode.received_on,
                                     answers=[1] * 7, score=7, submitted_at=clock.now())  # fmt: skip


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [2_000, 20_000])
