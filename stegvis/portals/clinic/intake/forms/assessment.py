"""The assessment talk as it is written, and what is asked when it is completed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.care.actions.complete_assessment import Talk
from stegvis.care.queries.assessment import AssessmentView
from stegvis.definitions import clock
from stegvis.definitions.registration import Form, label
from stegvis.portals.clinic.intake.forms.booking import ONE_TO_ONE

ROOM = 20_000


class AssessmentForm(forms.Form):
    """One text for each section of the template; none must be filled in to be saved."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, view: AssessmentView, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.view = view
        self.fields["version"].initial = view.version
        for section in view.sections:
            self.fields[section.code] = forms.CharField(
                label=section.title,
                required=False,
                strip=False,
                max_length=ROOM,
                initial=section.text,
                widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 5}),
                error_messages={
                    "max_length": _("The text is longer than we have room for: at most 20 000 characters.")
                },
            )

    def sections(self) -> list[tuple[Any, forms.BoundField]]:
        """Each section of the template with its field."""
        return [(section, self[section.code]) for section in self.view.sections]

    def texts(self) -> dict[str, str]:
        """What was sent, with line ends as they are kept. A section that was not sent is not there: it stays."""
        return {
            section.code: self.cleaned_data[section.code].replace("\r\n", "\n")
            for section in self.view.sections
            if section.code in self.data
        }

    def differing(self, stored: Mapping[str, str]) -> list[tuple[Any, forms.BoundField, str]]:
        """The sections where what stands now differs from what was sent, with what stands now."""
        mine = self.texts()
        return [
            (section, self[section.code], stored.get(section.code, ""))
            for section in self.view.sections
            if section.code in mine and stored.get(section.code, "") != mine[section.code]
        ]


class TalkForm(forms.Form):
    """When and how you talked: the contact the assessment was written from."""

    use_required_attribute = False
    on = forms.DateField(
        label=_("Day of the talk"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day you talked."),
            "invalid": _("Write the date as year, month and day."),
        },
    )
    form = forms.ChoiceField(
        label=_("How you met"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you met."), "invalid_choice": _("Choose how you met.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=600,
        error_messages={
            "required": _("Write how long you talked."),
            "invalid": _("Write a whole number of minutes."),
            "min_value": _("Write at least one minute."),
            "max_value": _("A talk lasts at most 600 minutes."),
        },
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.zone = zone
        self.fields["form"].choices = [(each.value, label(each, language)) for each in ONE_TO_ONE]  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > clock.today(self.zone):
            raise forms.ValidationError(_("The talk cannot have been on a day to come."))
        return on

    def talk(self) -> Talk:
        cleaned = self.cleaned_data
        return Talk(on=cleaned["on"], form=Form(cleaned["form"]), minutes=cleaned["minutes"])
