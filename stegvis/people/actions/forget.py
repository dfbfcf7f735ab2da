"""Dropping technical rows that are past their time (retention class `technical`)."""

from __future__ import annotations

from datetime import timedelta

from stegvis.definitions import clock
from stegvis.people.models import Command, LoginDoor, Organisation
from stegvis.people.tenancy import working_in

# A form left open longer than this is sent as a new one.
COMMANDS_FOR = timedelta(days=30)


def forget_expired() -> int:
    """Drop expired log-in doors and old command ids, one transaction an organisation; how many rows went."""
    now = clock.now()
    gone, _ = LoginDoor.objects.filter(expires_at__lt=now).delete()
    for organisation in Organisation.objects.order_by("id"):
        with working_in(organisation):
            dropped, _ = Command.objects.filter(organisation=organisation, at__lt=now - COMMANDS_FOR).delete()
            gone += dropped
    return gone
