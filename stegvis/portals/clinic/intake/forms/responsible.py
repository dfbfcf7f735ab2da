"""Choosing the one therapist who is responsible."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stegvis.care.queries.caseloads import Caseload


class ResponsibleForm(forms.Form):
    use_required_attribute = False
    responsible = forms.ChoiceField(
        label=_("Who is responsible?"),
        help_text=_("One named therapist whom the client can hold on to."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who is responsible."),
            "invalid_choice": _("Choose somebody who treats people in this team."),
        },
    )

    def __init__(self, *args: Any, caseloads: Sequence[Caseload], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].choices = [(str(one.id), _words(one)) for one in caseloads]  # type: ignore[attr-defined]

    def chosen(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["responsible"])


def _words(one: Caseload) -> str:
    people = ngettext("%(n)d person now", "%(n)d people now", one.people) % {"n": one.people}
    return ", ".join(part for part in (one.name, one.profession, people) if part)
