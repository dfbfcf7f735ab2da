"""Referring on: to whom, why, how it stands to specialist care, and whether the help here ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.care.models import OnwardReferral

To, Relation = OnwardReferral.To, OnwardReferral.Relation
CHOOSE = _("Choose one of the answers.")


class OnwardForm(forms.Form):
    use_required_attribute = False
    to = forms.ChoiceField(
        label=_("Where to"),
        choices=[
            (To.SPECIALIST.value, _("Specialist mental health care")),
            (To.EMERGENCY.value, _("Emergency care")),
            (To.GP.value, _("The GP")),
            (To.ADDICTION.value, _("Help with alcohol or drugs")),
            (To.MUNICIPAL.value, _("Another service of the municipality")),
            (To.WORK.value, _("Help with work and income")),
            (To.OTHER.value, _("Somewhere else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you refer to."), "invalid_choice": CHOOSE},
    )
    relation = forms.ChoiceField(
        label=_("How the help here stands to specialist care"),
        choices=[
            (Relation.BEFORE.value, _("Before it: the client waits for specialist care, or may need it later")),
            (Relation.INSTEAD.value, _("Instead of it")),
            (Relation.AFTER.value, _("After it: the client comes from specialist care")),
            (Relation.NONE.value, _("It has nothing to do with specialist care")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    reason = forms.CharField(
        label=_("Why, and what the next service should know"),
        max_length=4000,
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 5}),
        error_messages={
            "required": _("Write why you refer on, so that the next service can read it."),
            "max_length": _("The text is longer than we have room for: at most 4000 characters."),
        },
    )
    ends = forms.ChoiceField(
        label=_("What happens with the help here?"),
        choices=[
            ("no", _("It goes on, beside the other service or until that begins")),
            ("yes", _("It ends today. Times that are booked are cancelled, and the client is told")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the help here goes on."), "invalid_choice": CHOOSE},
    )

    def wanted(self) -> dict[str, Any]:
        """What `refer_on` takes beside `by` and the episode."""
        cleaned = self.cleaned_data
        return {
            "to": To(cleaned["to"]),
            "relation": Relation(cleaned["relation"]),
            "reason": cleaned["reason"],
            "ends": cleaned["ends"] == "yes",
        }
