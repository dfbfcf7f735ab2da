"""Acknowledging an alert: one human, in the app, after reading; one alert at a time."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied
from stegvis.safety.actions.opening import take_alert
from stegvis.safety.models import Alert


def check_can_acknowledge(*, by: Actor, alert: Alert) -> None:
    """Raise Denied unless this very human has opened every answer the alert holds."""
    if alert.state == Alert.State.CLOSED:
        raise Denied(_("This alert is closed already."))
    if alert.acknowledged_by:
        raise Denied(_("%(name)s has acknowledged this alert already.") % {"name": alert.acknowledged_by.name})
    if by.user_id is None or alert.read_by_id != by.user_id:
        raise Denied(
            _("Read the answers first. If you have read some of them, a new one has come, or a colleague has read it.")
        )


def can_acknowledge(*, by: Actor, alert: Alert) -> bool:
    try:
        check_can_acknowledge(by=by, alert=alert)
    except Denied:
        return False
    return True


@once(Alert)
def acknowledge(*, by: Actor, alert_id: uuid.UUID) -> Alert:
    """Say by name that the answers are read and that one takes it from here. Raises NotFound and Denied."""
    alert = take_alert(by, alert_id)
    check_can_acknowledge(by=by, alert=alert)
    alert.state = Alert.State.ACKNOWLEDGED
    alert.acknowledged_by_id, alert.acknowledged_at = by.user_id, clock.now()
    alert.save(update_fields=["state", "acknowledged_by", "acknowledged_at"])
    return alert
