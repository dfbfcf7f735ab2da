"""What was answered, in words, to be looked over before it is sent. Reads forms; stores nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField, ChoiceField
from django.utils.translation import gettext as _

from stegvis.portals import wording
from stegvis.portals.public.asking import Step
from stegvis.portals.referral_form import Part
from stegvis.portals.referral_form.reach import NOT_GIVEN


@dataclass(frozen=True)
class Section:
    """One step as it was answered: label and words of each field that has an answer."""

    step: Step
    rows: tuple[tuple[str, str], ...]


def section(step: Step, form: Part) -> Section:
    """`form` is valid."""
    answered = ((bound.label, _words(bound, form.cleaned_data.get(bound.name))) for bound in form)
    return Section(step, tuple((str(label), words) for label, words in answered if words))


def _words(bound: BoundField, value: Any) -> str:
    if value in (None, "", False, NOT_GIVEN):
        return ""
    if isinstance(bound.field, ChoiceField):
        choices: Any = bound.field.choices
        return str(dict(choices)[value])
    if isinstance(value, date):
        return wording.day_full(value)
    return _("Yes") if value is True else str(bound.value())
