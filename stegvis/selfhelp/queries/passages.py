"""A client's modules as the rules of guidance see them: by day of the team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from stegvis.definitions.guidance import Passage
from stegvis.selfhelp.models import AssignedModule


def passages(modules: Iterable[AssignedModule], zone: str) -> list[Passage]:
    """In the order given."""
    return [
        Passage(
            module=each.module,
            opens=each.opens,
            opens_on=each.opens_on,
            opened_on=_day(each.opened_at, zone),
            is_hidden=each.hidden_at is not None,
            is_begun=each.begun_at is not None,
            seen_on=_day(each.seen_at, zone),
            handed_in_on=_day(each.handed_in_at, zone),
        )
        for each in modules
    ]


def _day(instant: datetime | None, zone: str) -> date | None:
    return instant.astimezone(ZoneInfo(zone)).date() if instant else None
