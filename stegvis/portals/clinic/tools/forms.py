"""Approving a sleep window, and prescribing training."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.tools.sleep import FLOOR
from stegvis.definitions.training import MOST_WEEKS, checklist, kinds
from stegvis.portals.diaries.words import hours
from stegvis.selfhelp.actions.prescribe_training import Dose, Health
from stegvis.selfhelp.actions.sleep_window import LONGEST
from stegvis.selfhelp.queries.windows import WindowView

YES_NO = (("no", _("No")), ("yes", _("Yes")))
LONGER = 9  # quarters of an hour that may be chosen beyond the rule


class ApproveForm(forms.Form):
    """As long as the rule says, or longer in steps of a quarter."""

    use_required_attribute = False
    minutes = forms.TypedChoiceField(
        label=_("Time in bed"),
        coerce=int,
        error_messages={"required": _("Choose how long."), "invalid_choice": _("Choose how long.")},
    )
    has_asked = forms.BooleanField(
        label=_(
            "I have gone through with the client what speaks against it: mania or psychosis, epilepsy, sleepwalking, "
            "untreated sleep apnoea, pregnancy, falls, driving and dangerous work."
        ),
        error_messages={"required": _("Go through what speaks against it with the client first.")},
    )

    def __init__(self, *args: Any, window: WindowView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least = max(FLOOR, window.proposed)
        lengths = range(least, min(LONGEST, least + 15 * LONGER) + 1, 15)
        self.fields["minutes"].choices = [(length, hours(length)) for length in lengths]  # type: ignore[attr-defined]


class TrainingForm(forms.Form):
    """The questions about the body first, then kind and dose."""

    use_required_attribute = False
    doctor = forms.CharField(
        label=_("What the doctor says"),
        required=False,
        max_length=1000,
        help_text=_("Needed before intervals when any answer above is yes: who you asked, when, and the view."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    limits = forms.CharField(
        label=_("Adapted to these limits"),
        required=False,
        max_length=500,
        help_text=_("The client sees this."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of training it is.")},
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day of the week.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes a session"),
        min_value=1,
        max_value=180,
        error_messages={
            "required": _("Write how many minutes."),
            "invalid": _("Write a whole number of minutes."),
            "min_value": _("A session is 1 to 180 minutes."),
            "max_value": _("A session is 1 to 180 minutes."),
        },
    )
    effort = forms.IntegerField(
        label=_("Effort, 0 to 10"),
        help_text=_(
            "Borg CR10: 3 one can talk in whole sentences, 5 in short ones, 7 only a few words (intervals), "
            "10 as hard as one can."
        ),
        min_value=0,
        max_value=10,
        error_messages={
            "required": _("Write the effort from 0 to 10."),
            "invalid": _("Write the effort from 0 to 10."),
            "min_value": _("Write the effort from 0 to 10."),
            "max_value": _("Write the effort from 0 to 10."),
        },
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the date as year, month and day, such as 2026-03-17."),
        },
    )
    weeks = forms.IntegerField(
        label=_("Weeks"),
        min_value=1,
        max_value=MOST_WEEKS,
        error_messages={
            "required": _("Write how many weeks."),
            "invalid": _("Write how many weeks."),
            "min_value": _("A plan is 1 to 26 weeks."),
            "max_value": _("A plan is 1 to 26 weeks."),
        },
    )
    words = forms.CharField(
        label=_("Words to the client"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        asked: dict[str, forms.Field] = {
            f"ask-{code}": forms.ChoiceField(
                label=texts[language],
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": _("Ask the client, and choose yes or no.")},
            )
            for code, texts in checklist().items()
        }
        self.fields = {**asked, **self.fields}
        self.fields["kind"].choices = [(kind.code, _said(kind.name[language], kind)) for kind in kinds().values()]  # type: ignore[attr-defined]
        self.fields["weekdays"].choices = list(WEEKDAYS.items())  # type: ignore[attr-defined]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[f"ask-{code}"] for code in checklist()]

    @property
    def dose_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("weekdays", "minutes", "effort", "starts_on", "weeks")]

    def dose(self) -> Dose:
        cleaned = self.cleaned_data
        return Dose(
            kind=cleaned["kind"],
            weekdays=cleaned["weekdays"],
            minutes=cleaned["minutes"],
            effort=cleaned["effort"],
            starts_on=cleaned["starts_on"],
            weeks=cleaned["weeks"],
        )

    def health(self) -> Health:
        cleaned = self.cleaned_data
        answers = {code: cleaned[f"ask-{code}"] == "yes" for code in checklist()}
        return Health(answers, cleaned["doctor"], cleaned["limits"], cleaned["words"])


def _said(name: str, kind: Any) -> str:
    dose = _("usually %(sessions)s a week, %(minutes)s minutes, effort %(effort)s") % {
        "sessions": kind.sessions, "minutes": kind.minutes, "effort": kind.effort,
    }  # fmt: skip
    return f"{name}: {dose}"
