"""Filling an empty database with the demo: teams first, then every person's course of care, in bulk.

Rows are written as the product's actions would have left them. It runs once, into an empty database.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from stegvis.care.models import Offer
from stegvis.config.demo.course import drawn
from stegvis.config.demo.diaries import fill_diaries
from stegvis.config.demo.kept import Kept
from stegvis.config.demo.nation import fill_nation
from stegvis.config.demo.networks import fill_networks
from stegvis.config.demo.offers import fill_offers
from stegvis.config.demo.people import HOUSES, OFFERS, House, Place
from stegvis.config.demo.polls import fill_polls
from stegvis.config.demo.programmes import fill_programmes
from stegvis.config.demo.reading import fill_reading
from stegvis.config.demo.rows import ORDER, add, finish
from stegvis.config.demo.start_up import fill_start_up
from stegvis.config.demo.study import fill_study
from stegvis.config.demo.tasks import take_in
from stegvis.config.demo.training import fill_training
from stegvis.definitions import clock
from stegvis.exchange.actions.take_part import take_part
from stegvis.library.actions.stock import stock_shelf
from stegvis.outcomes.actions.publish_results import publish_results
from stegvis.people.models import Membership, OpeningHours, Organisation, OrganisationKey, Role, Team, User
from stegvis.people.sealing import new_organisation_key
from stegvis.people.tenancy import working_in
from stegvis.safety.models import DutyShift

SEED = 20130308  # the day the pilots of Rask psykisk helsehjelp were announced (seed 003)
DAYS = 372
NAMES = uuid.UUID("8f0e7c52-1f0a-4d7b-9a55-0f3a8f8f6c11")


class NotEmpty(Exception):  # noqa: N818  (it is an answer, not a fault)
    """The database already holds an organisation; the demo fills only an empty one."""


def fill() -> Iterator[str]:
    """Make the whole demo; yields a sentence after each team. Raises NotEmpty."""
    if Organisation.objects.exists():
        raise NotEmpty("The demo fills an empty database only, and this one holds an organisation.")
    for house in HOUSES:
        organisation = Organisation.objects.create(
            id=fixed(house.slug), name=house.name, slug=house.slug, kind=house.kind, country=house.country, is_demo=True
        )
        OrganisationKey.objects.create(organisation=organisation, wrapped=new_organisation_key(organisation.id))
        for place in house.places:
            clients = _team(house, organisation, place)
            yield f"{place.name}: {clients} invented people."
        _show_results(organisation)
        with working_in(organisation) as by:
            stock_shelf(by=by)
        fill_polls(organisation)
        fill_networks(organisation)
        fill_start_up(organisation)
        fill_offers(organisation)
        fill_reading(organisation)
        fill_training(organisation)
    with working_in(Organisation.objects.get(pk=fixed(HOUSES[0].slug))) as by:
        fill_study(by)
    fill_nation()
    take_in.defer()


def _show_results(organisation: Organisation) -> None:
    """One team of each organisation shows its results to everybody, and lets itself be compared."""
    team = organisation.teams.order_by("slug").last()
    with working_in(organisation, team=team) as by:
        publish_results(by=by)
        take_part(by=by, is_on=True)


def fixed(name: str) -> uuid.UUID:
    """The same id each time for what scripts and pictures refer to."""
    return uuid.uuid5(NAMES, name)


def _team(house: House, organisation: Organisation, place: Place) -> int:
    today = clock.today(place.zone)
    team = Team.objects.create(
        id=fixed(place.slug),
        organisation=organisation,
        name=place.name,
        slug=place.slug,
        zone=place.zone,
        municipalities=[{"code": code, "name": name} for code, name in place.municipalities],
        phone=place.phone,
        phone_hours=f"{place.opens:%H.%M}–{place.closes:%H.%M}",
        default_language=place.language,
        introduction=place.introduction,
        instruments=["phq-9", "gad-7"],
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(team=team, weekday=weekday, opens=place.opens, closes=place.closes) for weekday in range(5)
    )
    offers = _offers(team, today)
    with working_in(organisation, team=team) as by:
        staff = _staff(team, place, today)
        _roster(team, staff, today)
        rng = random.Random(f"{SEED} {place.slug} {today}")  # noqa: S311  (invented data, not a secret)
        kept = Kept(rng=rng, by=by, team=team, staff=staff, offers=offers, country=house.country, place=place)
        everybody = [add(kept, drawn(rng, day, today, house.country)) for day in _arrivals(rng, place, today)]
        finish(kept, everybody)
        kept.write(ORDER)
    fill_programmes(team, staff[Role.LEAD][0])
    fill_diaries(team)
    return len(everybody)


def _offers(team: Team, today: date) -> list[Offer]:
    made = []
    for position, (level, names, descriptions, lengths, wait, seats) in enumerate(OFFERS):
        made.append(
            Offer(
                organisation=team.organisation,
                team=team,
                level=level,
                names=names,
                descriptions=descriptions,
                lengths=lengths,
                wait_weeks=wait,
                next_start=today + timedelta(days=17) if seats else None,
                free_seats=seats,
                position=position,
            )
        )
    return Offer.objects.bulk_create(made)


def _staff(team: Team, place: Place, today: date) -> dict[Role, list[User]]:
    staff: dict[Role, list[User]] = {}
    for somebody in place.staff:
        address = f"{somebody.name.split()[0].lower()}.{somebody.name.split()[-1].lower()}@{place.slug}.example"
        user = User(
            id=fixed(address),
            email=address,
            name=somebody.name,
            profession=somebody.profession,
            language=place.language,
        )
        user.set_unusable_password()
        user.save()
        Membership.objects.create(
            organisation_id=team.organisation_id,
            user=user,
            team=team,
            role=somebody.role,
            since=today - timedelta(days=800),
        )
        staff.setdefault(somebody.role, []).append(user)
    return staff


def _roster(team: Team, staff: dict[Role, list[User]], today: date) -> None:
    clinical = [*staff[Role.LEAD], *staff[Role.THERAPIST]]
    days = range(-14, 43)
    DutyShift.objects.bulk_create(
        DutyShift(
            organisation_id=team.organisation_id,
            team=team,
            on=today + timedelta(days=day),
            duty=clinical[(day // 7) % len(clinical)],
            substitute=clinical[(day // 7 + 1) % len(clinical)],
        )
        for day in days
    )


def _arrivals(rng: random.Random, place: Place, today: date) -> Iterator[date]:
    """Days on which somebody asked for help: a Poisson stream over the year up to yesterday."""
    day = today - timedelta(days=DAYS)
    passed = 0.0
    while True:
        passed += rng.expovariate(place.a_week / 7)
        asked = day + timedelta(days=int(passed))
        if asked >= today:
            return
        yield asked
