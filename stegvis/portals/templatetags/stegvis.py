"""The kit's tags and filters: fields, errors, command ids, icons, steps, scrolling, dates and figures."""

from datetime import date, datetime, tzinfo
from typing import Any
from uuid import UUID, uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from stegvis.portals import pictures, wording
from stegvis.portals.fields import Shown, problems, show
from stegvis.portals.icons import STROKES

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of our icons. Beside words it is silent; alone it needs a label."""
    stroke = STROKES[name]
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}"><path d="{}"/></svg>',
            label,
            stroke,
        )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        stroke,
    )


@register.inclusion_tag("portals/parts/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, Shown]:
    """A whole field: label, hint, control, error. Options: `heading`, `inline`, `rows`, `hint`, `label`."""
    return {"shown": show(bound, **options)}


@register.inclusion_tag("portals/parts/fields.html")
def fields(form: BaseForm, **options: Any) -> dict[str, Any]:
    """Every field of the form in its own order, hidden ones first."""
    return {
        "hidden": form.hidden_fields(),
        "visible": [show(bound, **options) for bound in form.visible_fields()],
    }


@register.inclusion_tag("portals/parts/errors.html")
def errors(*forms: BaseForm) -> dict[str, Any]:
    """The summary above the form: what is missing, with links to the fields. Nothing when all is well."""
    return {"problems": problems(forms)}


@register.simple_tag(takes_context=True)
def command(context: Context, form: BaseForm | None = None) -> SafeString:
    """The hidden command id: a new one with every fresh form, the posted one when the form comes back."""
    return format_html('<input type="hidden" name="command" value="{}">', _command_id(context, form))


def _command_id(context: Context, form: BaseForm | None) -> UUID:
    request = context.get("request")
    posted = ""
    if form is not None:
        posted = str(form.data.get("command", "")) if form.is_bound else ""
    elif request is not None and request.method == "POST":
        posted = request.POST.get("command", "")
    try:
        return UUID(posted)
    except ValueError:
        return uuid4()


@register.simple_tag
def stair(now: int, total: int) -> SafeString:
    """The steps up to and with `now` of `total`. Silent: the words beside it say the same."""
    return pictures.stair(now=now, total=total)


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """A region that scrolls sideways by itself and can be reached by keyboard: wide tables, wide charts."""
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>',
        label,
        mark_safe(content),  # noqa: S308  (already rendered by the template that called us)
    )


@register.filter
def wall(instant: datetime | None, zone: tzinfo | str | None = None) -> str:
    """`{{ instant|wall:zone }}`: "tirsdag 17. mars kl. 12.00"."""
    return wording.wall(instant, zone) if instant else wording.NOTHING


@register.filter("clock")
def clock_filter(instant: datetime | None, zone: tzinfo | str | None = None) -> str:
    """`{{ instant|clock:zone }}`: "12.00", the words around it are the sentence's own."""
    return wording.clock_time(instant, zone) if instant else wording.NOTHING


def _date(moment: date | datetime, zone: tzinfo | str | None) -> date:
    return wording.local(moment, zone).date() if isinstance(moment, datetime) else moment


@register.filter
def day(moment: date | datetime | None, zone: tzinfo | str | None = None) -> str:
    """`{{ date|day }}` or `{{ instant|day:zone }}`: "tirsdag 17. mars"."""
    if moment is None:
        return wording.NOTHING
    return wording.day(_date(moment, zone), today=wording.today(zone))


@register.filter
def day_short(moment: date | datetime | None, zone: tzinfo | str | None = None) -> str:
    """`{{ date|day_short }}`: "17. mars", for tables."""
    if moment is None:
        return wording.NOTHING
    return wording.day_short(_date(moment, zone), today=wording.today(zone))


@register.filter
def day_full(moment: date | datetime | None, zone: tzinfo | str | None = None) -> str:
    """`{{ date|day_full }}`: "3. mai 1988"."""
    return wording.day_full(_date(moment, zone)) if moment else wording.NOTHING


@register.filter
def figure(value: wording.Number | None, decimals: int | None = None) -> str:
    """`{{ value|figure }}` or `{{ value|figure:1 }}`: the language's decimal mark; a dash for nothing."""
    return wording.figure(value, decimals)


@register.filter
def percent(value: wording.Number | None, decimals: int = 1) -> str:
    """`{{ value|percent }}`: a value already in per cent, "48,9 %"."""
    return wording.percent(value, decimals)


@register.filter
def change(value: wording.Number | None) -> str:
    """`{{ difference|change }}`: "+6" or "−8"."""
    return wording.change(value)


@register.filter
def tel(number: str) -> str:
    """`href="tel:{{ number|tel }}"`: the number as a telephone dials it."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")
