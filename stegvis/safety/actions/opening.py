"""Taking an alert that the actor may see, and holding it while it changes. Part of the actions beside it."""

from __future__ import annotations

import uuid

from stegvis.care.queries.access import visible_episodes
from stegvis.people.models import Actor, NotFound
from stegvis.safety.models import Alert


def take_alert(by: Actor, alert_id: uuid.UUID) -> Alert:
    """The alert, locked until the transaction ends. Raises NotFound for whom it does not exist."""
    if not by.is_clinical:
        raise NotFound
    alert = (
        Alert.objects.select_for_update(of=("self",), no_key=True)
        .select_related("acknowledged_by", "closed_by")
        .filter(organisation_id=by.organisation_id, episode__in=visible_episodes(by).values("pk"), pk=alert_id)
        .first()
    )
    if alert is None:
        raise NotFound
    return alert
