"""Raising an alert for an answer that a human must read, in the transaction that saves the answer.

One open alert a client: a further answer is added to it. No grade is made of what was answered, and every
alert has the same limit (facts/safety.md §4.2).
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.notices.actions.notify import notify
from stegvis.people.models import Actor
from stegvis.safety.models import Alert, AlertSignal
from stegvis.safety.queries.roster import coming_calendar

# The partial unique index makes the second of two first answers wait for the first and then find its alert.
RAISE = """
    insert into safety_alert (id, organisation_id, team_id, person_id, episode_id, state, raised_at, due_at)
    values (%s, %s, %s, %s, %s, 'raised', %s, %s)
    on conflict (organisation_id, person_id) where state in ('raised', 'acknowledged') do nothing
    returning id
"""


def raise_alert(
    *, by: Actor, episode: Episode, questionnaire_id: uuid.UUID, instrument: str, item: str, value: int
) -> Alert:
    """Raise, or add to the open alert, and tell the responsible therapist and whoever is on duty.

    The same value of the same item again adds nothing. An added answer tells again when its value is higher
    than any before it on the alert, and when somebody had acknowledged what came earlier.
    """
    now = clock.now()
    calendar = coming_calendar(episode.team_id, episode.team.zone, now)
    due_at = calendar.due_at(now)
    is_new = _raise(by, episode, now, due_at)
    alert = (
        Alert.objects.select_for_update()
        .exclude(state=Alert.State.CLOSED)
        .get(organisation_id=by.organisation_id, person_id=episode.person_id)
    )
    before = list(alert.signals.values_list("questionnaire_id", "item", "value"))
    if (questionnaire_id, item, value) in before:
        return alert
    AlertSignal.objects.create(
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        alert=alert,
        questionnaire_id=questionnaire_id,
        instrument=instrument,
        item=item,
        value=value,
        at=now,
    )
    was_read = alert.state == Alert.State.ACKNOWLEDGED
    if was_read:
        _open_again(alert, due_at)
    if is_new or was_read or value > max((earlier[2] for earlier in before), default=0):
        reader = calendar.reader(now)
        for user in dict.fromkeys([episode.responsible_id, reader.user_id if reader else None]):
            if user is not None:
                notify(by=by, user=user, text="new_alert")
    return alert


def _raise(by: Actor, episode: Episode, now: datetime, due_at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            RAISE,
            [uuid.uuid4(), by.organisation_id, episode.team_id, episode.person_id, episode.id, now, due_at],
        )
        return cursor.fetchone() is not None


def _open_again(alert: Alert, due_at: datetime) -> None:
    """A new answer after somebody acknowledged: it must be read as well, so the alert stands unread again."""
    alert.state = Alert.State.RAISED
    alert.due_at = due_at
    alert.read_by = alert.read_at = alert.acknowledged_by = alert.acknowledged_at = None
    alert.save()
