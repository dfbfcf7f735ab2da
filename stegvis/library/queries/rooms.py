"""Polls asked in a room: found by the code that is said aloud, shown when the one who asks shows them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from stegvis.definitions import clock
from stegvis.definitions.polls import asked_as
from stegvis.definitions.spoken_codes import as_typed
from stegvis.library.models import PollRoom
from stegvis.library.queries.polls import Shown, split
from stegvis.people.models import Actor, NotFound


@dataclass(frozen=True)
class RoomShown(Shown):
    """A room. Its split may be shown once `is_shown`; then, and after `ends_at`, it takes no answers."""

    id: uuid.UUID
    poll_id: uuid.UUID
    code: str
    is_shown: bool
    ends_at: datetime

    @property
    def spoken(self) -> str:
        """The code in two groups, as it is read aloud."""
        return f"{self.code[:3]} {self.code[3:]}"

    @property
    def is_open(self) -> bool:
        """Whether it takes answers."""
        return not self.is_shown and self.ends_at > clock.now()


def room_by_code(viewer: Actor, typed: str) -> uuid.UUID | None:
    """The room of that code, as people type it, until its end; None when there is none."""
    rooms = PollRoom.objects.filter(organisation_id=viewer.organisation_id, code=as_typed(typed))
    return rooms.filter(ends_at__gt=clock.now()).values_list("pk", flat=True).first()


def room_of(viewer: Actor, *, room: uuid.UUID) -> RoomShown:
    """One room, without what it answered until that is shown. Raises NotFound. One statement.

    It asks what it was opened with, also where the page asks something else since.
    """
    rooms = PollRoom.objects.select_related("poll").filter(organisation_id=viewer.organisation_id, pk=room)
    found = rooms.first()
    if found is None:
        raise NotFound
    asked = asked_as(found.poll.asked, viewer.language, block=found.poll.block, scope=found.poll.scope)
    counts: Mapping[str, int] = found.counts
    choices, _told = split(asked, counts if found.is_shown else {}, "")
    return RoomShown(
        question=asked.question,
        choices=choices,
        total=sum(counts.values()),
        mine="",
        id=found.pk,
        poll_id=found.poll_id,
        code=found.code,
        is_shown=found.is_shown,
        ends_at=found.ends_at,
    )
