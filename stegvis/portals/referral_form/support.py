"""What must be arranged for the person, and what the GP may be told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.care.models import Referral
from stegvis.portals.referral_form.part import Part


class WhatIsNeeded(Part):
    needs_interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    accessibility = forms.CharField(
        label=_("Anything else that must be arranged"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 3}),
        error_messages={
            "max_length": _("The text is longer than we have room for: at most %(limit_value)d characters."),
        },
    )
    gp_choice = forms.ChoiceField(
        label=_("What may the GP be told?"),
        choices=[
            (Referral.Gp.INFORM.value, _("Only that treatment begins and that it ends")),
            (Referral.Gp.LETTERS.value, _("That, and letters about how it goes on the way")),
            (Referral.Gp.NONE.value, _("Nothing")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the GP may be told."),
            "invalid_choice": _("Choose what the GP may be told."),
        },
    )
    gp_name = forms.CharField(
        label=_("Name of the GP or the doctor's office"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": _("The name is longer than we have room for: at most %(limit_value)d characters."),
        },
    )
