"""Closing an alert, with what was done. Acknowledged is not closed."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, PersonKey
from stegvis.people.sealing import sealer_of
from stegvis.safety.actions.opening import take_alert
from stegvis.safety.models import Alert


def check_can_close_alert(*, by: Actor, alert: Alert, done: str) -> None:
    """Raise Denied unless somebody has acknowledged the alert and it is written what was done."""
    if alert.state == Alert.State.CLOSED:
        raise Denied(_("This alert is closed already."))
    if alert.state != Alert.State.ACKNOWLEDGED:
        raise Denied(_("The answers must be read and the alert acknowledged before it can be closed."))
    if not done.strip():
        raise Denied(_("Write what was done before you close the alert."))


def can_close_alert(*, by: Actor, alert: Alert, done: str) -> bool:
    try:
        check_can_close_alert(by=by, alert=alert, done=done)
    except Denied:
        return False
    return True


@once(Alert)
def close_alert(*, by: Actor, alert_id: uuid.UUID, done: str) -> Alert:
    """Close it with the words of what was done, sealed with the person's key. Raises NotFound and Denied."""
    alert = take_alert(by, alert_id)
    check_can_close_alert(by=by, alert=alert, done=done)
    key = PersonKey.objects.get(organisation_id=by.organisation_id, person_id=alert.person_id)
    alert.closing_sealed = sealer_of(key).seal(
        done.strip(), table="safety_alert", column="closing_sealed", row=alert.pk
    )
    alert.state = Alert.State.CLOSED
    alert.closed_by_id, alert.closed_at = by.user_id, clock.now()
    alert.save(update_fields=["state", "closing_sealed", "closed_by", "closed_at"])
    return alert
