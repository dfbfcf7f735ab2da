"""How the person may be reached: each way is safe, must not be used, or is not given. At least one is safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.phone_numbers import NotAPhoneNumber, Reason, read
from stegvis.people.models import Channel
from stegvis.portals.referral_form.part import Part

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

SAFE, NEVER, NOT_GIVEN = "safe", "never", "none"
ANSWERS = [(SAFE, _("Yes, it is safe")), (NEVER, _("No, never")), (NOT_GIVEN, _("Not given"))]
OTHER_MUNICIPALITY = "other"

PHONE_REASONS = {
    "NO": _("The number has %(digits)d digits. A Norwegian number has eight; others begin with + and a country code."),
    "SE": _(
        "The number has %(digits)d digits. A Swedish number begins with 0 and has eight to ten; "
        "others begin with + and a country code."
    ),
}


@dataclass(frozen=True)
class Way:
    """A question of safety, the field whose value it is about, and what to say where they do not fit."""

    kind: Channel.Kind
    field: str
    missing: Words


WAYS = {
    "may_call": Way(Channel.Kind.PHONE, "phone", _("Write the number that is safe.")),
    "may_text": Way(Channel.Kind.SMS, "phone", _("Write the number that is safe.")),
    "may_email": Way(Channel.Kind.EMAIL, "email", _("Write the e-mail address that is safe.")),
    "may_write": Way(Channel.Kind.LETTER, "address", _("Write the address that is safe.")),
}
UNSAID = {
    "phone": ("may_call", _("You gave a number. Say whether it is safe to use, or take the number out.")),
    "email": ("may_email", _("You gave an address. Say whether it is safe to use, or take the address out.")),
    "address": ("may_write", _("You gave an address. Say whether it is safe to use, or take the address out.")),
}


def _safety(question: Words) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=question,
        choices=ANSWERS,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers.")},
    )


class WaysToReach(Part):
    municipality = forms.ChoiceField(
        label=_("Municipality"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose where you live."),
            "invalid_choice": _("Choose where you live."),
        },
    )
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"max_length": _("A phone number is not that long.")},
    )
    may_call = _safety(_("May we call this number?"))
    may_text = _safety(_("May we send text messages to this number?"))
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("An e-mail address looks like this: name@example.org"),
            "max_length": _("An e-mail address is not that long."),
        },
    )
    may_email = _safety(_("May we send e-mail to this address?"))
    address = forms.CharField(
        label=_("Postal address"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"autocomplete": "street-address", "rows": 3}),
        error_messages={
            "max_length": _("The address is longer than we have room for: at most %(limit_value)d characters."),
        },
    )
    may_write = _safety(_("May we send letters to this address?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = (OTHER_MUNICIPALITY, _("Another municipality"))
        self.fields["municipality"].choices = [*self.place.municipalities, other]  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            return read(typed, self.place.country)
        except NotAPhoneNumber as fault:
            if fault.reason is Reason.LENGTH:
                sentence = PHONE_REASONS[self.place.country] % {"digits": fault.digits}
                raise ValidationError(sentence) from None
            raise ValidationError(_("A phone number has digits only, and a + in front of a country code.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for question, way in WAYS.items():
            if cleaned.get(question) == SAFE and not cleaned.get(way.field) and way.field not in self.errors:
                self.add_error(way.field, way.missing)
        for field, (question, sentence) in UNSAID.items():
            answers = {cleaned.get(name) for name, way in WAYS.items() if way.field == field}
            if cleaned.get(field) and not answers & {SAFE, NEVER}:
                self.add_error(question, sentence)
        unclear = self.errors.keys() & {*WAYS, *UNSAID}
        if not unclear and not any(cleaned.get(question) == SAFE for question in WAYS):
            self.add_error("may_call", _("Give at least one way to be reached that is safe."))
        return cleaned
