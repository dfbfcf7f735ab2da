"""Forms of the client's log-in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.definitions import clock
from stegvis.people.queries.teams import TeamEntry
from stegvis.portals.fields import DayField, DayParts, GivenCode


def _birth_date() -> DayField:
    return DayField(
        label=_("Date of birth"),
        earliest=date(1900, 1, 1),
        latest=lambda: clock.today("Europe/Oslo"),
        widget=DayParts(birth=True),
    )


class SentCode(forms.Form):
    """The six digits that were sent."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six digits."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 8}),
        error_messages={"required": _("Write the code we sent you.")},
    )


class SpokenCode(forms.Form):
    """The code from the team, and the day of birth."""

    use_required_attribute = False
    code = GivenCode()
    birth_date = _birth_date()


class NewLink(forms.Form):
    """What a new link is asked for with."""

    use_required_attribute = False
    team = forms.ChoiceField(
        label=_("Which team helps you?"), error_messages={"required": _("Choose the team that helps you.")}
    )
    contact = forms.CharField(
        label=_("Mobile number or e-mail address"),
        max_length=254,
        help_text=_("One that you gave the team as safe."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Write a mobile number or an e-mail address.")},
    )
    birth_date = _birth_date()

    def __init__(self, *args: Any, teams: tuple[TeamEntry, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # With one team there is nothing to choose.
        first = [("", _("Choose a team"))] if len(teams) != 1 else []
        self.fields["team"].choices = [*first, *((one.slug, one.name) for one in teams)]  # type: ignore[attr-defined]
