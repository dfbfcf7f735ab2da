"""Blocking a member of staff from a client, by the client's wish."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.people.queries.memberships import Member


class BlockForm(forms.Form):
    use_required_attribute = False
    user = forms.ChoiceField(
        label=_("Whom the client means"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whom the client means."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )
    reason = forms.CharField(
        label=_("Reason, in the client's words"),
        help_text=_("Only if the client wants it written down."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={"max_length": _("This is longer than we have room for: at most 1000 characters.")},
    )

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {str(member.user_id): member.name for member in members}
        self.fields["user"].choices = list(names.items())  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What `block` takes beside `by` and the person."""
        return {"user": uuid.UUID(self.cleaned_data["user"]), "reason": self.cleaned_data["reason"]}
