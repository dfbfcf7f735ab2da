"""The choice of a level of care. Nothing is preselected, and nothing adds up."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.care.actions.decide_level import Choice
from stegvis.care.queries.offers import OfferView
from stegvis.definitions.levels import level_of_care
from stegvis.definitions.problems import problem_words
from stegvis.definitions.registration import Level, Problem, label


class LevelForm(forms.Form):
    """The offers side by side in the order of the alphabet, the wish, the reason, and whether they agree."""

    use_required_attribute = False
    offer = forms.ChoiceField(
        label=_("What you chose"),
        help_text=_("In alphabetical order. Nobody must begin at the lowest level, and offers can be combined."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the offers."),
            "invalid_choice": _("Choose one of the offers the team has now."),
        },
    )
    problem = forms.ChoiceField(
        label=_("What you will work on"),
        help_text=_("A working word, not a diagnosis. It decides which questionnaire measures anxiety."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you will work on."),
            "invalid_choice": _("Choose what you will work on."),
        },
    )
    preference = forms.CharField(
        label=_("The client's wish, in the client's words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 3}),
        error_messages={
            "required": _("Write what the client wishes. If they have no wish, write that."),
            "max_length": _("The text is longer than we have room for: at most 4000 characters."),
        },
    )
    reason = forms.CharField(
        label=_("Your reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 3}),
        error_messages={
            "required": _("Write why this level was chosen."),
            "max_length": _("The text is longer than we have room for: at most 4000 characters."),
        },
    )
    is_joint = forms.ChoiceField(
        label=_("Did you choose together?"),
        choices=[("yes", _("Yes, we agree")), ("no", _("No, we see it differently"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether you agree."),
            "invalid_choice": _("Say whether you agree."),
        },
    )

    def __init__(self, *args: Any, offers: Sequence[OfferView], is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.by_key = _by_key(offers)
        self.fields["offer"].choices = _choices(offers, language)  # type: ignore[attr-defined]
        self.fields["problem"].choices = [(each.value, _problem(each, language)) for each in Problem]  # type: ignore[attr-defined]
        self.fields["problem"].required = not is_change

    def choice(self) -> Choice:
        cleaned = self.cleaned_data
        level, offer = self.by_key[cleaned["offer"]]
        return Choice(
            level=level,
            offer=offer,
            preference=cleaned["preference"],
            reason=cleaned["reason"],
            is_joint=cleaned["is_joint"] == "yes",
        )

    def problem_word(self) -> Problem | None:
        given = self.cleaned_data["problem"]
        return Problem(given) if given else None


def _problem(problem: Problem, language: str) -> str:
    """The word of the clinic, with its ICPC-2 code where it has one of its own."""
    code = problem_words(problem).icpc2
    return f"{label(problem, language)} ({code})" if code else label(problem, language)


def _by_key(offers: Sequence[OfferView]) -> dict[str, tuple[Level, uuid.UUID | None]]:
    """What each choice stands for: an offer, or a bare level where the team has entered no offers."""
    if offers:
        return {str(each.id): (Level(each.level), each.id) for each in offers}
    return {each.value: (each, None) for each in Level}


def _choices(offers: Sequence[OfferView], language: str) -> list[tuple[str, SafeString]]:
    if not offers:
        return [(each.value, _bare(each, language)) for each in Level]
    return [(str(each.id), _offer(each, language)) for each in sorted(offers, key=lambda each: each.name.casefold())]


def _offer(offer: OfferView, language: str) -> SafeString:
    level = label(Level(offer.level), language)
    return render_to_string("clinic/intake/offer.html", {"offer": offer, "level": level})


def _bare(level: Level, language: str) -> SafeString:
    words = level_of_care(level)
    return render_to_string(
        "clinic/intake/offer.html",
        {
            "level": label(level, language),
            "offer": {"description": words.description[language], "length": words.length[language]},
        },
    )
