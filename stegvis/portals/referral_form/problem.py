"""What it is about, in the person's own words, and how they stand to work."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.registration import WorkStatus, label
from stegvis.portals.referral_form.part import Part

SICK_PAY = {"yes": True, "no": False, "unknown": None}


class AboutTheProblem(Part):
    problem = forms.CharField(
        label=_("The problem, in the person's own words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 8}),
        error_messages={
            "required": _("Write a few words about what is hard. One sentence is enough."),
            "max_length": _(
                "The text has %(show_value)d characters and there is room for %(limit_value)d. "
                "Make it shorter; the rest can be told when we talk."
            ),
        },
    )
    work_status = forms.ChoiceField(
        label=_("Work and income"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what fits best."),
            "invalid_choice": _("Choose what fits best."),
        },
    )
    on_sick_pay = forms.ChoiceField(
        label=_("On sick pay now"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("unknown", _("I do not know"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the answers."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speaks = get_language() or "nb"
        self.fields["work_status"].choices = [(each.value, label(each, speaks)) for each in WorkStatus]  # type: ignore[attr-defined]
