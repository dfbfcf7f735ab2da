"""A note: its text and the version the writer saw."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    use_required_attribute = False
    text = forms.CharField(
        label=_("Note"),
        help_text=_(
            "Until you sign it, only you can read it. Signed, it stands in the record, and the client may read it."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off"}),
        max_length=20_000,
        strip=False,
        error_messages={
            "required": _("The note is empty. Write something, or leave the page."),
            "max_length": _("The note is longer than we have room for: at most 20 000 characters."),
        },
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
