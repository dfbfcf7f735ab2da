"""Dropping technical rows that are past their time (retention class `technical`)."""

from __future__ import annotations

from datetime import timedelta

from stegvis.definitions import clock
from stegvis.people.models import ClientLogin, Command, LoginDoor, Organisation
from stegvis.people.models.session import Session
from stegvis.people.tenancy import working_in

# A form left open longer than this is sent as a new one.
COMMANDS_FOR = timedelta(days=30)
# So long an invitation that led nowhere can be seen by whoever is asked why ("the link did not work").
INVITATIONS_FOR = timedelta(days=30)


def forget_expired() -> int:
    """Drop sessions, log-in doors and invitations past their time and old command ids; how many rows went.

    One transaction an organisation.
    """
    now = clock.now()
    gone = Session.objects.filter(expire_date__lt=now).delete()[0]
    gone += LoginDoor.objects.filter(expires_at__lt=now).delete()[0]
    for organisation in Organisation.objects.order_by("id"):
        with working_in(organisation):
            dropped, _ = Command.objects.filter(organisation=organisation, at__lt=now - COMMANDS_FOR).delete()
            past, _ = ClientLogin.objects.filter(
                organisation=organisation, expires_at__lt=now - INVITATIONS_FOR
            ).delete()
            gone += dropped + past
    return gone
