"""What the national body's pages cost: 300 senders, three years of bundles, some hundred thousand published figures.

Run: .venv/bin/python -m bench.national. Goal (issue 3): the national dashboard within 20 ms in PostgreSQL. Prints one
line each for the statements alone and for the whole page in one process, and exits 1 when the goal is missed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg

from stegvis.config.database.settings import address
from tests.running import environment, running

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")

SENDERS, YEARS, ROUNDS = 300, 3, 30
GOAL = 20.0  # ms
# Each new sender's bundles are those of one of the demo's own, under its own name and in every year.
FILL = """
with known as (
    select b.*, row_number() over (order by b.id) - 1 as place, count(*) over () as number
    from exchange_receivedbundle b
    where b.replaced_at is null and b.year = (select max(year) from exchange_receivedbundle)
), senders as (
    insert into exchange_sender (id, organisation_id, slug, name, country, region, public_key, registered_at)
    select gen_random_uuid(), known.organisation_id, 'bench-' || n, 'Kommune ' || n, 'NO', 'Region ' || n %% 12, '',
        known.received_at
    from generate_series(1, %(senders)s) n join known on known.place = n %% known.number
    returning id, slug
), bundles as (
    insert into exchange_receivedbundle (id, organisation_id, sender_id, year, edition, made_at, received_at, teams,
        file, digest)
    select gen_random_uuid(), known.organisation_id, senders.id, known.year - back, known.edition, known.made_at,
        known.received_at, known.teams, '', known.id::text
    from senders join known on known.place = substr(senders.slug, 7)::int %% known.number,
        generate_series(0, %(years)s - 1) back
    returning id, year, digest
)
insert into exchange_bundlefigure (id, organisation_id, bundle_id, "table", "group", measure, numerator, denominator,
    value, missing, expected)
select gen_random_uuid(), f.organisation_id, bundles.id, f."table",
    case f."table" when 'quarter' then bundles.year || substr(f."group", 5) else f."group" end,
    f.measure, f.numerator, f.denominator, f.value, f.missing, f.expected
from bundles join exchange_bundlefigure f on f.bundle_id = bundles.digest::uuid
"""


def main() -> int:
    """Start a demo of our own and measure in a process beside it; 1 when the goal is missed."""
    with running("--demo") as site:
        told = {**environment(), "STEGVIS_DATA": str(site.data), "STEGVIS_DEMO": "1"}
        return subprocess.run([sys.executable, "-m", "bench.national", "beside"], env=told, check=False).returncode


def beside() -> int:
    import django

    django.setup()
    from stegvis.people.models import Team

    team = Team.objects.select_related("organisation").get(slug="nasjonen")
    _wait_for_bundles(team)
    with psycopg.connect(**address(os.environ, "owner"), autocommit=True) as owner:
        number = owner.execute(FILL, {"senders": SENDERS, "years": YEARS}).rowcount
        owner.execute("analyze")  # the database does it by itself within a minute or two
    print(f"{number} published figures of {SENDERS} senders and {YEARS} years", flush=True)
    _count(team)
    slow = [name for name, took in _measured(team) if took > GOAL]
    return 1 if slow else 0


def _wait_for_bundles(team: Any) -> None:
    """The demo's own come in by a job right after its start."""
    from stegvis.exchange.models import ReceivedBundle
    from stegvis.people.tenancy import working_in

    until = time.monotonic() + 120
    while time.monotonic() < until:
        with working_in(team.organisation):
            if ReceivedBundle.objects.count() >= 12:
                return
        time.sleep(1)
    raise RuntimeError("The demo's bundles did not come in within two minutes.")


def _count(team: Any) -> None:
    """What each bundle that comes in costs: the sums of its year, made anew."""
    from stegvis.exchange.actions.count_nation import count_nation
    from stegvis.exchange.queries.nation import years
    from stegvis.people.models import Role
    from stegvis.people.tenancy import working_in

    with working_in(team.organisation, team=team) as system:
        for year in years(replace(system, roles=frozenset({Role.MANAGER}))):
            began = time.perf_counter()
            count_nation(system, [year])
            print(f"the sums of {year} made anew: {1000 * (time.perf_counter() - began):.0f} ms", flush=True)


def _measured(team: Any) -> list[tuple[str, float]]:
    from stegvis.exchange.queries.nation import by_region, by_sender, nation, over_time, years
    from stegvis.people.models import Role
    from stegvis.people.tenancy import working_in
    from stegvis.portals.office.nation.figures import IN_PLACES, SHOWN

    told = []
    with working_in(team.organisation, team=team) as system:
        by = replace(system, roles=frozenset({Role.MANAGER}))
        year = years(by)[0]
        for name, ask in (
            ("the nation, every measure", lambda: nation(by, year)),
            ("over time, by quarter", lambda: over_time(by, SHOWN, "quarter")),
            ("over time, by year", lambda: over_time(by, SHOWN, "year")),
            ("region by region", lambda: (by_region(by, year, IN_PLACES), by_sender(by, year, IN_PLACES, "Region 1"))),
        ):
            told.append((name, _median(ask)))
    pages = dict(_pages())
    for name, took in told:
        print(f"{name}: statements {took:.1f} ms (goal {GOAL:.0f}), the whole page {pages[name]:.1f} ms")
    return told


def _pages() -> list[tuple[str, float]]:
    """The same as a reader opens them, in this process: guard, statements, words and template."""
    from django.test import Client

    from stegvis.config.demo.roll import national_roll

    browser = Client(headers={"host": "localhost"})
    browser.get(national_roll()[0]["users"]["manager"][0]["log_in"])
    paths = {"the nation, every measure": "", "over time, by quarter": "over-time/",
             "over time, by year": "over-time/?by=year", "region by region": "places/"}  # fmt: skip
    return [(name, _median(lambda path=path: _opened(browser, path))) for name, path in paths.items()]  # type: ignore[misc]


def _opened(browser: Any, path: str) -> None:
    answer = browser.get(f"/office/nasjonen/nation/{path}")
    if answer.status_code != 200:
        raise RuntimeError(f"The page answered {answer.status_code}.")


def _median(do: Callable[[], Any]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        do()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


if __name__ == "__main__":
    sys.exit(beside() if sys.argv[1:] == ["beside"] else main())
