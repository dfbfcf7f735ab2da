"""Forming a supervision group across teams, and ending it."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.actions.training_checks import check_leads_group, check_trains, group_locked, works_here
from stegvis.network.models import SupervisionGroup, SupervisionPlace
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(SupervisionGroup)
def form_group(*, by: Actor, name: str, leader_id: uuid.UUID | None = None, leader_name: str = "") -> SupervisionGroup:
    """Its leader works in the organisation, or is named where they have no account here. Raises NotFound and Denied."""
    check_trains(by)
    name, leader_name = name.strip(), leader_name.strip()
    check_names_nobody(name, leader_name)
    if not name:
        raise Denied(_("Write what the group is called."))
    if leader_id is not None and not works_here(by, leader_id):
        raise NotFound
    return SupervisionGroup.objects.create(
        organisation_id=by.organisation_id, name=name, leader_id=leader_id,
        leader_name="" if leader_id else leader_name,
    )  # fmt: skip


@once(SupervisionGroup)
def end_group(*, by: Actor, group_id: uuid.UUID) -> SupervisionGroup:
    """It ends today, for everybody in it; what was held stays. Raises NotFound and Denied."""
    group = group_locked(by, group_id)
    check_leads_group(by, group)
    group.ended_on = clock.today(by.zone)
    group.save(update_fields=["ended_on"])
    places = SupervisionPlace.objects.filter(organisation_id=by.organisation_id, group=group, until=None)
    places.update(until=group.ended_on)
    return group
