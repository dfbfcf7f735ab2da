"""Answers that came on paper or by phone: every item of an instrument on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.instrument import Instrument, Item
from stegvis.questionnaires.models import Questionnaire
from stegvis.questionnaires.queries.answering import wording_of

CHOOSE = _("Choose one of the answers.")


class AnswersForm(forms.Form):
    """One field an item, in the instrument's own words where they are free; an item may be left empty."""

    use_required_attribute = False

    def __init__(self, *args: Any, of: Instrument, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        self.wording = wording_of(of, language) if of.wordings else None
        for number, item in enumerate(of.items, start=1):
            self.fields[_name(item)] = self._field(number, item)

    @property
    def wording_language(self) -> str:
        return self.wording.language if self.wording else ""

    @property
    def items(self) -> list[forms.BoundField]:
        return [self[_name(item)] for item in self.of.items]

    def answers(self) -> dict[str, int | None]:
        """By item code; None for an item that was left empty."""
        given = {item.code: self.cleaned_data[_name(item)] for item in self.of.items}
        return {code: int(value) if value != "" else None for code, value in given.items()}

    def _field(self, number: int, item: Item) -> forms.ChoiceField:
        words = self.wording
        texts = words.choices_of(item.code) if words else tuple(choice.text.get("en", "") for choice in item.choices)
        choices = [
            (str(choice.value), f"{choice.value} {text}".strip())
            for choice, text in zip(item.choices, texts, strict=False)
        ]
        label = f"{number}. {words.items[item.code]}" if words else f"{number}."
        errors = {"invalid_choice": CHOOSE}
        return forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.RadioSelect, error_messages=errors
        )


class TypedAnswers(AnswersForm):
    origin = forms.ChoiceField(
        label=_("How the answers came"),
        choices=[(Questionnaire.Origin.PAPER.value, _("On paper")), (Questionnaire.Origin.PHONE.value, _("By phone"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the answers came."), "invalid_choice": CHOOSE},
    )
    answered_on = forms.DateField(
        label=_("Answered on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day on which the questions were answered."),
            "invalid": _("Write the date as year, month and day, such as 2026-03-17."),
        },
    )


class CorrectedAnswers(AnswersForm):
    reason = forms.CharField(
        label=_("Why the answers are corrected"),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        max_length=500,
        error_messages={
            "required": _("Write why the answers are corrected. The reason is kept with them."),
            "max_length": _("This is longer than we have room for: at most 500 characters."),
        },
    )


def _name(item: Item) -> str:
    return f"item-{item.code}"


def as_typed(codes: tuple[str, ...], answers: tuple[int | None, ...]) -> dict[str, str]:
    """Answers that stand, as the form shows them."""
    kept = zip(codes, answers, strict=True)
    return {f"item-{code}": str(value) for code, value in kept if value is not None}
