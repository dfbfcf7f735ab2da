"""A goal in the client's own words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class GoalForm(forms.Form):
    use_required_attribute = False
    text = forms.CharField(
        label=_("A goal, in the client's own words"),
        help_text=_("What would you do or manage that you do not manage now?"),
        max_length=500,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 2}),
        error_messages={
            "required": _("Write the goal in a few words."),
            "max_length": _("The goal is longer than we have room for: at most 500 characters."),
        },
    )
