"""Names and dates of one study: keyed hashes, and a secret number of days for each person. Knows no table."""

from __future__ import annotations

import hmac
from datetime import date, timedelta

# At most half a year either way: the season and the year of a course no longer tell whose it is (ADR 0015).
MOST_DAYS = 182
LENGTH = 24  # hexadecimal digits, 96 bits: two of a nation's episodes never get the same name


class Pseudonyms:
    """The same each time for the same study, and meaningless without its key; nothing in common with another's."""

    def __init__(self, key: bytes, *, has_exact_dates: bool = False) -> None:
        self._key = key
        self._moves = not has_exact_dates

    def person(self, person_id: object) -> str:
        return self._name("person", person_id)

    def episode(self, episode_id: object) -> str:
        return self._name("episode", episode_id)

    def team(self, slug: str) -> str:
        return self._name("team", slug)

    def days(self, person_id: object) -> int:
        """By how many days this person's dates are moved: from -182 to 182, never 0; 0 where dates are exact."""
        if not self._moves:
            return 0
        drawn = int.from_bytes(self._hash("days", person_id)) % (2 * MOST_DAYS) - MOST_DAYS
        return drawn if drawn < 0 else drawn + 1

    def day(self, on: date | None, person_id: object) -> date | None:
        return on and on + timedelta(days=self.days(person_id))

    def hour(self, at: str, person_id: object) -> str:
        """A local time as the registration view writes it, moved as well and cut to the whole hour."""
        moved = date.fromisoformat(at[:10]) + timedelta(days=self.days(person_id))
        return f"{moved.isoformat()}T{at[11:13]}:00:00"

    def _name(self, kind: str, value: object) -> str:
        return self._hash(kind, value).hex()[:LENGTH]

    def _hash(self, kind: str, value: object) -> bytes:
        return hmac.digest(self._key, f"{kind}\0{value}".encode(), "sha256")
