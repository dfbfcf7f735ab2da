"""An invented clinic for tests: two organisations, three teams, somebody in each role, and people who ask for help.

Builders go through the product's own actions where there is one. All names are invented.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client

from stegvis.care.actions.refer import AskedForHelp, refer
from stegvis.care.models import Episode, Offer, Referral
from stegvis.definitions import clock
from stegvis.definitions.registration import Gender, Language, Level, Source, WorkStatus
from stegvis.people import sealing
from stegvis.people.actions.enrol import NewChannel
from stegvis.people.models import (
    Actor,
    Membership,
    OpeningHours,
    Organisation,
    OrganisationKey,
    Person,
    Role,
    Team,
    User,
)
from stegvis.people.tenancy import enter, system_actor, working_in
from stegvis.safety.models import DutyShift

LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Clinic:
    """Solvik (NO) has the teams solvik and havna, Fjordbyen (SE) the team fjordbyen.

    Members without a team's name belong to solvik; the editor and the administrator to all of Solvik.
    """

    solvik: Team
    havna: Team
    fjordbyen: Team
    therapist: User
    colleague: User  # a second therapist of the same team
    lead: User
    coordinator: User
    manager: User
    administrator: User
    editor: User
    havna_therapist: User
    havna_coordinator: User
    fjordbyen_therapist: User
    fjordbyen_lead: User
    fjordbyen_coordinator: User

    @property
    def solvik_organisation(self) -> Organisation:
        return self.solvik.organisation

    @property
    def fjordbyen_organisation(self) -> Organisation:
        return self.fjordbyen.organisation


def make_clinic() -> Clinic:
    """The whole clinic with keys, opening hours, offers and members; nobody is on duty, nobody has asked for help.

    Thousands of tests begin with it, so it is written in few statements.
    """
    solvik_organisation = make_organisation("Solvik kommune", "solvik-kommune", "NO")
    fjordbyen_organisation = make_organisation("Fjordbyen region", "fjordbyen-region", "SE")
    solvik = _new_team(solvik_organisation, "Rask hjelp Solvik", "solvik", code="4299")
    havna = _new_team(solvik_organisation, "Rask hjelp Havna", "havna", code="4298")
    fjordbyen = _new_team(fjordbyen_organisation, "Internetpsykiatri Fjordbyen", "fjordbyen", code="1499")
    _write_teams([solvik, havna, fjordbyen])
    members = {
        "therapist": ("Tone Prøvesen", Role.THERAPIST, solvik),
        "colleague": ("Kolbjørn Kollega", Role.THERAPIST, solvik),
        "lead": ("Liv Ledersen", Role.LEAD, solvik),
        "coordinator": ("Kaja Koordinator", Role.COORDINATOR, solvik),
        "manager": ("Mona Tallsen", Role.MANAGER, solvik),
        "administrator": ("Ada Oppsett", Role.ADMINISTRATOR, solvik),
        "editor": ("Edda Redaktør", Role.EDITOR, solvik),
        "havna_therapist": ("Havard Havnesen", Role.THERAPIST, havna),
        "havna_coordinator": ("Hanne Havnesen", Role.COORDINATOR, havna),
        "fjordbyen_therapist": ("Fredrika Provberg", Role.THERAPIST, fjordbyen),
        "fjordbyen_lead": ("Filip Ledberg", Role.LEAD, fjordbyen),
        "fjordbyen_coordinator": ("Frida Samordnare", Role.COORDINATOR, fjordbyen),
    }
    users = {key: _new_user(name, team) for key, (name, _role, team) in members.items()}
    User.objects.bulk_create(users.values())
    for organisation in (solvik_organisation, fjordbyen_organisation):
        with inside(organisation):
            Membership.objects.bulk_create(
                _new_membership(users[key], role, team, whole_organisation=key in ("administrator", "editor"))
                for key, (_name, role, team) in members.items()
                if team.organisation_id == organisation.pk
            )
    return Clinic(solvik=solvik, havna=havna, fjordbyen=fjordbyen, **users)


def make_organisation(name: str, slug: str, country: str) -> Organisation:
    kind = Organisation.Kind.MUNICIPALITY if country == "NO" else Organisation.Kind.REGION
    organisation = Organisation.objects.create(name=name, slug=slug, kind=kind, country=country, is_demo=True)
    with inside(organisation):
        wrapped = sealing.new_organisation_key(organisation.id)
        OrganisationKey.objects.create(organisation=organisation, wrapped=wrapped)
    return organisation


def make_team(organisation: Organisation, name: str, slug: str, code: str) -> Team:
    """A team that is open Monday to Friday from 8 to 15.30 and has one offer at each level of care."""
    team = _new_team(organisation, name, slug, code)
    _write_teams([team])
    return team


def _new_team(organisation: Organisation, name: str, slug: str, code: str) -> Team:
    is_norwegian = organisation.country == "NO"
    return Team(
        organisation=organisation,
        name=name,
        slug=slug,
        zone="Europe/Oslo" if is_norwegian else "Europe/Stockholm",
        municipalities=[{"code": code, "name": organisation.name.split()[0]}],
        phone="21 00 00 00" if is_norwegian else "0470-00 00 00",
        email=f"post@{slug}.example",
        default_language="nb" if is_norwegian else "sv",
        introduction={language: f"{name}: prøve." for language in ("nb", "nn", "sv", "en")},
        instruments=["phq-9@1", "gad-7@1"],
    )


def _write_teams(teams: list[Team]) -> None:
    Team.objects.bulk_create(teams)
    OpeningHours.objects.bulk_create(
        OpeningHours(team=team, weekday=day, opens=time(8), closes=time(15, 30)) for team in teams for day in range(5)
    )
    # What a team offers is public and behind no policy (`care_offer`).
    Offer.objects.bulk_create(
        _new_offer(team, level, position) for team in teams for position, level in enumerate(Level)
    )


def _new_offer(team: Team, level: Level, position: int) -> Offer:
    words = f"Tilbud {position + 1}: {level.replace('_', ' ')}"
    languages = ("nb", "nn", "sv", "en")
    return Offer(
        organisation_id=team.organisation_id,
        team=team,
        level=level,
        names=dict.fromkeys(languages, words),
        descriptions=dict.fromkeys(languages, f"{words}, beskrevet."),
        lengths=dict.fromkeys(languages, "Seks uker"),
        wait_weeks=position,
        position=position,
    )


def make_member(name: str, role: Role, team: Team, *, whole_organisation: bool = False) -> User:
    """A user with one membership, in the team or in all of its organisation; has no password (hashing is slow)."""
    user = _new_user(name, team)
    user.save()
    add_role(user, role, team, whole_organisation=whole_organisation)
    return user


def _new_user(name: str, team: Team) -> User:
    address = name.lower().replace(" ", ".").replace("ø", "o").replace("å", "a")
    user = User(email=f"{address}@{team.slug}.example", name=name)
    user.set_unusable_password()
    return user


def add_role(user: User, role: Role, team: Team, *, whole_organisation: bool = False) -> Membership:
    with inside(team.organisation):
        membership = _new_membership(user, role, team, whole_organisation=whole_organisation)
        membership.save()
        return membership


def _new_membership(user: User, role: Role, team: Team, *, whole_organisation: bool) -> Membership:
    return Membership(
        organisation_id=team.organisation_id,
        user=user,
        team=None if whole_organisation else team,
        role=role,
        since=LONG_AGO,
    )


def fill_roster(team: Team, duty: User, substitute: User, *, days: int = 21) -> None:
    """The same two people on duty every day from today: enough for a questionnaire with a risk item to open."""
    today = clock.today(team.zone)
    with inside(team.organisation):
        DutyShift.objects.bulk_create(
            DutyShift(
                organisation_id=team.organisation_id,
                team=team,
                on=today + timedelta(days=day),
                duty=duty,
                substitute=substitute,
            )
            for day in range(days)
        )


def actor(user: User, team: Team, **flags: Any) -> Actor:
    """The actor the guard would make of a member on this team's pages; `flags` as on_duty, command, language."""
    with inside(team.organisation):
        roles = list(
            Membership.objects.filter(user=user, organisation_id=team.organisation_id)
            .exclude(team_id__in=Team.objects.exclude(pk=team.pk).values("pk"))
            .values_list("role", flat=True)
        )
    values: dict[str, Any] = {
        "organisation_id": team.organisation_id,
        "roles": frozenset(Role(role) for role in roles),
        "country": team.organisation.country,
        "zone": team.zone,
        "user_id": user.pk,
        "team_id": team.id,
        "name": user.name,
        "language": "nb",
    }
    return Actor(**{**values, **flags})


def client_actor(person: Person, **flags: Any) -> Actor:
    """The actor the guard would make of a client who is logged in."""
    organisation = person.organisation
    values: dict[str, Any] = {
        "organisation_id": organisation.id,
        "roles": frozenset({Role.CLIENT}),
        "country": organisation.country,
        "zone": "Europe/Stockholm" if organisation.country == "SE" else "Europe/Oslo",
        "person_id": person.id,
        "language": "nb",
    }
    return Actor(**{**values, **flags})


def visitor(team: Team, **flags: Any) -> Actor:
    """The actor of somebody on the team's public pages."""
    values: dict[str, Any] = {
        "organisation_id": team.organisation_id,
        "roles": frozenset({Role.VISITOR}),
        "country": team.organisation.country,
        "zone": team.zone,
        "team_id": team.id,
        "language": "nb",
    }
    return Actor(**{**values, **flags})


def again(by: Actor, **flags: Any) -> Actor:
    """The same actor on the next page: another command, nobody shown yet."""
    return replace(by, **{"command": uuid.uuid4(), "shown": {}, **flags})


@contextmanager
def inside(organisation: Organisation) -> Iterator[Actor]:
    """`working_in`, and the organisation of before afterwards, so that builders can be nested."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_setting('stegvis.organisation', true), current_setting('stegvis.user', true)")
        before = [value or "" for value in cursor.fetchone()]
        with working_in(organisation) as system:
            yield system
        cursor.execute(
            "select set_config('stegvis.organisation', %s, true), set_config('stegvis.user', %s, true)", before
        )


@contextmanager
def acting(by: Actor) -> Iterator[Actor]:
    """A transaction inside the actor's organisation, as the guard opens one for a page."""
    with transaction.atomic():
        enter(by)
        yield by


def refer_someone(
    team: Team,
    name: str = "Kari Prøve",
    *,
    birth_date: date = date(1990, 5, 17),
    problem: str = "Jeg sover dårlig og gruer meg til alt.",
    days_ago: int = 0,
    mobile: str = "40000001",
    responsible: User | None = None,
    source: Source = Source.SELF,
    **asked: Any,
) -> Episode:
    """Somebody asked this team for help `days_ago` days ago, and waits. `asked` goes to `AskedForHelp`."""
    answers: dict[str, Any] = {
        "name": name,
        "birth_date": birth_date,
        "gender": Gender.FEMALE,
        "language": Language.SV if team.organisation.country == "SE" else Language.NB,
        "channels": (NewChannel("sms", mobile, True),),
        "problem": problem,
        "gp_choice": Referral.Gp.INFORM,
        "municipality": team.municipalities[0]["code"],
        "work_status": WorkStatus.WORKING,
        "on_sick_pay": False,
    }
    received_on = clock.today(team.zone) - timedelta(days=days_ago)
    with inside(team.organisation):
        by = system_actor(team.organisation, team=team)
        referral = refer(by=by, asked=AskedForHelp(**{**answers, **asked}), source=source, received_on=received_on)
        if responsible:
            Episode.objects.filter(referral=referral).update(responsible=responsible)
        return Episode.objects.select_related("person__key", "person__identity", "team").get(referral=referral)


def signed_in(user: User) -> Client:
    """A browser in which a member of staff is logged in with a second factor."""
    browser = Client()
    browser.force_login(user)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": clock.now().timestamp()}]
    session.save()
    return browser


def signed_in_client(person: Person) -> Client:
    """A browser in which a client is logged in."""
    browser = Client()
    session = browser.session
    session["client"] = str(person.id)
    session["client_organisation"] = str(person.organisation_id)
    session.save()
    return browser
