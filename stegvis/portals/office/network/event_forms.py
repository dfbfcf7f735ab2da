"""The form of an event: words in one language at a time, day and times on the team's wall, a programme line by line."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stegvis.definitions import clock
from stegvis.network.actions.plan_event import EventFields
from stegvis.network.queries.events import EventView
from stegvis.portals.network_words import COMES_AS
from stegvis.portals.office.network.forms import CHOOSE, FILL

_LINE = re.compile(r"(?P<at>[0-9]{1,2}[.:][0-9]{2})\s+(?P<title>[^;]+?)\s*(?:;\s*(?P<by>.+))?")
_DAY = {"required": _("Choose a day."), "invalid": _("Write the date as year, month and day.")}
_TIME = {"required": _("Choose a time."), "invalid": _("Write the time as hours and minutes, such as 09:30.")}


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=_DAY)


def _time(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, error_messages=_TIME)


class EventForm(forms.Form):
    use_required_attribute = False
    language = forms.ChoiceField(label=_("Language of the words below"), error_messages=CHOOSE)
    title = forms.CharField(label=_("Title"), max_length=150, error_messages=FILL)
    summary = forms.CharField(
        label=_("What it is about, and for whom"),
        max_length=1000,
        error_messages=FILL,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    day = _day(_("Day"))
    starts = _time(_("Starts at"))
    ends = _time(_("Ends at"))
    sign_up_day = _day(_("Last day to sign up"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    is_digital = forms.BooleanField(label=_("One can take part on a screen"), required=False)
    seats = forms.IntegerField(
        label=_("Seats"),
        help_text=_("Leave it empty where there is room for everybody."),
        min_value=1,
        max_value=5000,
        required=False,
    )
    programme = forms.CharField(
        label=_("Programme"),
        help_text=_("One line for each part: the time, what it is, and after a semicolon who: 09.00 Welcome; Ane Lie"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    is_public = forms.BooleanField(label=_("Show it to everybody"), required=False, initial=True)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean_programme(self) -> list[dict[str, str]]:
        # One space where there were many: a row of spaces could be divided among the pattern's parts for hours.
        lines = [" ".join(line.split()) for line in self.cleaned_data["programme"].splitlines() if line.strip()]
        found = [_LINE.fullmatch(line) for line in lines]
        wrong = next((line for line, match in zip(lines, found, strict=True) if match is None), None)
        if wrong is not None:
            raise forms.ValidationError(
                _("This line does not begin with a time: %(line)s"), params={"line": wrong[:60]}
            )
        return [
            {"at": match["at"].replace(":", "."), "title": match["title"], "by": match["by"] or ""}
            for match in found
            if match
        ]

    def wanted(self, **more: Any) -> EventFields:
        given = self.cleaned_data
        return EventFields(
            texts={given["language"]: {"title": given["title"], "summary": given["summary"]}},
            starts_at=self._at(given["day"], given["starts"]),
            ends_at=self._at(given["day"], given["ends"]),
            sign_up_by=min(self._at(given["sign_up_day"], time(23, 59)), self._at(given["day"], given["starts"])),
            programme=given["programme"],
            place=given["place"],
            is_digital=given["is_digital"],
            seats=given["seats"],
            is_public=given["is_public"],
            **more,
        )

    def _at(self, day: date, wall: time) -> datetime:
        return clock.at_wall(day, wall, self.zone)


class JoinEventForm(forms.Form):
    """What is asked of somebody whose name and address are known."""

    use_required_attribute = False
    comes_as = forms.ChoiceField(
        label=_("What brings you?"),
        help_text=_("We count it, so that everybody can see who such days are made with. No name goes with the count."),
        choices=list(COMES_AS.items()),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    needs = forms.CharField(
        label=_("Is there anything we should arrange for you?"),
        help_text=_(
            "For instance a hearing loop, a step-free way in, or food you cannot eat. Nothing about your health."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewEventForm(EventForm):
    network = forms.ChoiceField(label=_("Network"), required=False)
    slug = forms.SlugField(
        label=_("Short name, for the address"),
        max_length=80,
        help_text=_("Small letters, figures and hyphens."),
        error_messages={**FILL, "invalid": _("Use small letters, figures and hyphens only.")},
    )

    def __init__(self, *args: Any, networks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].choices = [("", _("None")), *networks]  # type: ignore[attr-defined]


def filled_in(event: EventView, zone: str) -> dict[str, Any]:
    """An event as its form shows it."""
    starts, ends, last = (
        instant.astimezone(ZoneInfo(zone)) for instant in (event.starts_at, event.ends_at, event.sign_up_by)
    )
    lines = [f"{one['at']} {one['title']}" + (f"; {one['by']}" if one.get("by") else "") for one in event.programme]
    same = ("language", "title", "summary", "place", "is_digital", "seats", "is_public")
    return {
        **{name: getattr(event, name) for name in same},
        "day": starts.date(), "starts": starts.time(), "ends": ends.time(), "sign_up_day": last.date(),
        "programme": "\n".join(lines),
    }  # fmt: skip
