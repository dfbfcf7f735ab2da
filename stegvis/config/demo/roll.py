"""Who can be what in the demo: organisations, teams, people by role and the address that opens the demo as them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from stegvis.care.models import Episode
from stegvis.definitions.pathway import State
from stegvis.people.models import Membership, Organisation, Role
from stegvis.people.queries.identity import identity_of
from stegvis.people.tenancy import working_in

CLIENTS_EACH = 5


def roll() -> list[dict[str, Any]]:
    """One entry a demo organisation that treats people, by name; empty where the database holds no demo."""
    return [_house(organisation) for organisation in _demo().exclude(kind=Organisation.Kind.NATIONAL)]


def national_roll() -> list[dict[str, Any]]:
    """The same of the bodies that see a nation's figures: they have readers, and neither team nor client."""
    return [_house(organisation) for organisation in _demo().filter(kind=Organisation.Kind.NATIONAL)]


def _demo() -> QuerySet[Organisation]:
    return Organisation.objects.filter(is_demo=True).order_by("name")


def _house(organisation: Organisation) -> dict[str, Any]:
    users: dict[str, list[dict[str, str]]] = {}
    with working_in(organisation):
        members = Membership.objects.filter(organisation=organisation).select_related("user", "team")
        for member in members.order_by("team__slug", "role", "user__name"):
            users.setdefault(member.role, []).append(
                {
                    "name": member.user.name,
                    "email": member.user.email,
                    "team": member.team.slug if member.team else "",
                    "log_in": _path(organisation, member.user_id),
                }
            )
        users[Role.CLIENT] = [
            one for team in organisation.teams.order_by("slug") for one in _clients(organisation, team.slug)
        ]
    return {
        "name": organisation.name,
        "slug": organisation.slug,
        "country": organisation.country,
        "teams": [
            {"name": team.name, "slug": team.slug, "path": f"/t/{team.slug}/"}
            for team in organisation.teams.exclude(organisation__kind=Organisation.Kind.NATIONAL).order_by("slug")
        ],
        "users": users,
    }


def _clients(organisation: Organisation, team: str) -> list[dict[str, str]]:
    """Clients in treatment who have something to answer first, the longest in treatment first."""
    episodes = (
        Episode.objects.filter(organisation=organisation, team__slug=team, state=State.IN_TREATMENT)
        .select_related("person__identity", "person__key", "team")
        .order_by("next_appointment_at", "started_on", "id")[:CLIENTS_EACH]
    )
    return [
        {
            "name": identity_of(episode.person).name,
            "team": team,
            "log_in": _path(organisation, episode.person_id),
        }
        for episode in episodes
    ]


def _path(organisation: Organisation, somebody: object) -> str:
    return f"/demo/in/{organisation.slug}/{somebody}/"
