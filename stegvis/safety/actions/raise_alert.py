"""Raising an alert for an answer that a human must read, in the transaction that keeps the answer.

One open alert a client: a further answer is added to it. No grade is made of what was answered, and every
alert has the same limit (facts/safety.md §4.2).
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Max

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.notices.actions.notify import notify
from stegvis.people.models import Actor, Person
from stegvis.safety.models import Alert, AlertSignal
from stegvis.safety.queries.recipients import recipients_of
from stegvis.safety.queries.watch import coming_watch


def raise_alert(
    *, by: Actor, episode: Episode, questionnaire_id: uuid.UUID, instrument: str, item: str, value: int
) -> Alert:
    """Raise, or add to the open alert, and tell the responsible therapist and whoever is on duty.

    Part of another action: runs in its transaction, whoever gave the answer. The same value of the same item
    again, on an alert nobody has acknowledged, adds nothing. An added answer tells again when it is higher than
    those before it, and when somebody had acknowledged what came earlier.
    """
    # Of two first answers given at once the second waits here, and then finds the alert of the first.
    Person.objects.select_for_update(no_key=True).only("pk").get(
        organisation_id=by.organisation_id, pk=episode.person_id
    )
    now = clock.now()
    watch = coming_watch(episode.team_id, episode.team.zone, now)
    alert = _open_alert(episode)
    answered = {"questionnaire_id": questionnaire_id, "instrument": instrument, "item": item}
    if alert and alert.state == Alert.State.RAISED and alert.signals.filter(**answered, value=value).exists():
        return alert
    is_news = alert is None or alert.state == Alert.State.ACKNOWLEDGED or _is_higher(alert, instrument, item, value)
    alert = _unread_again(alert, watch.due_at(now)) if alert else _raise(episode, now, watch.due_at(now))
    AlertSignal.objects.create(
        organisation_id=alert.organisation_id, person_id=alert.person_id, alert=alert, **answered, value=value, at=now
    )
    for user in recipients_of(episode, watch, now) if is_news else ():
        notify(by=by, user=user, text="new_alert")
    return alert


def _open_alert(episode: Episode) -> Alert | None:
    return (
        Alert.objects.select_for_update()
        .filter(organisation_id=episode.organisation_id, person_id=episode.person_id)
        .exclude(state=Alert.State.CLOSED)
        .first()
    )


def _raise(episode: Episode, now: datetime, due_at: datetime) -> Alert:
    return Alert.objects.create(
        organisation_id=episode.organisation_id,
        team_id=episode.team_id,
        person_id=episode.person_id,
        episode=episode,
        raised_at=now,
        due_at=due_at,
    )


def _is_higher(alert: Alert, instrument: str, item: str, value: int) -> bool:
    """Higher than any answer to the same item before it; values of different items are not compared."""
    same = alert.signals.filter(instrument=instrument, item=item)
    highest: int | None = same.aggregate(highest=Max("value"))["highest"]
    return highest is None or value > highest


def _unread_again(alert: Alert, due_at: datetime) -> Alert:
    """A new answer must be read as well: within the limit that runs, or a new one after an acknowledgement."""
    if alert.state == Alert.State.ACKNOWLEDGED:
        alert.state, alert.due_at = Alert.State.RAISED, due_at
        alert.acknowledged_by = alert.acknowledged_at = None
    alert.read_by = alert.read_at = None
    alert.save()
    return alert
