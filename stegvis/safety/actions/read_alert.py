"""Opening the answers behind an alert: written down before they are shown, because only then may one acknowledge."""

from __future__ import annotations

import uuid

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor
from stegvis.safety.actions.opening import take_alert
from stegvis.safety.models import Alert


@once(Alert)
def read_alert(*, by: Actor, alert_id: uuid.UUID) -> Alert:
    """Note who opened the answers last, and when. Raises NotFound.

    After the acknowledgement anybody who may see the client can read on, and what is written stays.
    """
    alert = take_alert(by, alert_id)
    if alert.state == Alert.State.RAISED:
        alert.read_by_id, alert.read_at = by.user_id, clock.now()
        alert.save(update_fields=["read_by", "read_at"])
    return alert
