"""Forms made from the facts of a tool: every fault has its sentence at its field, and all that was typed stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.definitions.programme import Block, Field
from stegvis.definitions.programme.answers import LONGEST, read_answers
from stegvis.definitions.tools import Tool, bad_entry
from stegvis.definitions.tools.diary import Misfit

YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))
MISFITS = {
    "missing": gettext_lazy("Fill this in."),
    "too_long": gettext_lazy("This is longer than there is room for: at most %(longest)s characters."),
    "no_number": gettext_lazy("Write a number, such as 30."),
    "out_of_range": gettext_lazy("Write a number from %(least)s to %(most)s."),
    "no_choice": gettext_lazy("Choose one of the answers."),
    "no_date": gettext_lazy("Write the date as day, month and year, such as 17.3.2026."),
    "no_time": gettext_lazy("Write the time as hours and minutes, such as 23:15."),
    "order": gettext_lazy("This does not fit with the time before it. Look at all the times of the night."),
    "length": gettext_lazy("You got up at the very time you went to bed. Look at all the times of the night."),
    "awake": gettext_lazy("Together with the time it took to fall asleep, this is longer than the night."),
}
DAY_ERRORS = {
    "required": gettext_lazy("Choose the day."),
    "invalid": gettext_lazy("Write the date as year, month and day, such as 2026-03-17."),
}


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EntryForm(forms.Form):
    """One entry of a tool, about the day it names."""

    use_required_attribute = False
    on = forms.DateField(label=gettext_lazy("Day"), widget=day_input(), error_messages=DAY_ERRORS)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: Tool, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert of.entry is not None
        self.of, self.zone, self.block = of, zone, of.entry
        for field in of.entry.fields:
            self.fields[_name(field)] = field_for(field, required=field.id in of.required)
        if of.is_daily:
            self.fields["on"].label = _("The day you got up")

    def values(self) -> dict[str, str]:
        """As it was typed, by field of the tool."""
        return _typed(self.cleaned_data, self.block, "")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors:
            _kept, misfits = bad_entry(self.of, self.values(), cleaned["on"], self.zone)
            self.tell(misfits)
        return cleaned

    def tell(self, misfits: Iterable[Misfit]) -> None:
        """Each fault at its field."""
        fields = {field.id: field for field in self.block.fields}
        for misfit in misfits:
            self.add_error(_name(fields[misfit.field]), misfit_words(misfit.kind, fields[misfit.field]))


class PlanForm(forms.Form):
    """A plan: all its rows on one page, with two empty ones after those that are filled in."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, block: Block, filled: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.block = block
        self.rows = min(block.rows, filled + 2)
        for row in range(self.rows):
            for field in block.fields:
                self.fields[_name(field, _row(row))] = field_for(field, required=False)

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields row by row."""
        return [[self[_name(field, _row(row))] for field in self.block.fields] for row in range(self.rows)]

    def answers(self) -> list[dict[str, str]]:
        """Without rows that were left empty between others."""
        rows = [_typed(self.cleaned_data, self.block, _row(row)) for row in range(self.rows)]
        return [row for row in rows if any(row.values())]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors:
            rows = [_typed(cleaned, self.block, _row(row)) for row in range(self.rows)]
            for wrong in read_answers(self.block, rows)[1]:
                self.add_error(_name(wrong.field, _row(wrong.row)), misfit_words(wrong.kind, wrong.field))
        return cleaned


class WindowForm(forms.Form):
    """When to get up all seven days, and from which evening."""

    use_required_attribute = False
    rises_at = forms.TimeField(
        label=gettext_lazy("I want to get up at"),
        help_text=gettext_lazy("The same time all seven days of the week."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Choose when you want to get up."),
            "invalid": MISFITS["no_time"],
        },
    )
    valid_from = forms.DateField(
        label=gettext_lazy("I want to begin on the evening of"), widget=day_input(), error_messages=DAY_ERRORS
    )


def initial_of(block: Block, rows: Sequence[Mapping[str, str]], *, is_plan: bool = False) -> dict[str, Any]:
    """What stands, as the form shows it."""
    return {
        _name(field, _row(number) if is_plan else ""): (
            row[field.id].split() if field.kind == "choices" else row[field.id]
        )
        for number, row in enumerate(rows)
        for field in block.fields
        if row.get(field.id)
    }


def day_of(text: str | None, otherwise: date) -> date:
    """The day an address names; something else in its place names none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


def misfit_words(kind: str, field: Field) -> str:
    return str(MISFITS[kind]) % {"least": field.least, "most": field.most, "longest": LONGEST}


def field_for(field: Field, *, required: bool) -> forms.Field:
    """The form field that asks it. Numbers are typed: a phone shows its digits, and nothing typed is ever lost."""
    told: dict[str, Any] = {
        "label": field.label, "required": required, "help_text": _help(field),
        "error_messages": {"required": MISFITS["missing"], "invalid_choice": MISFITS["no_choice"]},
    }  # fmt: skip
    if field.kind in ("choice", "yes_no"):
        return forms.ChoiceField(choices=field.choices or YES_NO, widget=forms.RadioSelect, **told)
    if field.kind == "choices":
        return forms.MultipleChoiceField(choices=field.choices, widget=forms.CheckboxSelectMultiple, **told)
    return forms.CharField(widget=_widget(field.kind), **told)


def _widget(kind: str) -> forms.Widget:
    attrs = {"autocomplete": "off"}
    if kind == "long_text":
        return forms.Textarea(attrs={**attrs, "rows": 3})
    if kind in ("time", "date"):
        return forms.TextInput(attrs={**attrs, "type": kind})
    if kind in ("number", "scale"):
        return forms.TextInput(attrs={**attrs, "inputmode": "decimal" if kind == "number" else "numeric"})
    return forms.TextInput(attrs=attrs)


def _help(field: Field) -> str:
    parts = [field.help]
    if field.kind == "scale":
        parts.append(
            _("%(least)s is %(least_label)s, %(most)s is %(most_label)s.")
            % {"least": field.least, "least_label": field.least_label, "most": field.most,
               "most_label": field.most_label}
        )  # fmt: skip
    elif field.unit:
        parts.append(_("In %(unit)s.") % {"unit": field.unit})
    return " ".join(filter(None, parts))


def _typed(cleaned: Mapping[str, Any], block: Block, row: str) -> dict[str, str]:
    found = ((field.id, cleaned.get(_name(field, row)) or "") for field in block.fields)
    return {name: " ".join(value) if isinstance(value, list) else str(value) for name, value in found if value}


def _name(field: Field, row: str = "") -> str:
    return f"{row}v-{field.id}"


def _row(number: int) -> str:
    return f"r{number}-"
