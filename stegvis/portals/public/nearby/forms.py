"""What somebody looks for nearby. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.network.queries.local_offers import Wanted
from stegvis.portals.offer_words import KINDS, problems


class NearbyForm(forms.Form):
    """All may be left empty. What the address holds beside the choices counts as nothing."""

    use_required_attribute = False
    municipality = forms.ChoiceField(label=_("Where are you?"), required=False)
    problem = forms.ChoiceField(label=_("What troubles you?"), required=False)
    kind = forms.ChoiceField(label=_("What are you looking for?"), required=False)
    is_step_free = forms.BooleanField(label=_("Step-free way in"), required=False)
    is_free_of_charge = forms.BooleanField(label=_("Free of charge"), required=False)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped = [(county or gettext("Near us"), list(ones)) for county, ones in places if ones]
        self.fields["municipality"].choices = grouped  # type: ignore[attr-defined]
        self.fields["problem"].choices = [("", _("Anything")), *problems()]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Everything")), *KINDS.items()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What fits the choices; somebody may have typed the rest into the address."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})
