"""The form by which somebody signs up for an event."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.network.actions.sign_up import LONGEST, Guest
from stegvis.portals.network_words import COMES_AS

FILL = {"required": _("Fill this in.")}


class SignUpForm(forms.Form):
    """Four questions; only the last may be left empty."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST["name"],
        error_messages=FILL,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We write there whether you have a seat, and how to give it back."),
        error_messages={**FILL, "invalid": _("Write the whole address, as name@place.example.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    comes_as = forms.ChoiceField(
        label=_("What brings you?"),
        help_text=_("We count it, so that everybody can see who such days are made with. No name goes with the count."),
        choices=list(COMES_AS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of the answers.")},
    )
    needs = forms.CharField(
        label=_("Is there anything we should arrange for you?"),
        help_text=_(
            "For instance a hearing loop, a step-free way in, or food you cannot eat. Nothing about your health."
        ),
        max_length=LONGEST["needs"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def guest(self) -> Guest:
        return Guest(**{name: self.cleaned_data[name] for name in ("name", "email", "comes_as", "needs")})
