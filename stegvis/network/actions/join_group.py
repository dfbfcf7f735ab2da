"""Who belongs to a supervision group: somebody joins, and one day leaves."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.training_checks import check_leads_group, group_locked, works_here
from stegvis.network.models import SupervisionPlace
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(SupervisionPlace)
def join_group(*, by: Actor, group_id: uuid.UUID, staff_id: uuid.UUID) -> SupervisionPlace:
    """From today. Of any team of the organisation. Raises NotFound and Denied."""
    group = group_locked(by, group_id)
    check_leads_group(by, group)
    if not works_here(by, staff_id):
        raise NotFound
    if SupervisionPlace.objects.filter(
        organisation_id=by.organisation_id, group=group, staff_id=staff_id, until=None
    ).exists():
        raise Denied(_("This colleague is in the group already."))
    return SupervisionPlace.objects.create(
        organisation_id=by.organisation_id, group=group, staff_id=staff_id, since=clock.today(by.zone)
    )


@once(SupervisionPlace)
def leave_group(*, by: Actor, group_id: uuid.UUID, staff_id: uuid.UUID) -> SupervisionPlace:
    """Today is the last day; one may always leave oneself. Raises NotFound and Denied."""
    group = group_locked(by, group_id)
    if staff_id != by.user_id:
        check_leads_group(by, group)
    place = SupervisionPlace.objects.filter(
        organisation_id=by.organisation_id, group=group, staff_id=staff_id, until=None
    ).first()
    if place is None:
        raise NotFound
    place.until = clock.today(by.zone)
    place.save(update_fields=["until"])
    return place
