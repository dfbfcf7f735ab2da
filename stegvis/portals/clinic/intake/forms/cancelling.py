"""Taking a time off: by whose wish, so that the figures tell it."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.care.actions.cancel import CANCELLATIONS
from stegvis.definitions.registration import Attendance, label

CHOOSE = _("Choose who cancels.")


class CancelForm(forms.Form):
    use_required_attribute = False
    by = forms.ChoiceField(
        label=_("Who cancels?"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        language = get_language() or "nb"
        self.fields["by"].choices = [(each.value, label(each, language)) for each in CANCELLATIONS]  # type: ignore[attr-defined]

    def attendance(self) -> Attendance:
        return Attendance(self.cleaned_data["by"])
