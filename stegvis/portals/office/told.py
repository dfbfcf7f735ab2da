"""A figure of a result in words: its value, and what was counted, out of how many, with how many missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from stegvis.outcomes.queries.results import Figure
from stegvis.portals.figures import value_words as shown_words
from stegvis.portals.wording import figure as written


@dataclass(frozen=True)
class Told:
    """A figure as words for the page."""

    figure: Figure
    value: str

    @classmethod
    def of(cls, figure: Figure) -> Told:
        return cls(figure, value_words(figure))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Numerator, denominator and missing, each with its word; what the measure has not is left out."""
        of = self.figure
        named = (
            (_("Counted"), of.numerator if of.kind != "count" else None),
            (_("Out of"), of.denominator),
            (_("Missing"), of.missing),
        )
        return [(word, number_words(value)) for word, value in named if value is not None]

    @property
    def line(self) -> str:
        """All of it in one line: "48,0 %, 12 of 25, 3 missing"."""
        of = self.figure
        parts = [self.value]
        if of.kind != "count" and of.numerator is not None and of.denominator is not None:
            said = {"over": number_words(of.numerator), "under": number_words(of.denominator)}
            parts.append(_("%(over)s of %(under)s") % said)
        if isinstance(of.missing, str):
            parts.append(_("a hidden number missing"))
        elif of.missing is not None:
            parts.append(_("%(number)s missing") % {"number": number_words(of.missing)})
        return ", ".join(parts)

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """For a row of a table: value, counted, out of, missing; empty where the measure has none."""
        of = self.figure
        counts = (of.numerator if of.kind != "count" else None, of.denominator, of.missing)
        over, under, missing = ("" if one is None else number_words(one) for one in counts)
        return self.value, over, under, missing


def value_words(one: Figure) -> str:
    # Not "1 to 7": a larger count is hidden too, where a small one could be worked out from it (docs/adr/0009).
    if isinstance(one.value, str):
        return _("hidden")
    return shown_words(one.value, one.kind)


def number_words(value: int | str) -> str:
    return _("hidden") if isinstance(value, str) else written(value)


def number_of(one: Figure | None) -> Decimal | int | None:
    """The value as a length or a height; nothing where there is none or it is hidden."""
    return None if one is None or isinstance(one.value, str) else one.value
