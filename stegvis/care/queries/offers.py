"""What a team offers, with the waits, starts and seats people choose by."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from stegvis.care.models import Offer
from stegvis.care.queries.waiting import OneTeam
from stegvis.definitions import clock


@dataclass(frozen=True)
class OfferView:
    """An open offer in one language. `wait_weeks` None: the team has not said; `next_start` is never past."""

    id: uuid.UUID
    level: str
    name: str
    description: str
    length: str
    wait_weeks: int | None
    next_start: date | None
    free_seats: int | None


def open_offers(team: OneTeam, language: str) -> tuple[OfferView, ...]:
    """The team's open offers in its own order, which ranks nothing."""
    today = clock.today(team.zone)
    rows = Offer.objects.filter(organisation_id=team.organisation_id, team_id=team.id, is_open=True).order_by(
        "position", "id"
    )
    return tuple(_view(row, language, today) for row in rows)


def _view(row: Offer, language: str, today: date) -> OfferView:
    starts = row.next_start if row.next_start and row.next_start >= today else None
    return OfferView(
        id=row.id,
        level=row.level,
        name=_text(row.names, language),
        description=_text(row.descriptions, language),
        length=_text(row.lengths, language),
        wait_weeks=row.wait_weeks,
        next_start=starts,
        # Seats belong to a start; those of a course that has begun say nothing.
        free_seats=row.free_seats if starts or not row.next_start else None,
    )


def _text(texts: dict[str, str], language: str) -> str:
    """The text in that language, or the first one the team has written: better foreign words than none."""
    return texts.get(language) or next((text for text in texts.values() if text), "")
