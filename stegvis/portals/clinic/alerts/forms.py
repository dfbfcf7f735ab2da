"""Closing an alert: what was done, in words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CloseForm(forms.Form):
    use_required_attribute = False
    done = forms.CharField(
        label=_("What was done"),
        help_text=_("How you reached the client, what you agreed on, and who follows up. It stands in the record."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        max_length=4000,
        error_messages={
            "required": _("Write what was done before you close the alert."),
            "max_length": _(
                "This is longer than we have room for: at most 4000 characters. Write a note for the rest."
            ),
        },
    )
