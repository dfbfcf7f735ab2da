"""Agreeing on a time: a day and an hour on the team's wall, with whom, how and where."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.care.actions.check_time import LONGEST, SHORTEST
from stegvis.care.models import Appointment, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Form, Purpose, label
from stegvis.people.queries.clinicians import Clinician

# A group or a programme has its own times; these are met one to one.
ONE_TO_ONE = (Form.VISIT, Form.PHONE, Form.VIDEO)
ASSESSING = (State.WAITING, State.IN_ASSESSMENT)


class MovedTime(forms.Form):
    """When, with whom, how and where; for a new time and for one that is moved."""

    use_required_attribute = False
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Write the date as year, month and day.")},
    )
    starts = forms.TimeField(
        label=_("Starts at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Choose when it starts."),
            "invalid": _("Write the time as hours and minutes, such as 09:30."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=45,
        error_messages={
            "required": _("Write how long it lasts."),
            "invalid": _("Write a whole number of minutes."),
            "min_value": _("An appointment lasts at least %(limit_value)s minutes."),
            "max_value": _("An appointment lasts at most %(limit_value)s minutes."),
        },
    )
    staff = forms.ChoiceField(
        label=_("With"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whom the client will meet."),
            "invalid_choice": _("Choose somebody who treats people in this team."),
        },
    )
    form = forms.ChoiceField(
        label=_("How you meet"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you meet."), "invalid_choice": _("Choose how you meet.")},
    )
    place = forms.CharField(
        label=_("Room or address of the video meeting"),
        required=False,
        max_length=200,
        help_text=_("The client sees it. It is not sent in text messages."),
        error_messages={"max_length": _("The place is longer than we have room for: at most 200 characters.")},
    )

    def __init__(self, *args: Any, zone: str, clinicians: Sequence[Clinician], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.zone = zone
        self.fields["staff"].choices = [(str(one.id), one.name) for one in clinicians]  # type: ignore[attr-defined]
        self.fields["form"].choices = [(each.value, label(each, language)) for each in ONE_TO_ONE]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "day" in cleaned and "starts" in cleaned:
            try:
                cleaned["starts_at"] = clock.at_wall(cleaned["day"], cleaned["starts"], self.zone)
            except ValueError:
                sentence = _("There is no such time: the clocks go forward that night.")
                self.add_error("starts", ValidationError(sentence))
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """What `move_appointment` takes beside `by` and the appointment."""
        cleaned = self.cleaned_data
        starts_at: datetime = cleaned["starts_at"]
        return {
            "starts_at": starts_at,
            "minutes": cleaned["minutes"],
            "form": Form(cleaned["form"]),
            "staff": uuid.UUID(cleaned["staff"]),
            "place": cleaned["place"],
        }


class NewTime(MovedTime):
    """A first time, which also has a purpose."""

    purpose = forms.ChoiceField(
        label=_("Purpose"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the talk is for."),
            "invalid_choice": _("Choose what the talk is for."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.fields["purpose"].choices = [(each.value, label(each, language)) for each in Purpose]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What `book` takes beside `by` and the episode."""
        return {**super().wanted(), "purpose": Purpose(self.cleaned_data["purpose"])}


def first_words(episode: Episode, clinicians: Sequence[Clinician]) -> dict[str, Any]:
    """What a new time most often is: the assessment while the person waits for it, with the one responsible."""
    responsible = str(episode.responsible_id or "")
    alone = str(clinicians[0].id) if len(clinicians) == 1 else ""
    return {
        "purpose": Purpose.ASSESSMENT if State(episode.state) in ASSESSING else None,
        "staff": responsible or alone,
    }


def words_of(appointment: Appointment, zone: str) -> dict[str, Any]:
    """A planned time as the form shows it."""
    local = appointment.starts_at.astimezone(ZoneInfo(zone))
    return {
        "day": local.date(),
        "starts": local.time(),
        "minutes": appointment.minutes,
        "staff": str(appointment.staff_id),
        "form": appointment.form,
        "place": appointment.place,
    }
