"""The form of an offer nearby: what it is, in one language at a time; where; how one gets in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.places import named
from stegvis.definitions.plain_letters import fold
from stegvis.network.actions.keep_offer import LONGEST, OfferFields
from stegvis.network.models import LocalOffer
from stegvis.portals.offer_words import KINDS, ROOM, problems

FILL = {"required": _("Fill this in.")}
CHOOSE = {"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of the answers.")}
KNOWN = (("", _("Not known")), ("yes", _("Yes")), ("no", _("No")))
WORDS = ("name", "description", "cost", "access")


class OfferForm(forms.Form):
    """`served` are the municipalities of the organisation's own teams, by code; `country` says whose list counts."""

    use_required_attribute = False
    language = forms.ChoiceField(label=_("Language of the words below"), error_messages=CHOOSE)
    name = forms.CharField(label=_("Name"), max_length=LONGEST["name"], error_messages=FILL)
    description = forms.CharField(
        label=_("What it is, and for whom"),
        help_text=_("Two or three sentences, as you would say it to somebody who asks."),
        max_length=LONGEST["description"],
        error_messages=FILL,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(
        label=_("What kind of offer is it?"), choices=list(KINDS.items()), widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )  # fmt: skip
    problems = forms.MultipleChoiceField(
        label=_("For which troubles?"),
        help_text=_("None: for anybody."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    municipalities = forms.CharField(
        label=_("In which municipalities?"),
        help_text=_("Names with commas between. Nothing: the whole country."),
        required=False,
        max_length=500,
    )
    address = forms.CharField(label=_("Street and place"), required=False, max_length=200)
    latitude = forms.FloatField(
        label=_("Latitude"), help_text=_("As 59.91. For the drawing and the distance."), required=False
    )
    longitude = forms.FloatField(label=_("Longitude"), help_text=_("As 10.75."), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail"), required=False)
    url = forms.URLField(label=_("Web address"), required=False, assume_scheme="https")
    cost = forms.CharField(label=_("What it costs, in words"), required=False, max_length=LONGEST["cost"])
    is_free_of_charge = forms.ChoiceField(label=_("Free of charge"), choices=KNOWN, required=False)
    access = forms.CharField(
        label=_("How one gets in, in words"),
        help_text=_("Steps, lift, hearing loop, parking."),
        required=False,
        max_length=LONGEST["access"],
    )
    is_step_free = forms.ChoiceField(label=_("Step-free way in"), choices=KNOWN, required=False)
    room = forms.ChoiceField(label=_("Is there room?"), choices=list(ROOM.items()), error_messages=CHOOSE)

    def __init__(self, *args: Any, country: str, served: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country, self.served = country, served
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["problems"].choices = problems()  # type: ignore[attr-defined]

    def clean_municipalities(self) -> Sequence[str]:
        own = {fold(name): code for code, name in self.served.items()}
        found = []
        for name in filter(None, (part.strip() for part in self.cleaned_data["municipalities"].split(","))):
            codes = [own[fold(name)]] if fold(name) in own else [one.code for one in named(self.country, name)]
            if not codes:
                raise forms.ValidationError(gettext("There is no municipality called %(name)s.") % {"name": name})
            if len(codes) > 1:
                raise forms.ValidationError(
                    gettext("There is more than one %(name)s. Write the county behind it, as Herøy (Nordland).")
                    % {"name": name}
                )
            found += codes
        return list(dict.fromkeys(found))

    def offer(self, was: LocalOffer | None, owner: Any, today: date) -> OfferFields:
        """What was filled in; texts in other languages stay, and the name in the address too. Written is checked."""
        given = self.cleaned_data
        said = {name: given[name].strip() for name in WORDS if given[name].strip()}
        return OfferFields(
            slug=was.slug if was else slugify(fold(given["name"]))[:80],
            texts={**(was.texts if was else {}), given["language"]: said},
            is_step_free=_known(given["is_step_free"]),
            is_free_of_charge=_known(given["is_free_of_charge"]),
            owner_id=was.owner_id if was and was.owner_id else owner,
            checked_on=today,
            **{name: given[name] for name in ("kind", "problems", "municipalities", "address", "latitude", "longitude",
                                              "phone", "email", "url", "room")},
        )  # fmt: skip


def first(offer: LocalOffer, language: str, names: Mapping[str, str]) -> dict[str, Any]:
    """An offer as its form shows it; `names` are those of its municipalities by code."""
    spoken = language if language in offer.texts else next(iter(offer.texts))
    written = {name: getattr(offer, name) for name in ("kind", "problems", "address", "latitude", "longitude", "phone",
                                                       "email", "url", "room")}  # fmt: skip
    return {
        **written, **offer.texts[spoken], "language": spoken,
        "municipalities": ", ".join(names[code] for code in offer.municipalities),
        "is_step_free": _choice(offer.is_step_free), "is_free_of_charge": _choice(offer.is_free_of_charge),
    }  # fmt: skip


def _known(choice: str) -> bool | None:
    return {"yes": True, "no": False}.get(choice)


def _choice(known: bool | None) -> str:
    return "" if known is None else "yes" if known else "no"
