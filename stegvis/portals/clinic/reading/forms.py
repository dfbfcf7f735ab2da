"""Giving something to a client: to whom, and a few words with it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.selfhelp.actions.recommend import LONGEST


class WordsForm(forms.Form):
    """The few words, where it is clear whom they are for."""

    use_required_attribute = False
    words = forms.CharField(
        label=_("A few words with it"),
        help_text=_("The client reads them above the page. Say why you thought of it."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class GiveForm(WordsForm):
    """Among the therapist's own clients."""

    client = forms.TypedChoiceField(
        label=_("To whom?"),
        coerce=uuid.UUID,
        error_messages={"required": _("Choose a client."), "invalid_choice": _("Choose a client.")},
    )
    field_order = ("client", "words")

    def __init__(self, *args: Any, clients: Sequence[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(episode), name or _("No name given")) for episode, name in clients]
        self.fields["client"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]
