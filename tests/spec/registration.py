"""A registration data set small enough to read: the builder that the measures' spec tests write it with."""

from datetime import date
from decimal import Decimal
from typing import Any

from stegvis.definitions.registration import CONTACTS, EPISODES, SCORES

COLUMNS = {"episodes": EPISODES, "contacts": CONTACTS, "scores": SCORES}
TYPES = {
    "received_on": "date",
    "discharged_on": "date",
    "on": "date",
    "sick_pay_first": "boolean",
    "sick_pay_last": "boolean",
    "minutes": "integer",
    "score": "decimal(18, 9)",
}
Row = dict[str, Any]


class Registration:
    """Three tables. What a test does not say is unknown, except that an episode is received on 1 January 2024."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = {"episodes": [], "contacts": [], "scores": []}

    def episode(self, name: str = "a", **said: Any) -> str:
        """One referral. Days are written as text."""
        self._add("episodes", {"episode": name, "received_on": "2024-01-01", **said})
        return name

    def contact(self, episode: str, on: str | None, purpose: str = "treatment", **said: Any) -> None:
        """One contact, a treatment that the client came to unless the test says otherwise."""
        name = f"c{len(self.tables['contacts']):04d}"
        self._add("contacts", {"contact": name, "episode": episode, "on": on, "purpose": purpose} | {
            "attendance": "attended", **said
        })  # fmt: skip

    def score(self, episode: str, instrument: str, at: str, score: str | int | None, answer: str = "") -> None:
        """One answered questionnaire."""
        name = answer or f"s{len(self.tables['scores']):04d}"
        points = None if score is None else Decimal(score)
        said = {"episode": episode, "instrument": instrument, "answered_at": at, "score": points}
        self._add("scores", {"answer": name, **said})

    def scores(self, episode: str, instrument: str, *points: str | int | None) -> None:
        """The scores of one instrument a week apart from 2 January 2024, None where none was given."""
        for week, score in enumerate(points):
            self.score(episode, instrument, f"2024-01-{2 + 7 * week:02d}T10:00:00", score)

    def finished(self, name: str = "a", **said: Any) -> str:
        """An episode with two treatment contacts, discharged on 30 June 2024."""
        self.episode(name, **{"discharged_on": "2024-06-30", "discharge_reason": "completed", **said})
        self.contact(name, "2024-02-01")
        self.contact(name, "2024-02-08")
        return name

    def person(self, phq: list[Any], anxiety: list[Any], measure: str = "gad-7", name: str = "a", **said: Any) -> Any:
        """Somebody who finished, with these scores on PHQ-9 and on the anxiety measure; the registration itself."""
        self.finished(name, **said)
        self.scores(name, "phq-9", *phq)
        self.scores(name, measure, *anxiety)
        return self

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """The rows as values, in the order of the columns."""
        return [tuple(row[column] for column in COLUMNS[table]) for row in self.tables[table]]

    def _add(self, table: str, said: Row) -> None:
        unknown = set(said) - set(COLUMNS[table])
        assert not unknown, f"{table} has no {unknown}"
        row = {column: said.get(column) for column in COLUMNS[table]}
        for column, kind in TYPES.items():
            if kind == "date" and isinstance(row.get(column), str):
                row[column] = date.fromisoformat(row[column])
        self.tables[table].append(row)


def create(table: str, text: str) -> str:
    """The CREATE of a temporary table of the data set; `text` is what the engine calls text that sorts bytewise."""
    columns = ", ".join(f'"{column}" {TYPES.get(column, text)}' for column in COLUMNS[table])
    return f"CREATE TEMPORARY TABLE {table} ({columns})"
