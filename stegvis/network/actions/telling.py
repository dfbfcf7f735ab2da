"""Who is to be told what about an event. The room of notices, which is above this one, writes the letters."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass


class What(enum.StrEnum):
    """Each is the name of a neutral text in the room of notices."""

    SEAT = "event_seat"
    WAITING = "event_waiting"
    MOVED_UP = "event_moved_up"
    CHANGED = "event_changed"
    CANCELLED = "event_cancelled"


@dataclass(frozen=True)
class Telling:
    """One letter to one who signed up. `secret` opens the page where the seat is given back; it is kept nowhere."""

    sign_up_id: uuid.UUID
    what: What
    secret: str = ""
    number: int = 0  # the place in the line of those who wait
