"""Forms of the office portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.people.actions.change_team import LONGEST_ALERT, Span
from stegvis.people.models import Role, Team

ROLES = {
    Role.THERAPIST: gettext_lazy("Therapist"),
    Role.LEAD: gettext_lazy("Psychologist or clinical lead"),
    Role.COORDINATOR: gettext_lazy("Coordinator"),
    Role.MANAGER: gettext_lazy("Manager"),
    Role.ADMINISTRATOR: gettext_lazy("Administrator"),
    Role.EDITOR: gettext_lazy("Editor"),
    Role.LANGUAGE_REVIEWER: gettext_lazy("Language reviewer"),
    Role.USER_REPRESENTATIVE: gettext_lazy("User representative"),
    Role.SUPPORTER: gettext_lazy("Implementation supporter"),
    Role.NETWORK_MEMBER: gettext_lazy("Network member"),
}


class TeamForm(forms.Form):
    """How the team works. One introduction a language; opening hours a weekday, empty when closed."""

    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30, required=False)
    target_wait_days = forms.IntegerField(
        label=gettext_lazy("Target wait to assessment, in days"), min_value=1, max_value=365
    )
    alert_minutes = forms.IntegerField(
        label=gettext_lazy("An alert must be read within, in service minutes"),
        min_value=1,
        max_value=LONGEST_ALERT,
        help_text=gettext_lazy("240 at most: four hours of opening time. It may be shorter, never longer."),
    )
    is_open = forms.BooleanField(label=gettext_lazy("The team takes new referrals"), required=False)

    def __init__(self, team: Team, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = self.now(team)
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"introduction_{code}"] = forms.CharField(
                label=_("What the team says of itself, %(language)s") % {"language": name},
                max_length=400,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )
        for weekday, name in WEEKDAYS.items():
            for part, words in (("opens", _("%(day)s, opens")), ("closes", _("%(day)s, closes"))):
                self.fields[f"{part}_{weekday}"] = forms.TimeField(
                    label=words % {"day": str(name).capitalize()},
                    required=False,
                    widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
                )

    @staticmethod
    def now(team: Team) -> dict[str, Any]:
        """What stands today. Only the first span of a weekday has a place in this form."""
        hours = {}
        for span in sorted(team.opening_hours.all(), key=lambda one: one.opens, reverse=True):
            hours[f"opens_{span.weekday}"], hours[f"closes_{span.weekday}"] = span.opens, span.closes
        words = {f"introduction_{code}": team.introduction.get(code, "") for code, _ in settings.LANGUAGES}
        return {
            "phone": team.phone,
            "target_wait_days": team.target_wait_days,
            "alert_minutes": team.alert_minutes,
            "is_open": team.is_open,
            **words,
            **hours,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for weekday in WEEKDAYS:
            opens, closes = given.get(f"opens_{weekday}"), given.get(f"closes_{weekday}")
            if (opens is None) != (closes is None) and not self.errors.keys() & {
                f"opens_{weekday}",
                f"closes_{weekday}",
            }:
                self.add_error(f"closes_{weekday}", _("Write both when the team opens and when it closes, or neither."))
            elif opens and closes and closes <= opens:
                self.add_error(f"closes_{weekday}", _("The team must close after it opens."))
        return given

    def wanted(self) -> dict[str, Any]:
        """The arguments of `change_team`."""
        given = self.cleaned_data
        return {
            "phone": given["phone"],
            "target_wait_days": given["target_wait_days"],
            "alert_minutes": given["alert_minutes"],
            "is_open": given["is_open"],
            "introduction": {code: given[f"introduction_{code}"] for code, _ in settings.LANGUAGES},
            "spans": list(self._spans()),
        }

    def _spans(self) -> Iterator[Span]:
        for weekday in WEEKDAYS:
            opens: time | None = self.cleaned_data[f"opens_{weekday}"]
            closes: time | None = self.cleaned_data[f"closes_{weekday}"]
            if opens and closes:
                yield Span(weekday, opens, closes)


class MemberForm(forms.Form):
    """Somebody who is to work in the team."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    profession = forms.CharField(label=gettext_lazy("Profession"), max_length=100, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=list(ROLES.items()), widget=forms.RadioSelect)
