"""Who asks: name, birth date, gender, language to speak, and a national number for those who want to give it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.care.actions.refer import LEAST_AGE
from stegvis.definitions import clock
from stegvis.definitions.national_numbers import NationalNumber, NotANationalNumber, Reason, read
from stegvis.definitions.registration import Gender, Language, age_in_years, label
from stegvis.portals.fields import DayField, DayParts
from stegvis.portals.referral_form.part import Part

TOO_YOUNG = "too_young"

NUMBER_REASONS = {
    Reason.CHARACTERS: _("A national number has digits only. You may also leave the field empty."),
    Reason.DATE: _("The first six digits are not a possible date. Check them, or leave the field empty."),
    Reason.CHECKSUM: _("The number is not right: one of the digits must be wrong. Check it, or leave the field empty."),
}
NUMBER_LENGTHS = {
    "NO": _("The number must have 11 digits. Check it, or leave the field empty."),
    "SE": _("The number must have 10 or 12 digits. Check it, or leave the field empty."),
}


class AboutThePerson(Part):
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Write a name."),
            "max_length": _("The name is longer than we have room for: at most %(limit_value)d characters."),
        },
    )
    birth_date = DayField(
        label=_("Date of birth"),
        earliest=date(1900, 1, 1),
        latest=lambda: clock.today("Europe/Oslo"),
        widget=DayParts(birth=True),
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language to speak"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )
    national_number = forms.CharField(
        label=_("National number"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"max_length": _("A national number is not that long. Check it, or leave the field empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speaks = get_language() or "nb"
        self.fields["gender"].choices = [(each.value, label(each, speaks)) for each in Gender]  # type: ignore[attr-defined]
        self.fields["language"].choices = [(each.value, label(each, speaks)) for each in Language]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not re.search(r"[^\W\d_]", name):
            raise ValidationError(_("A name has letters. Write the name you want to be called by."))
        return name

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        if age_in_years(born, clock.today(self.place.zone)) < LEAST_AGE:
            raise ValidationError(_("The service is for people who are 16 years or older."), code=TOO_YOUNG)
        return born

    def clean_national_number(self) -> NationalNumber | None:
        """The number in its one written form; one of the neighbouring country is as good."""
        typed = self.cleaned_data["national_number"]
        if not typed:
            return None
        try:
            return read(typed, self.place.country)
        except NotANationalNumber as fault:
            reason = fault.reason
        try:
            return read(typed, "SE" if self.place.country == "NO" else "NO")
        except NotANationalNumber:
            sentence = NUMBER_REASONS.get(reason, NUMBER_LENGTHS[self.place.country])
            raise ValidationError(sentence, code=str(reason)) from None

    @property
    def is_too_young(self) -> bool:
        """Nothing is wrong with what was typed but that the service is not for children."""
        return self.is_bound and self.has_error("birth_date", TOO_YOUNG)
