"""Saying that one has taken a topic elsewhere, and confirming what a colleague says."""

from __future__ import annotations

import uuid
from datetime import date

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.curriculum import topics
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.actions.training_checks import check_confirms, check_learns
from stegvis.network.models import TopicDone
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(TopicDone)
def say_taken(*, by: Actor, topic: str, on: date, how: str) -> TopicDone:
    """It counts when somebody else confirms it. Saying it again changes what was said. Raises NotFound and Denied."""
    own = check_learns(by)
    if topic not in topics():
        raise NotFound
    how = how.strip()
    check_names_nobody(how)
    if not how:
        raise Denied(_("Write how you took it, such as which course and where."))
    if on > clock.today(by.zone):
        raise Denied(_("The day has not come yet."))
    row, is_new = TopicDone.objects.select_for_update().get_or_create(
        organisation_id=by.organisation_id, staff_id=own, topic=topic, defaults={"on": on, "how": how}
    )
    if row.confirmed_by_id is not None:
        raise Denied(_("This topic is confirmed already."))
    if not is_new:
        row.on, row.how = on, how
        row.save(update_fields=["on", "how"])
    return row


@once(TopicDone)
def confirm_taken(*, by: Actor, taken_id: uuid.UUID) -> TopicDone:
    """Done by another lead, a manager or a supporter, never for oneself. Raises NotFound and Denied."""
    row = TopicDone.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=taken_id).first()
    if row is None:
        raise NotFound
    check_confirms(by, row.staff_id)
    if row.confirmed_by_id is None:
        row.confirmed_by_id = by.as_user
        row.save(update_fields=["confirmed_by"])
    return row
