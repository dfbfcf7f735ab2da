"""Forms of the pages of research."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.definitions.instrument import instruments
from stegvis.people.actions.study import NewStudy
from stegvis.people.queries.studies import StudyView
from stegvis.portals.fields import DayField
from stegvis.portals.wording import today


class StudyForm(forms.Form):
    """Everything a study says and shares. A title and the information in one language at least."""

    use_required_attribute = False
    responsible = forms.CharField(
        label=gettext_lazy("Who answers for the study"),
        max_length=200,
        help_text=gettext_lazy("The institution and the person. Clients read it."),
    )
    approval = forms.CharField(
        label=gettext_lazy("Reference of the approval"), max_length=100, help_text=gettext_lazy("As REK 2026/1234.")
    )
    first = DayField(label=gettext_lazy("Courses of help received from"))
    last = DayField(label=gettext_lazy("Up to and with"))
    instruments = forms.MultipleChoiceField(
        label=gettext_lazy("Questionnaires whose answers are shared"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: sorted({each.id: each.title for each in instruments()}.items()),
    )
    has_municipality = forms.BooleanField(label=gettext_lazy("Share the municipality too"), required=False)
    has_exact_dates = forms.BooleanField(
        label=gettext_lazy(
            "Share dates as they are; otherwise all dates of a person are moved by the same secret number of days"
        ),
        required=False,
    )
    slug = forms.SlugField(
        label=gettext_lazy("Short name, for the command that writes the data set"),
        max_length=50,
        help_text=gettext_lazy("Small letters, figures and hyphens."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = list(self.fields)
        for code, name in settings.LANGUAGES:
            said = {"language": name}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title, %(language)s") % said,
                max_length=150,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"information_{code}"] = forms.CharField(
                label=_("What clients read, %(language)s") % said,
                max_length=5000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )
        self.order_fields([name for name in self.fields if name not in own] + own)

    def wanted(self) -> NewStudy:
        given = dict(self.cleaned_data)
        told: dict[str, Any] = {
            several: {code: given.pop(f"{one}_{code}") for code, _name in settings.LANGUAGES}
            for several, one in (("titles", "title"), ("information", "information"))
        }
        return NewStudy(**told, **given)


class PaperForm(forms.Form):
    """What a client has signed on paper."""

    use_required_attribute = False
    study = forms.ChoiceField(label=gettext_lazy("Which study"), widget=forms.RadioSelect)
    given_on = DayField(label=gettext_lazy("When the client signed"))

    def __init__(self, studies: Sequence[StudyView], zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["study"].choices = [  # type: ignore[attr-defined]
            (str(one.id), one.title) for one in studies if one.is_open and not one.takes_part_since
        ]
        self.fields["given_on"].latest = lambda: today(zone)  # type: ignore[attr-defined]

    def wanted(self) -> tuple[uuid.UUID, date]:
        """The study, and the day."""
        return uuid.UUID(self.cleaned_data["study"]), self.cleaned_data["given_on"]
