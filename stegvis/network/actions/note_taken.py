"""Writing down who was at a gathering: each of them has then taken each of its topics."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.training_checks import check_in_reach, check_trains
from stegvis.network.models import Gathering, TopicDone
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(Gathering)
def note_taken(*, by: Actor, gathering_id: uuid.UUID, present: Collection[uuid.UUID]) -> Gathering:
    """The same however often it is done. What was confirmed before stands; what somebody only said is confirmed now.

    What one writes down of oneself waits until somebody else confirms it.
    Raises NotFound for a gathering or a person that is not the trainer's, and Denied before the day has come.
    """
    check_trains(by)
    found = Gathering.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=gathering_id).first()
    if found is None:
        raise NotFound
    if found.on > clock.today(by.zone):
        raise Denied(_("Nobody can have been there yet. Write down who came when the day is over."))
    if not present:
        raise Denied(_("Choose who was there."))
    check_in_reach(by, present)
    said = TopicDone.objects.filter(
        organisation_id=by.organisation_id, staff_id__in=present, topic__in=found.topics, confirmed_by=None
    )
    said.exclude(staff_id=by.as_user).update(gathering=found, on=found.on, how="", confirmed_by=by.as_user)
    TopicDone.objects.bulk_create(
        (
            TopicDone(
                organisation_id=by.organisation_id, staff_id=staff, topic=topic, on=found.on, gathering=found,
                confirmed_by_id=by.as_user if staff != by.as_user else None,
            )
            for staff in present
            for topic in found.topics
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return found
