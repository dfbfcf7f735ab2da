"""A request that came by phone, on paper or at the door, typed in by staff: all the parts on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.care.actions.refer import AskedForHelp
from stegvis.care.models import Referral
from stegvis.definitions import clock
from stegvis.definitions.registration import Source, label
from stegvis.portals.referral_form import (
    AboutThePerson,
    AboutTheProblem,
    WaysToReach,
    WhatIsNeeded,
    asked_for_help,
)

CHOOSE = _("Choose one of the answers.")


class TypedReferral(AboutThePerson, WaysToReach, AboutTheProblem, WhatIsNeeded):
    """The same questions as on the public page, and how and when the request came."""

    form = forms.ChoiceField(
        label=_("How it came"),
        choices=[
            (Referral.Form.PHONE.value, _("By phone")),
            (Referral.Form.PAPER.value, _("On paper or by letter")),
            (Referral.Form.DROP_IN.value, _("In person")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    received_on = forms.DateField(
        label=_("Received on"),
        help_text=_("The wait counts from this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day it came."),
            "invalid": _("Write the date as year, month and day, such as 2026-03-17."),
        },
    )
    source = forms.ChoiceField(
        label=_("Who brought the person here"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    # As they stand on the page, so that the summary of errors goes down it.
    field_order = (
        "form", "received_on", "source", "name", "birth_date", "gender", "language", "national_number",
        "municipality", "phone", "may_call", "may_text", "email", "may_email", "address", "may_write",
        "problem", "work_status", "on_sick_pay", "needs_interpreter", "accessibility", "gp_choice", "gp_name",
    )  # fmt: skip
    labels = {
        "language": _("Language the person wants to speak"),
        "municipality": _("Municipality the person lives in"),
        "phone": _("The person's phone number"),
        "may_call": _("Is it safe to call?"),
        "may_text": _("Is it safe to send text messages?"),
        "email": _("The person's e-mail address"),
        "may_email": _("Is it safe to send e-mail?"),
        "address": _("The person's postal address"),
        "may_write": _("Is it safe to send letters?"),
    }
    hints = {
        "national_number": _("Only if the person wants to give it. The help is the same without."),
        "problem": _("When you have saved it, only those who treat can read it again."),
        "gp_name": _("Only if the GP may be told something."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.fields["source"].choices = [(each.value, label(each, language)) for each in Source]  # type: ignore[attr-defined]
        self.fields["received_on"].initial = clock.today(self.place.zone)
        for field in self.fields.values():  # the browser must not offer the words of the one before
            field.widget.attrs["autocomplete"] = "off"

    def wanted(self) -> dict[str, Any]:
        """What `refer` takes beside `by`."""
        asked: AskedForHelp = asked_for_help(self.cleaned_data)
        return {
            "asked": asked,
            "form": Referral.Form(self.cleaned_data["form"]),
            "source": Source(self.cleaned_data["source"]),
            "received_on": self.cleaned_data["received_on"],
        }
