"""Asking a poll of the people in one room: a code to say aloud, counters of its own, an end by itself."""

from __future__ import annotations

import secrets
import uuid
from datetime import time, timedelta

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.polls import asked_in
from stegvis.definitions.spoken_codes import ALPHABET
from stegvis.library.actions.vote import check_is_open
from stegvis.library.models import Poll, PollRoom
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Role

FACILITATORS = (Role.EDITOR, Role.THERAPIST, Role.LEAD, Role.SUPPORTER)
# Six of 30 signs: seven hundred million codes, of which a handful is open, for a day, behind a limit of tries.
SIGNS = 6


def check_can_open_room(by: Actor) -> None:
    """Raise Denied unless `by` teaches or leads groups."""
    if not by.has(*FACILITATORS):
        raise Denied(_("Editors, therapists, leads and supporters ask a question of the people in a room."))


@once(PollRoom)
def open_room(*, by: Actor, poll: uuid.UUID) -> PollRoom:
    """A room that is open until midnight where `by` works. Raises Denied when the poll is closed."""
    check_can_open_room(by)
    found = (
        Poll.objects.select_related("page__current")
        .filter(organisation_id=by.organisation_id, pk=poll, page__withdrawn_at=None, page__current__isnull=False)
        .first()
    )
    if found is None:
        raise NotFound
    check_is_open(is_open=found.closed_at is None)
    asked = next((one for one in asked_in(found.page.current.document, by.language) if one.block == found.block), None)
    if asked is None:
        raise NotFound
    return PollRoom.objects.create(
        organisation_id=by.organisation_id,
        poll=found,
        code="".join(secrets.choice(ALPHABET) for _sign in range(SIGNS)),
        opened_by_id=by.as_user,
        opened_at=clock.now(),
        ends_at=clock.at_wall(clock.today(by.zone) + timedelta(days=1), time(0), by.zone),
        counts={choice: 0 for choice, _text in asked.choices},
    )
