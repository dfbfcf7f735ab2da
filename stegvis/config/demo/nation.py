"""The demo's national body: its readers, its senders, and the bundles they send, which come in by the same door.

The senders are no organisations of this database. Each signs with a key of its own that is thrown away after.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from stegvis.config.demo.municipalities import MUNICIPALITIES, Municipality, write
from stegvis.definitions import clock
from stegvis.exchange.actions.receive_bundle import receive_bundle
from stegvis.exchange.actions.register_sender import register_sender
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

Counted = dict[tuple[str, ...], list[Row]]


def fill_nation() -> None:
    """Make the national body with its readers; the bundles come in by a job, right after the start."""
    today = clock.today(ZONE)
    organisation = Organisation.objects.create(
        name=NAME, slug=SLUG, kind=Organisation.Kind.NATIONAL, country="NO", is_demo=True
    )
    OrganisationKey.objects.create(organisation=organisation, wrapped=new_organisation_key(organisation.id))
    team = Team.objects.create(organisation=organisation, name=TEAM_NAME, slug=TEAM, zone=ZONE, is_open=False)
    with working_in(organisation, team=team):
        _readers(team, today)


def take_in_bundles() -> int:
    """Take in a bundle of each invented municipality, of the last year that is over; how many there are."""
    team = Team.objects.select_related("organisation").get(slug=TEAM, organisation__is_demo=True)
    files = list(_files(clock.today(ZONE).year - 1))
    for place, key, file in files:
        with working_in(team.organisation, team=team) as by:
            register_sender(by=by, slug=place.slug, name=place.name, country="NO", region=place.region, public_key=key)
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


def _files(year: int) -> Iterator[tuple[Municipality, bytes, str]]:
    """Each municipality with its public key and its signed file."""
    counted, known = _counted(year)
    for place in MUNICIPALITIES:
        teams = {slug: name for slug, name, *_ in place.teams}
        private = new_private_key()
        made = content(
            Maker(place.slug, "NO", teams, frozenset(teams)), year, clock.now(), partial(_of, counted, place),
            [case for case in known if case.team in teams],
        )  # fmt: skip
        yield place, public_key(private), signed(made, private)


def _counted(year: int) -> tuple[Counted, list[Case]]:
    """All places at once: one run of the measures a table, each group behind the municipality it lies in."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="stegvis-") as folder, duckdb.connect(config={"threads": 1}) as engine:
        write(Path(folder), year)
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
