"""The demo's national body: its readers, its senders, and the bundles they send, which come in by the same door.

The senders are no organisations of this database. Each signs with a key of its own that is thrown away after.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from stegvis.config.demo.municipalities import MUNICIPALITIES, SEED, YEARS_BEFORE, Municipality, write
from stegvis.definitions import clock
from stegvis.exchange.actions.receive_bundle import receive_bundle
from stegvis.exchange.actions.register_sender import register_sender
from stegvis.exchange.actions.show_nation import show_nation
from stegvis.exchange.bundle.family import FAMILY, Maker, content, groupings
from stegvis.exchange.bundle.signature import new_private_key, public_key, signed
from stegvis.exchange.models import RefusedBundle
from stegvis.outcomes.comparison.case_mix import Case, cases
from stegvis.outcomes.dataset import load
from stegvis.outcomes.measures import Row, measure_rows
from stegvis.people.models import Actor, Membership, Organisation, OrganisationKey, Role, Team, User
from stegvis.people.sealing import new_organisation_key
from stegvis.people.tenancy import working_in

SLUG, NAME, ZONE = "nasjonalt-sekretariat", "Nasjonalt sekretariat for rask psykisk helsehjelp", "Europe/Oslo"
TEAM, TEAM_NAME = "nasjonen", "Nasjonale tall"
STAFF = (("Runa Solem", "rådgiver", Role.MANAGER), ("Einar Vik", "systemansvarlig", Role.ADMINISTRATOR))

BEFORE = 120  # days: who asked for help in the autumn before is finished in the first quarter

Counted = dict[tuple[str, ...], list[Row]]


def fill_nation() -> None:
    """Make the national body with its readers; the bundles come in by a job, right after the start."""
    today = clock.today(ZONE)
    organisation = Organisation.objects.create(
        name=NAME, slug=SLUG, kind=Organisation.Kind.NATIONAL, country="NO", is_demo=True
    )
    OrganisationKey.objects.create(organisation=organisation, wrapped=new_organisation_key(organisation.id))
    team = Team.objects.create(organisation=organisation, name=TEAM_NAME, slug=TEAM, zone=ZONE, is_open=False)
    with working_in(organisation, team=team) as by:
        _readers(team, today)
        show_nation(by=by, is_on=True)


def take_in_bundles() -> int:
    """Take in the bundles of the invented municipalities, up to the last year that is over; how many there are."""
    team = Team.objects.select_related("organisation").get(slug=TEAM, organisation__is_demo=True)
    last = clock.today(ZONE).year - 1
    keys = {place: new_private_key() for place in MUNICIPALITIES}
    files = [file for back in range(max(YEARS_BEFORE.values()), -1, -1) for file in _files(last, back, keys)]
    for place, file in files:
        with working_in(team.organisation, team=team) as by:
            register_sender(by=by, slug=place.slug, name=place.name, country="NO", region=place.region,
                            public_key=public_key(keys[place]))  # fmt: skip
            _send(by, place, file)
    return len(files)


def _readers(team: Team, today: date) -> None:
    for name, profession, role in STAFF:
        address = f"{name.split()[0].lower()}.{name.split()[-1].lower()}@{team.slug}.example"
        user = User(email=address, name=name, profession=profession, language="nb")
        user.set_unusable_password()
        user.save()
        Membership.objects.create(
            organisation_id=team.organisation_id, user=user, team=team, role=role, since=today - timedelta(days=800)
        )


def _send(by: Actor, place: Municipality, file: str) -> None:
    answer = receive_bundle(by=by, file=file.encode("utf-8"))
    if isinstance(answer, RefusedBundle):
        raise RuntimeError(f"The demo's own bundle of {place.slug} was refused: {answer.reason} {answer.place}")


def _files(last: int, back: int, keys: Mapping[Municipality, bytes]) -> Iterator[tuple[Municipality, str]]:
    """The signed file of each municipality that sent one so many years before the last."""
    places = [place for place in MUNICIPALITIES if YEARS_BEFORE[place.region] >= back]
    counted, known = _counted(last - back, places, SEED + back)
    for place in places:
        teams = {slug: name for slug, name, *_ in place.teams}
        made = content(
            Maker(place.slug, "NO", teams, frozenset(teams)), last - back, clock.now(), partial(_of, counted, place),
            [case for case in known if case.team in teams],
        )  # fmt: skip
        yield place, signed(made, keys[place])


def _counted(year: int, places: Sequence[Municipality], seed: int) -> tuple[Counted, list[Case]]:
    """All places at once: one run of the measures a table, each group behind the municipality it lies in."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="stegvis-") as folder, duckdb.connect(config={"threads": 1}) as engine:
        write(Path(folder), year, places, seed, BEFORE)
        load(Path(folder), engine)

        def run(sql: str) -> list[tuple[object, ...]]:
            return list(engine.execute(sql).fetchall())

        tables = [groupings(name) for name in FAMILY]
        found = {by: measure_rows(run, _within(by)) for by in tables}
        return found, cases(run, year)


def _within(by: Sequence[str]) -> list[str]:
    return ["municipality", *(name for name in by if name != "municipality")]


def _of(counted: Counted, place: Municipality, by: Sequence[str]) -> list[Row]:
    """One place's rows of a table, grouped as asked."""
    names = _within(by)
    order = [names.index(name) for name in by]
    return [
        row._replace(group=tuple(row.group[each] for each in order))
        for row in counted[tuple(by)]
        if row.group[0] == place.code
    ]
