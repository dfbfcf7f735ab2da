"""What an instrument is: its items, choices and thresholds, and what follows from a row of answers.

Answers stand in the order of the items; None is an item that was not answered. Trailing items that do not
count in the score may be left out of the row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from stegvis.definitions.instrument.scoring import Scoring, total

Comparator = Literal["at_least", "above"]
Change = Literal["improved", "worsened", "unchanged"]
Answers = Sequence[int | None]


class BadAnswer(ValueError):  # noqa: N818  (named as the clinic says it)
    """An answer that the instrument does not have; its text is a whole sentence."""

    def __init__(self, item: str, value: object, why: str) -> None:
        super().__init__(f"Item {item}: {why}")
        self.item = item
        self.value = value
        self.why = why


@dataclass(frozen=True)
class Choice:
    """One answer a person can pick: its value, its LOINC answer code and its text by language."""

    value: int
    loinc: str | None
    text: Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One question. `risk_from`: from this value on the answer is a risk answer; None: never."""

    code: str
    loinc: str | None
    scored: bool
    reverse: bool
    risk_from: int | None
    choices: tuple[Choice, ...]

    @property
    def optional(self) -> bool:
        """Whether a complete form may leave it empty."""
        return not self.scored

    @property
    def values(self) -> frozenset[int]:
        return frozenset(choice.value for choice in self.choices)


@dataclass(frozen=True)
class Threshold:
    """A limit with its comparator, and the rule set and source it comes from."""

    value: Decimal
    comparator: Comparator
    rule_set: str
    source: str

    def is_met_by(self, score: Decimal) -> bool:
        return score >= self.value if self.comparator == "at_least" else score > self.value


@dataclass(frozen=True)
class Band:
    """A published range of the score: from `first` up to the next band. Never a diagnosis, never a risk."""

    code: str
    first: Decimal
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Wording:
    """The validated text in one language, word for word as its owner published it.

    `language` says which text it truly is: nynorsk falls back to bokmål and says nb.
    """

    language: str
    official: bool
    source: str
    licence: str
    preamble: str
    items: Mapping[str, str]
    choices: tuple[str, ...]
    item_choices: Mapping[str, tuple[str, ...]]

    def choices_of(self, code: str) -> tuple[str, ...]:
        """The texts to pick from for that item, in the order of its choices."""
        return self.item_choices.get(code, self.choices)


@dataclass(frozen=True)
class Instrument:
    """One version of one questionnaire."""

    id: str
    version: int
    title: str
    names: Mapping[str, str]
    source: str
    licence: str
    loinc: str | None
    loinc_score: str | None
    items: tuple[Item, ...]
    choices: tuple[Choice, ...]
    scoring: Scoring
    range: tuple[Decimal, Decimal]
    bands: tuple[Band, ...]
    caseness: Threshold | None
    reliable_change: Threshold | None
    wordings: Mapping[str, Wording]

    @cached_property
    def key(self) -> str:
        """Its name for ever, such as phq-9@1."""
        return f"{self.id}@{self.version}"

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items)

    @cached_property
    def scored_codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items if item.scored)

    @cached_property
    def risk_items(self) -> tuple[str, ...]:
        """The codes of the items whose answer can be a risk answer."""
        return tuple(item.code for item in self.items if item.risk_from is not None)

    def item(self, code: str) -> Item:
        """The item of that code; raises BadAnswer when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise BadAnswer(code, None, f"{self.title} has no such item.")

    def wording(self, language: str) -> Wording | None:
        """The text to ask in that language, or None where its owner has not freed any."""
        found = self.wordings.get(language)
        # No official nynorsk PHQ-9 or GAD-7 was found, so the bokmål one is shown and says so.
        return self.wordings.get("nb") if found is None and language == "nn" else found

    def check_answer(self, code: str, value: int | None) -> None:
        """Raise BadAnswer unless the value is one of the item's choices, or None."""
        values = self.item(code).values
        if value is None or (type(value) is int and value in values):
            return
        raise BadAnswer(code, value, f"the answer must be {_listed(sorted(values))}, or empty.")

    def check(self, answers: Answers) -> None:
        """Raise BadAnswer for the first answer that is wrong, ValueError for a row of the wrong length."""
        if not len(self.scored_codes) <= len(answers) <= len(self.items):
            raise ValueError(f"{self.title} has {len(self.items)} items, but {len(answers)} answers were given.")
        for item, value in zip(self.items, answers, strict=False):
            self.check_answer(item.code, value)

    def score(self, answers: Answers) -> Decimal | None:
        """The score within `range`, or None where the missing-item rule gives none."""
        self.check(answers)
        return total(
            self.scoring,
            [self._turned(item, value) for item, value in zip(self.items, answers, strict=False) if item.scored],
        )

    def band(self, score: Decimal | None) -> Band | None:
        """The published band of the score; None without a score or where none are published."""
        if score is None:
            return None
        self._check_in_range(score)
        reached = [band for band in self.bands if score >= band.first]
        return reached[-1] if reached else None

    def is_case(self, score: Decimal | None) -> bool | None:
        """Whether the score reaches caseness; None without a score."""
        if score is None or self.caseness is None:
            return None
        self._check_in_range(score)
        return self.caseness.is_met_by(score)

    def change(self, first: Decimal | None, last: Decimal | None) -> Change | None:
        """What happened from the first to the last score; all instruments count more as worse."""
        if first is None or last is None or self.reliable_change is None:
            return None
        if self.reliable_change.is_met_by(first - last):
            return "improved"
        if self.reliable_change.is_met_by(last - first):
            return "worsened"
        return "unchanged"

    def is_risk(self, code: str, value: int | None) -> bool:
        """Whether this answer calls for a human being. False never means that there is no risk."""
        risk_from = self.item(code).risk_from
        return risk_from is not None and value is not None and value >= risk_from

    def has_risk(self, answers: Answers) -> bool:
        """Whether any answer of the row is a risk answer."""
        return any(self.is_risk(item.code, value) for item, value in zip(self.items, answers, strict=False))

    def _turned(self, item: Item, value: int | None) -> int | None:
        if value is None or not item.reverse:
            return value
        return min(item.values) + max(item.values) - value

    def _check_in_range(self, score: Decimal) -> None:
        lowest, highest = self.range
        if not lowest <= score <= highest:
            raise ValueError(f"{self.title} goes from {lowest} to {highest}; {score} is outside.")


def _listed(values: Sequence[int]) -> str:
    if values[-1] - values[0] == len(values) - 1:
        return f"a whole number from {values[0]} to {values[-1]}"
    return f"one of {', '.join(map(str, values))}"
