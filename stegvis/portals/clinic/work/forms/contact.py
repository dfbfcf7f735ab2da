"""A contact in under half a minute: whether the client came is asked; the rest is filled in from the appointment."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.care.actions.record_contact import LONGEST
from stegvis.care.models import Appointment, Contact, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance, Form, Level, Purpose, label

USUAL_PURPOSE = {
    State.WAITING: Purpose.ASSESSMENT,
    State.IN_ASSESSMENT: Purpose.ASSESSMENT,
    State.IN_FOLLOW_UP: Purpose.FOLLOW_UP,
}


class ContactForm(forms.Form):
    use_required_attribute = False
    attendance = forms.ChoiceField(
        label=_("Did the client come?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether the client came."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )
    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the date as year, month and day, such as 2026-03-17."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=0,
        max_value=LONGEST,
        error_messages={
            "invalid": _("Write a whole number of minutes."),
            "min_value": _("Minutes cannot be fewer than 0."),
            "max_value": _("A contact lasts at most %(limit_value)s minutes."),
        },
    )
    purpose = forms.ChoiceField(
        label=_("What it was for"),
        error_messages={"required": _("Choose what it was for."), "invalid_choice": _("Choose what it was for.")},
    )
    form = forms.ChoiceField(
        label=_("How you met"),
        error_messages={"required": _("Choose how you met."), "invalid_choice": _("Choose how you met.")},
    )
    level = forms.ChoiceField(label=_("Level of care"), required=False)
    appointment = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        choose, not_decided = [("", _("Choose"))], [("", _("Not decided"))]
        self.fields["attendance"].choices = _labelled(Attendance, language)  # type: ignore[attr-defined]
        self.fields["purpose"].choices = choose + _labelled(Purpose, language)  # type: ignore[attr-defined]
        self.fields["form"].choices = choose + _labelled(Form, language)  # type: ignore[attr-defined]
        self.fields["level"].choices = not_decided + _labelled(Level, language)  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What `record_contact` and `correct_contact` take beside `by` and what they are about."""
        cleaned = self.cleaned_data
        return {
            "on": cleaned["on"],
            "purpose": Purpose(cleaned["purpose"]),
            "form": Form(cleaned["form"]),
            "attendance": Attendance(cleaned["attendance"]),
            "level": cleaned["level"],
            "minutes": cleaned["minutes"],
        }


def first_words(episode: Episode, appointment: Appointment | None, zone: str) -> dict[str, Any]:
    """Today's talk as it was booked; without one, what is usual where the client stands. Attendance stays open."""
    if appointment is None:
        purpose = USUAL_PURPOSE.get(State(episode.state), Purpose.TREATMENT)
        return {"on": clock.today(zone), "purpose": purpose, "level": episode.level}
    return {
        "on": appointment.starts_at.astimezone(ZoneInfo(zone)).date(),
        "purpose": appointment.purpose,
        "form": appointment.form,
        "minutes": appointment.minutes,
        "level": episode.level,
        "appointment": appointment.pk,
    }


def words_of(contact: Contact) -> dict[str, Any]:
    """A contact as it stands, for the page on which it is corrected."""
    return {
        "attendance": contact.attendance,
        "on": contact.on,
        "purpose": contact.purpose,
        "form": contact.form,
        "minutes": contact.minutes,
        "level": contact.level,
    }


def wanted_appointment(text: str | None) -> uuid.UUID | None:
    """The appointment an address or a form names; something else in its place names none."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


def _labelled(codes: Any, language: str) -> list[tuple[str, str]]:
    return [(each.value, label(each, language)) for each in codes]
