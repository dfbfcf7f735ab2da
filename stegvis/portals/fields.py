"""Form fields as the kit shows them, and the date in three parts. Owns no form and no rule of any room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DJANGOS_ROWS = "10"  # what Django gives a textarea nobody asked about


@dataclass(frozen=True)
class Shown:
    """All that `parts/field.html` needs to draw one field."""

    kind: str  # "line", "choices", "tick" or "parts"
    name: str
    id: str
    label: str
    hint: str
    errors: Sequence[str]
    optional: bool
    described: str
    heading: bool = False
    inline: bool = False
    control: str = ""
    options: Sequence[BoundWidget] = field(default_factory=tuple)


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "parts" if isinstance(widget, DayParts) else "line"


def _described(bound: BoundField, hint: str) -> str:
    parts = [bound.field.widget.attrs.get("aria-describedby", "")]
    if hint:
        parts.append(f"{bound.auto_id}_helptext")
    if bound.errors:
        parts.append(f"{bound.auto_id}_error")
    return " ".join(part for part in parts if part)


def show(
    bound: BoundField,
    *,
    heading: bool = False,
    inline: bool = False,
    rows: int | None = None,
    hint: str | None = None,
    label: str | None = None,
    optional: bool | None = None,
) -> Shown:
    """What the template draws; everything typed, and every attribute of the widget, is kept."""
    widget = bound.field.widget
    kind = _kind(widget)
    words = str(bound.help_text if hint is None else hint)
    described = _described(bound, words)
    return Shown(
        kind=kind,
        name=bound.html_name,
        id=str(bound.auto_id),
        label=str(label or bound.label),
        hint=words,
        errors=[str(error) for error in bound.errors],
        optional=(not bound.field.required and kind != "tick") if optional is None else optional,
        described=described,
        heading=heading,
        inline=inline,
        control="" if kind == "choices" else _control(bound, described if kind != "parts" else "", rows),
        options=_options(bound) if kind == "choices" else (),
    )


def _classes(widget: forms.Widget) -> str:
    return " ".join(filter(None, ["ds-input", str(widget.attrs.get("class", ""))]))


def _control(bound: BoundField, described: str, rows: int | None) -> SafeString:
    attrs: dict[str, Any] = {"class": _classes(bound.field.widget)}
    if described:
        attrs["aria-describedby"] = described
    if rows or bound.field.widget.attrs.get("rows") == DJANGOS_ROWS:
        attrs["rows"] = rows or 5
    return bound.as_widget(attrs=attrs)


def _options(bound: BoundField) -> Sequence[BoundWidget]:
    options = list(bound.subwidgets)
    for option in options:
        option.data["attrs"]["class"] = _classes(bound.field.widget)
    return options


def first_id(bound: BoundField) -> str:
    """The id of what a link in the summary should reach: the first option, part or the control itself."""
    if _kind(bound.field.widget) == "choices":
        return f"{bound.auto_id}_0"
    if _kind(bound.field.widget) == "parts":
        return f"{bound.auto_id}_day"
    return str(bound.auto_id)


def problems(forms_: Iterable[BaseForm]) -> list[tuple[str, str]]:
    """(id of the field or "", sentence) for every error of the forms, in the order of the fields."""
    found: list[tuple[str, str]] = []
    for form in forms_:
        if not form.is_bound:
            continue
        found += [("", str(error)) for error in form.non_field_errors()]
        found += [(first_id(bound), f"{_asked(bound)} {error}") for bound in form for error in bound.errors]
    return found


def _asked(bound: BoundField) -> str:
    """The label as it opens a line of the summary: "Name:", or a question as it stands."""
    words = str(bound.label)
    return words if words.endswith("?") else f"{words}:"


class DayParts(forms.Widget):
    """Day, month and year in three small fields: easier than any calendar for a date one knows by heart."""

    template_name = "portals/parts/day_parts.html"
    use_fieldset = True
    names = ("day", "month", "year")

    def __init__(self, *, birth: bool = False, attrs: dict[str, Any] | None = None) -> None:
        """`birth` lets the browser offer the person's own date of birth."""
        super().__init__(attrs)
        self.birth = birth

    def id_for_label(self, id_: str) -> str:
        """The first part."""
        return f"{id_}_day" if id_ else id_

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> tuple[str, str, str]:
        """What was typed, part by part and unchanged, so that it can be shown again."""
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part in self.names)
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        """Nothing was sent at all."""
        return all(f"{name}_{part}" not in data for part in self.names)

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        """Three labelled inputs."""
        if isinstance(value, date):
            value = (str(value.day), str(value.month), str(value.year))
        typed = value or ("", "", "")
        parts = zip(
            self.names,
            (
                pgettext_lazy("part of a date", "Day"),
                pgettext_lazy("part of a date", "Month"),
                pgettext_lazy("part of a date", "Year"),
            ),
            (2, 2, 4),
            typed,
            strict=True,
        )
        context = {"parts": list(parts), "name": name, "attrs": attrs or {}, "birth": self.birth}
        return SafeString(render_to_string(self.template_name, context))


class DayField(forms.Field):
    """A date in three parts. Its errors say what is wrong with the date, not with the format."""

    widget = DayParts
    default_error_messages = {
        "required": _("Write the day, the month and the year."),
        "incomplete": _("The date needs a day, a month and a year with four digits."),
        "invalid": _("There is no such date. Check the day and the month."),
        "early": _("The date is too far back. Check the year."),
        "late": _("The date is in the future. Check the year."),
    }

    def __init__(self, *, earliest: date | None = None, latest: Any = None, **kwargs: Any) -> None:
        """`earliest` is a date; `latest` a function that gives one, for today moves on."""
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def prepare_value(self, value: Any) -> Any:
        """Dates and typed parts are both shown as they are."""
        return value

    def to_python(self, value: Any) -> date | None:
        """The date, nothing, or a sentence about what is wrong."""
        if isinstance(value, date):
            return value
        parts = tuple(value or ("", "", ""))
        if not any(parts):
            return None
        if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[2]) != 4:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def validate(self, value: date | None) -> None:
        """Within the bounds, where there are any."""
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise ValidationError(self.error_messages["early"], code="early")
        if value and self.latest and value > self.latest():
            raise ValidationError(self.error_messages["late"], code="late")


class GivenCode(forms.CharField):
    """A code that somebody was given to type (`definitions.spoken_codes`)."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Code"),
            max_length=40,
            help_text=_("Ten letters and digits. Dashes and spaces do not matter."),
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 16}
            ),
            error_messages={"required": _("Write the code you were given.")},
        )
