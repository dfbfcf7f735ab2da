"""Discharge: a coded reason, and how the person stands to work and sick pay on the last day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.registration import DischargeReason, WorkStatus, label

CHOOSE = _("Choose one of the answers.")
NOT_KNOWN = "not_known"
# Referring on has a page of its own, which asks where to and why; death ends a course too.
REASONS = tuple(reason for reason in DischargeReason if reason is not DischargeReason.REFERRED_ON)


class DischargeForm(forms.Form):
    use_required_attribute = False
    reason = forms.ChoiceField(
        label=_("Why does the course end?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the course ends."), "invalid_choice": CHOOSE},
    )
    work_status = forms.ChoiceField(
        label=_("Work and income today"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or say that it is not known."), "invalid_choice": CHOOSE},
    )
    on_sick_pay = forms.ChoiceField(
        label=_("Gets sick pay today"),
        choices=[("yes", _("Yes")), ("no", _("No")), (NOT_KNOWN, _("Not known"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or say that it is not known."), "invalid_choice": CHOOSE},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.fields["reason"].choices = [(each.value, label(each, language)) for each in REASONS]  # type: ignore[attr-defined]
        self.fields["work_status"].choices = [  # type: ignore[attr-defined]
            *((each.value, label(each, language)) for each in WorkStatus),
            (NOT_KNOWN, _("Not known")),
        ]

    def wanted(self) -> dict[str, Any]:
        """What `discharge` takes beside `by` and the episode."""
        cleaned = self.cleaned_data
        return {
            "reason": DischargeReason(cleaned["reason"]),
            "work_status": None if cleaned["work_status"] == NOT_KNOWN else WorkStatus(cleaned["work_status"]),
            "on_sick_pay": {"yes": True, "no": False}.get(cleaned["on_sick_pay"]),
        }
