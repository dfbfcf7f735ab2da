"""Planning a gathering of the training, and changing it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from stegvis.definitions.curriculum import topics
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.actions.training_checks import check_trains
from stegvis.network.models import Gathering, TopicDone
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@dataclass(frozen=True)
class GatheringFields:
    """What is said of a gathering. `topics` are keys of `definitions.curriculum`."""

    title: str
    on: date
    topics: tuple[str, ...]
    place: str = ""
    is_digital: bool = False
    led_by: str = ""


@once(Gathering)
def plan_gathering(*, by: Actor, fields: GatheringFields) -> Gathering:
    """A day of the training for the organisation's teams, to come or past. Raises Denied."""
    check_trains(by)
    return Gathering.objects.create(organisation_id=by.organisation_id, made_by_id=by.user_id, **_checked(fields))


@once(Gathering)
def change_gathering(*, by: Actor, gathering_id: uuid.UUID, fields: GatheringFields) -> Gathering:
    """Day and topics stand fast once somebody is written down as having been there. Raises NotFound and Denied."""
    check_trains(by)
    found = Gathering.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=gathering_id).first()
    if found is None:
        raise NotFound
    said = _checked(fields)
    moves = (found.on, set(found.topics)) != (fields.on, set(fields.topics))
    if moves and TopicDone.objects.filter(organisation_id=by.organisation_id, gathering=found).exists():
        raise Denied(_("It is written down who was there, so the day and the topics stay as they are."))
    for name, value in said.items():
        setattr(found, name, value)
    found.save(update_fields=list(said))
    return found


def _checked(fields: GatheringFields) -> dict[str, object]:
    title = fields.title.strip()
    check_names_nobody(title, fields.place, fields.led_by)
    if not title:
        raise Denied(_("Write what the gathering is called."))
    if not fields.topics or set(fields.topics) - set(topics()):
        raise Denied(_("Choose at least one of the twelve topics."))
    return {
        "title": title,
        "on": fields.on,
        "topics": [key for key in topics() if key in fields.topics],
        "place": fields.place.strip(),
        "is_digital": fields.is_digital,
        "led_by": fields.led_by.strip(),
    }
