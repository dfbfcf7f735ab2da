"""The duty roster: two people for each open day, one by one or a stretch of days at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stegvis.people.queries.clinicians import Clinician
from stegvis.portals.wording import day_short
from stegvis.safety.actions.plan_duty import Pair
from stegvis.safety.queries.roster import RosterDay

CHOOSE_ONE = _("Choose somebody who treats people in this team.")
TWO = _("Choose two different people: one on duty and one who steps in.")


@dataclass(frozen=True)
class Line:
    """A day of the page: its two fields, or none where the team is closed."""

    day: RosterDay
    duty: forms.BoundField | None
    substitute: forms.BoundField | None


class RosterForm(forms.Form):
    """Two selects for each open day; both or neither."""

    use_required_attribute = False

    def __init__(self, *args: Any, days: Sequence[RosterDay], clinicians: Sequence[Clinician], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        self.first = days[0].on
        choices = _choices(clinicians)
        for day in days:
            if day.is_open:
                duty, substitute = _ids(day)
                spoken = day_short(day.on, today=self.first)
                self.fields[f"duty-{day.on}"] = _field(_of_day(_("On duty"), spoken), choices, duty)
                self.fields[f"substitute-{day.on}"] = _field(_of_day(_("Steps in"), spoken), choices, substitute)

    @property
    def lines(self) -> list[Line]:
        return [
            Line(day, self[f"duty-{day.on}"], self[f"substitute-{day.on}"]) if day.is_open else Line(day, None, None)
            for day in self.days
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for day in self.days:
            duty, substitute = cleaned.get(f"duty-{day.on}"), cleaned.get(f"substitute-{day.on}")
            if day.is_open and (duty or substitute) and (duty == substitute or not duty or not substitute):
                self.add_error(f"substitute-{day.on}" if duty else f"duty-{day.on}", ValidationError(TWO))
        return cleaned

    def changed(self) -> dict[date, Pair | None]:
        """The days that were changed; None for one whose names were taken away."""
        found: dict[date, Pair | None] = {}
        for day in self.days:
            if not day.is_open:
                continue
            duty, substitute = self.cleaned_data[f"duty-{day.on}"], self.cleaned_data[f"substitute-{day.on}"]
            if (duty, substitute) != _ids(day):
                found[day.on] = Pair(uuid.UUID(duty), uuid.UUID(substitute)) if duty else None
        return found


class StretchForm(forms.Form):
    """The same two people on every open day from one day to another."""

    use_required_attribute = False
    first = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the first day."), "invalid": _("Write the date as year, month and day.")},
    )
    last = forms.DateField(
        label=_("To and with"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the last day."), "invalid": _("Write the date as year, month and day.")},
    )
    duty = forms.ChoiceField(label=_("On duty"), error_messages={"required": CHOOSE_ONE, "invalid_choice": CHOOSE_ONE})
    substitute = forms.ChoiceField(
        label=_("Steps in"), error_messages={"required": CHOOSE_ONE, "invalid_choice": CHOOSE_ONE}
    )

    def __init__(self, *args: Any, days: Sequence[RosterDay], clinicians: Sequence[Clinician], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        for name in ("duty", "substitute"):
            self.fields[name].choices = _choices(clinicians)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", ValidationError(_("The last day lies before the first.")))
        elif first and last and not self._stretch(first, last):
            self.add_error(
                "first", ValidationError(_("Choose days of the coming four weeks on which the team is open."))
            )
        if cleaned.get("duty") and cleaned.get("duty") == cleaned.get("substitute"):
            self.add_error("substitute", ValidationError(TWO))
        return cleaned

    def planned(self) -> dict[date, Pair | None]:
        cleaned = self.cleaned_data
        pair = Pair(uuid.UUID(cleaned["duty"]), uuid.UUID(cleaned["substitute"]))
        return dict.fromkeys(self._stretch(cleaned["first"], cleaned["last"]), pair)

    def _stretch(self, first: date, last: date) -> list[date]:
        return [day.on for day in self.days if day.is_open and first <= day.on <= last]


def first_stretch(days: Sequence[RosterDay], missing: Sequence[date]) -> dict[str, date]:
    """The first week that lacks somebody, to be filled."""
    begins = missing[0] if missing else days[0].on
    return {"first": begins, "last": min(begins + timedelta(days=6 - begins.weekday()), days[-1].on)}


def _choices(clinicians: Sequence[Clinician]) -> list[tuple[str, str]]:
    return [("", str(_("Nobody yet"))), *((str(one.id), one.name) for one in clinicians)]


def _of_day(words: Any, spoken: str) -> SafeString:
    """The label of a select: the day is beside it for those who see, and in it for those who listen."""
    return format_html('{} <span class="hidden">{}</span>', words, spoken)


def _field(label: str, choices: list[tuple[str, str]], initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, initial=initial, error_messages={"invalid_choice": CHOOSE_ONE}
    )


def _ids(day: RosterDay) -> tuple[str, str]:
    """Who stands there now; a name that does not count any more is shown as nobody."""
    if day.shift is None:
        return "", ""
    pair = (day.shift.duty, day.shift.substitute)
    return tuple(str(one.id) if one.is_active else "" for one in pair)  # type: ignore[return-value]
