"""Opening a record in an emergency: whose, by national number or by name and birth date, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.national_numbers import NotANationalNumber, read
from stegvis.portals.fields import DayField, DayParts


class EmergencyForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why you need to open the record now"),
        help_text=_("The lead reads it today. The client sees that you opened the record."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={
            "required": _("Write why you need to open the record now."),
            "max_length": _("This is longer than we have room for: at most 1000 characters."),
        },
    )
    national_number = forms.CharField(
        label=_("National number"), required=False, max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(
        label=_("Or the full name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = DayField(
        label=_("and the date of birth"),
        required=False,
        earliest=date(1900, 1, 1),
        widget=DayParts(),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    def clean_national_number(self) -> str:
        text: str = self.cleaned_data["national_number"].strip()
        if not text:
            return ""
        try:
            return read(text, self.country).number
        except NotANationalNumber as wrong:
            raise ValidationError(_("This is not a national number. Check the digits.")) from wrong

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_name = cleaned.get("name") and cleaned.get("birth_date")
        if not self.errors and not cleaned.get("national_number") and not has_name:
            raise ValidationError(_("Write the national number, or both the full name and the date of birth."))
        return cleaned

    def whose(self) -> dict[str, Any]:
        """What `find_in_emergency` takes beside the viewer."""
        cleaned = self.cleaned_data
        return {key: cleaned[key] for key in ("national_number", "name", "birth_date")}
