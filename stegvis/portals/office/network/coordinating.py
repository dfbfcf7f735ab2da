"""What coordinators and implementation supporters do: found and change a network, its members, and moderate."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.network.actions.add_member import add_member, end_member
from stegvis.network.actions.change_network import change_network
from stegvis.network.actions.checks import TAKES_PART
from stegvis.network.actions.found_network import NetworkFields, found_network
from stegvis.network.actions.hide_post import hide_file, hide_post
from stegvis.network.queries.networks import NetworkView, network_named, network_of_file, network_of_post
from stegvis.people.models import Denied, Role
from stegvis.people.queries.memberships import members
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.network.forms import CoordinatedNetworkForm, MemberForm, NewNetworkForm, WhyForm
from stegvis.portals.see_other import see_other

READ_AND_WRITE = ("GET", "HEAD", "POST")


@staff(Role.SUPPORTER)
@require_http_methods(READ_AND_WRITE)
def new_network_page(request: StaffRequest) -> HttpResponse:
    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        made = found_network(by=request.actor, fields=NetworkFields(texts=_texts(given), **given))
        return "office:network", {"network": made.slug}

    form = NewNetworkForm(request.POST or None, initial={"language": request.actor.language})
    return asked(
        request, form, act, heading=_("Found a network"), button=_("Found it"), done=_("The network is there.")
    )


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def change_network_page(request: StaffRequest, network: str) -> HttpResponse:
    found = _coordinated(request, network)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        changes = {"texts": _texts(given), "coordinator_id": given.pop("coordinator") or None, **given}
        change_network(by=request.actor, network_id=found.id, changes=changes)
        return "office:network", {"network": network}

    people = {str(one.user_id): one.name for one in members(request.actor)}
    if found.coordinator_id:
        people.setdefault(str(found.coordinator_id), found.coordinator)
    initial = {
        **{name: getattr(found, name) for name in ("language", "name", "summary", "phase", "owner", "funder", "contact",
                                                   "is_public")},
        "goals": "\n".join(found.goals), "coordinator": found.coordinator_id or "",
    }  # fmt: skip
    form = CoordinatedNetworkForm(request.POST or None, initial=initial, people=list(people.items()))
    return asked(
        request, form, act, network=found,
        heading=_("Change the network"), button=_("Save"), done=_("The network is changed."),
    )  # fmt: skip


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def add_member_page(request: StaffRequest, network: str) -> HttpResponse:
    found = _coordinated(request, network)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        add_member(by=request.actor, network_id=found.id, **given)
        return "office:network", {"network": network}

    return asked(
        request, MemberForm(request.POST or None), act, network=found,
        heading=_("A new member"), button=_("Add the member"), done=_("The member is in the network."),
    )  # fmt: skip


@staff(*TAKES_PART)
@require_POST
def end_member_page(request: StaffRequest, network_member: uuid.UUID) -> HttpResponse:
    ended = end_member(by=request.actor, member_id=network_member)
    return see_other("office:network", team=request.team.slug, network=ended.network.slug)


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def hide_post_page(request: StaffRequest, post: uuid.UUID) -> HttpResponse:
    found, title = network_of_post(request.actor, post)
    _check_coordinates(found)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        hide_post(by=request.actor, post_id=post, **given)
        return "office:network", {"network": found.slug}

    return asked(
        request, WhyForm(request.POST or None), act, network=found, lead=title,
        heading=_("Hide the post"), button=_("Hide it"), done=_("The post is hidden. Its author can read why."),
    )  # fmt: skip


@staff(*TAKES_PART)
@require_POST
def hide_file_page(request: StaffRequest, shared: uuid.UUID) -> HttpResponse:
    found, _name = network_of_file(request.actor, shared)
    hide_file(by=request.actor, file_id=shared)
    return see_other("office:network", team=request.team.slug, network=found.slug)


def _coordinated(request: StaffRequest, slug: str) -> NetworkView:
    found = network_named(request.actor, slug)
    _check_coordinates(found)
    return found


def _check_coordinates(found: NetworkView) -> None:
    if not found.is_coordinated:
        raise Denied(_("Only the network's coordinator or an implementation supporter can do this."))


def _texts(given: dict[str, Any]) -> dict[str, Any]:
    """The words in their language, taken out of what was filled in."""
    goals = [line.strip() for line in given.pop("goals").splitlines() if line.strip()]
    return {given.pop("language"): {"name": given.pop("name"), "summary": given.pop("summary"), "goals": goals}}
