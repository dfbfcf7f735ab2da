"""What the parts have in common: the team they are asked for, their words, and what was typed in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from stegvis.people.queries.teams import Place
from stegvis.portals.fields import DayParts

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words


class Part(forms.Form):
    """A part of the request. A page may give `labels` and `hints` of its own: staff are spoken to otherwise."""

    use_required_attribute = False
    labels: ClassVar[Mapping[str, Words]] = {}
    hints: ClassVar[Mapping[str, Words]] = {}

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        for name, words in self.labels.items():
            self.fields[name].label = words
        for name, words in self.hints.items():
            self.fields[name].help_text = words

    def typed(self) -> dict[str, str]:
        """What was sent for this part's own fields, unchanged, so that it can be shown again as it was."""
        names = [name for field in self.fields for name in self._inputs(field)]
        return {name: str(self.data[name]) for name in names if name in self.data}

    def _inputs(self, field: str) -> list[str]:
        widget = self.fields[field].widget
        return [f"{field}_{part}" for part in widget.names] if isinstance(widget, DayParts) else [field]
