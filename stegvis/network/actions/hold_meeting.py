"""Writing down a meeting of a supervision group, and who was there. Nothing that was said of clients."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.actions.training_checks import check_leads_group, group_locked
from stegvis.network.models import SupervisionMeeting, SupervisionPlace
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied


@once(SupervisionMeeting)
def hold_meeting(
    *, by: Actor, group_id: uuid.UUID, on: date, is_digital: bool, present: Collection[uuid.UUID], theme: str = ""
) -> SupervisionMeeting:
    """One a day, of those who belonged to the group on that day. Raises NotFound and Denied."""
    group = group_locked(by, group_id)
    check_leads_group(by, group)
    check_names_nobody(theme)
    if on > clock.today(by.zone):
        raise Denied(_("The meeting has not been yet. Write it down when the day is over."))
    there = SupervisionPlace.objects.filter(
        Q(until=None) | Q(until__gte=on), organisation_id=by.organisation_id, group=group, since__lte=on
    )
    if set(present) - set(there.values_list("staff_id", flat=True)):
        raise Denied(_("Only those who belonged to the group on that day can have been there."))
    if not present:
        raise Denied(_("Choose who was there."))
    if SupervisionMeeting.objects.filter(organisation_id=by.organisation_id, group=group, on=on).exists():
        raise Denied(_("A meeting of that day is written down already."))
    return SupervisionMeeting.objects.create(
        organisation_id=by.organisation_id, group=group, on=on, is_digital=is_digital, theme=theme.strip(),
        present=sorted(set(present), key=str),
    )  # fmt: skip
