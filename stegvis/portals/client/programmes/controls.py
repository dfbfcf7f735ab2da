"""A field of a sheet as HTML. Written here and not as a template: fields were half of a page's time (bench/player).

Knows nothing of programmes or readers; every word that comes in is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from stegvis.portals.templatetags.stegvis import icon

if TYPE_CHECKING:
    from stegvis.portals.client.programmes.forms import Asked

_LOOKS = {"scale": " choices-scale", "buttons": " choices-inline"}


def field_html(asked: Asked) -> SafeString:
    """Label, help, what is written in or chosen from, and what is wrong."""
    inner = _choices(asked) if asked.options else _line(asked)
    return mark_safe(inner)  # noqa: S308  (every word of it went through `escape`)


def _choices(asked: Asked) -> str:
    field, name = asked.field, escape(asked.name)
    type_ = "checkbox" if asked.kind == "ticks" else "radio"
    options = "".join(
        f'<label class="choice" for="{(own := escape(option.id))}"><input class="ds-input" type="{type_}" '
        f'name="{name}" id="{own}" value="{escape(option.value)}"{" checked" if option.is_chosen else ""}>'
        f"<span>{escape(option.text)}</span></label>"
        for option in asked.options
    )
    ends = ""
    if asked.kind == "scale":
        least, most = (
            f"<span>{end}: {escape(words)}</span>"
            for end, words in ((field.least, field.least_label), (field.most, field.most_label))
        )
        ends = f'<p class="ends small soft">{least}{most}</p>'
    return (
        f'<fieldset class="field{_wrong(asked)}"{_described(asked)}><legend>{escape(field.label)}</legend>'
        f'{_help(asked)}<div class="choices{_LOOKS.get(asked.kind, "")}">{options}</div>'
        f"{ends}{_error(asked)}</fieldset>"
    )


def _line(asked: Asked) -> str:
    field, own = asked.field, escape(asked.id)
    unit = f' <span class="optional">({escape(field.unit)})</span>' if field.unit else ""
    return (
        f'<div class="field{_wrong(asked)}"><label for="{own}">{escape(field.label)}{unit}</label>{_help(asked)}'
        f"{_input(asked)}{_error(asked)}</div>"
    )


def _input(asked: Asked) -> str:
    names = f'name="{escape(asked.name)}" id="{escape(asked.id)}"'
    around = _described(asked) + (' aria-invalid="true"' if asked.error else "")
    value = escape(asked.value)
    if asked.kind == "lines":
        return f'<textarea class="ds-input" {names} rows="4" maxlength="{asked.longest}"{around}>{value}</textarea>'
    look, limit = "", f' maxlength="{asked.longest}"' if asked.type == "text" else ""
    if asked.field.kind in ("number", "scale"):
        look, limit = " short", ' inputmode="decimal" maxlength="12"'
    return f'<input class="ds-input{look}" type="{asked.type}" {names} value="{value}"{limit}{around}>'


def _wrong(asked: Asked) -> str:
    return " is-wrong" if asked.error else ""


def _help(asked: Asked) -> str:
    text = asked.field.help
    return f'<div class="hint" id="{escape(asked.id)}-help">{escape(text)}</div>' if text else ""


def _described(asked: Asked) -> str:
    """What a screen reader says of it beside its label."""
    own = escape(asked.id)
    by = [f"{own}-{part}" for part, text in (("help", asked.field.help), ("error", asked.error)) if text]
    return f' aria-describedby="{" ".join(by)}"' if by else ""


def _error(asked: Asked) -> str:
    if not asked.error:
        return ""
    return (
        f'<p class="field-error" id="{escape(asked.id)}-error" lang="{get_language() or "nb"}">{icon("error")}'
        f"<span>{escape(asked.error)}</span></p>"
    )
