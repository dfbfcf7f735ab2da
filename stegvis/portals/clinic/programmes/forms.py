"""Forms of the programmes: taking one in, giving one, arranging its modules, answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.care.actions.record_contact import LONGEST as MOST_MINUTES
from stegvis.definitions import clock
from stegvis.definitions.programme import Programme
from stegvis.selfhelp.actions.assign_programme import REPLY_DAYS
from stegvis.selfhelp.actions.write_remark import LONGEST
from stegvis.selfhelp.models import AssignedModule, Opens
from stegvis.selfhelp.queries.time_warp import Habit

WAYS = {
    Opens.COMPLETION: _("When the one before it is handed in"),
    Opens.THERAPIST: _("When you open it"),
    Opens.DATE: _("On days that you choose"),
}
HABITS = {
    Habit.WORKS: _("Works through every module"),
    Habit.FALLS_SILENT: _("Does the first module and falls silent"),
}
CHOOSE = _("Choose one of the answers.")


class ImportForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=_("The file"),
        help_text=_("A programme that was saved as a file in Stegvis, here or in another service."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": _("Choose the file first."), "empty": _("The file is empty.")},
    )


class GiveForm(forms.Form):
    """How a programme is given. All modules, unless some are chosen."""

    use_required_attribute = False
    which = forms.ChoiceField(
        label=_("Which modules?"),
        choices=[("all", _("All of them, in their order")), ("chosen", _("Those I choose below"))],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    modules = forms.MultipleChoiceField(
        label=_("Modules"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("The programme has no such module.")},
    )
    opens = forms.ChoiceField(
        label=_("How do the modules after the first open?"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    reply_days = forms.IntegerField(
        label=_("You answer within how many working days?"),
        min_value=1,
        max_value=10,
        error_messages={
            "required": _("Write a number of days."),
            "invalid": _("Write a whole number of days."),
            "min_value": _("At least one working day."),
            "max_value": _("At most ten working days."),
        },
    )

    def __init__(self, data: Any, *, programme: Programme) -> None:
        super().__init__(data, initial={"which": "all", "opens": programme.opening, "reply_days": REPLY_DAYS})
        named = [(each.id, each.title) for each in programme.modules]
        self.fields["modules"].choices = named  # type: ignore[attr-defined]
        self.fields["opens"].choices = list(WAYS.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("which") == "chosen" and not cleaned.get("modules"):
            self.add_error("modules", str(_("Choose at least one module of the programme.")))
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """What `assign_programme` takes beside who, whom and what."""
        cleaned = self.cleaned_data
        return {
            "modules": cleaned["modules"] if cleaned["which"] == "chosen" else None,
            "opens": Opens(cleaned["opens"]),
            "reply_days": cleaned["reply_days"],
        }


class AnswerForm(forms.Form):
    """The guide's words, the time they took, and whether the next module opens with them."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        max_length=LONGEST,
        error_messages={
            "required": _("Nothing is written yet."),
            "max_length": _("The text is longer than we have room for: at most 10 000 characters."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("Your own time. It stands with the contact, when this week counts as one."),
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        error_messages={
            "invalid": _("Write a whole number of minutes."),
            "min_value": _("Minutes cannot be fewer than 0."),
            "max_value": _("A contact lasts at most %(limit_value)s minutes."),
        },
    )
    opens_next = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, next_title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if next_title:
            self.fields["opens_next"].label = _("Open the next module: %(title)s") % {"title": next_title}
        else:
            del self.fields["opens_next"]


class DayForm(forms.Form):
    """The day on which a module opens."""

    use_required_attribute = False
    on = forms.DateField(
        label=_("Opens on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the date as year, month and day, such as 2026-03-17."),
        },
    )

    @classmethod
    def of(cls, module: AssignedModule) -> DayForm:
        """Each row's own, with ids of its own."""
        return cls(initial={"on": module.opens_on}, auto_id=f"on-{module.pk}")


class TimeForm(forms.Form):
    """Whom the twelve weeks are run for. What cannot be read is as on the first visit."""

    habit = forms.ChoiceField(label=_("An invented client who"), choices=list(HABITS.items()), required=False)
    opens = forms.ChoiceField(label=_("The modules open"), choices=list(WAYS.items()), required=False)
    begins = forms.DateField(
        label=_("Given on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False
    )

    def __init__(self, data: Any, *, programme: Programme, zone: str) -> None:
        usual = {"habit": Habit.WORKS.value, "opens": programme.opening, "begins": clock.today(zone).isoformat()}
        super().__init__({name: data.get(name) or value for name, value in usual.items()})
        self.usual = usual

    def wanted(self) -> dict[str, Any]:
        self.full_clean()
        cleaned = self.cleaned_data
        return {
            "habit": Habit(cleaned.get("habit") or self.usual["habit"]),
            "opens": cleaned.get("opens") or self.usual["opens"],
            "begins": cleaned.get("begins") or forms.DateField().clean(self.usual["begins"]),
        }
