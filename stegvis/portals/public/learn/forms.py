"""What a visitor may write in the library: a comment, and a GP's start of a patient's request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from stegvis.definitions.person_numbers_in import has_person_number
from stegvis.library.actions.write_comment import LONGEST


class CommentForm(forms.Form):
    """One field, and nothing about who writes."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy(
            "An editor reads it first, and it may take some days. Write nothing that tells who you or others are. "
            "Nobody answers here; if you need help, ask us for it."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 4}),
        error_messages={"required": gettext_lazy("Write a few words first.")},
    )


class TipForm(forms.Form):
    """What the GP knows and the patient may not find words for. Nothing that says who the patient is."""

    use_required_attribute = False
    troubles = forms.CharField(
        label=gettext_lazy("What troubles the patient?"),
        help_text=gettext_lazy("Leave out name, date of birth and number. The patient gives those."),
        max_length=2000,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 6}),
        error_messages={"required": gettext_lazy("Write what the patient needs help with. One sentence is enough.")},
    )
    tried = forms.CharField(
        label=gettext_lazy("What has been tried?"),
        help_text=gettext_lazy("Talks, medicine, sick leave, other help."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 4}),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("The patient has read this and agrees"),
        error_messages={"required": gettext_lazy("The patient has to agree. It is their request, not yours.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("troubles", "tried"):
            if has_person_number(cleaned.get(name, "")):
                self.add_error(
                    name, gettext("There is a personal identity number in the text. Take it out; nothing is kept.")
                )
        return cleaned

    def words(self) -> str:
        """As it will stand in the patient's own form, where it may be changed."""
        lines = [gettext("Written together with my GP: %(words)s") % {"words": self.cleaned_data["troubles"]}]
        if self.cleaned_data["tried"]:
            lines.append(gettext("What has been tried: %(words)s") % {"words": self.cleaned_data["tried"]})
        return "\n\n".join(lines)
