"""Founding a site: an organisation with its key, a first team and a first administrator. From the command line only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from stegvis.definitions import clock
from stegvis.people.models import Membership, OpeningHours, Organisation, OrganisationKey, Role, Team, User
from stegvis.people.sealing import new_organisation_key
from stegvis.people.tenancy import working_in

OFFICE = (time(8), time(15, 30))
ZONES = {"NO": "Europe/Oslo", "SE": "Europe/Stockholm"}


class AlreadyThere(ValueError):  # noqa: N818  (it is an answer, not a fault)
    """An organisation or team of that short name exists."""


@dataclass(frozen=True)
class Founding:
    organisation: str
    slug: str
    kind: str
    country: str
    team: str
    team_slug: str
    administrator: str
    email: str


def found(wanted: Founding) -> User:
    """Make it all in one transaction; the administrator, who has no password yet. Raises AlreadyThere."""
    with transaction.atomic():
        if Organisation.objects.filter(slug=wanted.slug).exists():
            raise AlreadyThere(f"There is an organisation called {wanted.slug} already.")
        if Team.objects.filter(slug=wanted.team_slug).exists():
            raise AlreadyThere(f"There is a team called {wanted.team_slug} already.")
        organisation = Organisation.objects.create(
            name=wanted.organisation, slug=wanted.slug, kind=wanted.kind, country=wanted.country
        )
        OrganisationKey.objects.create(organisation=organisation, wrapped=new_organisation_key(organisation.id))
        team = Team.objects.create(
            organisation=organisation,
            name=wanted.team,
            slug=wanted.team_slug,
            zone=ZONES[wanted.country],
            default_language="sv" if wanted.country == "SE" else "nb",
            instruments=["phq-9", "gad-7"],
        )
        OpeningHours.objects.bulk_create(
            OpeningHours(team=team, weekday=day, opens=OFFICE[0], closes=OFFICE[1]) for day in range(5)
        )
        user = User.objects.filter(email=wanted.email.lower()).first()
        if user is None:
            user = User(email=wanted.email.lower(), name=wanted.administrator, language=team.default_language)
            user.set_unusable_password()
            user.save()
        with working_in(organisation):
            Membership.objects.create(
                organisation=organisation, user=user, role=Role.ADMINISTRATOR, since=clock.today(team.zone)
            )
    return user
