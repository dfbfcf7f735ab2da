"""Forms of training and supervision."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.network.actions.plan_gathering import GatheringFields
from stegvis.network.queries.training import GatheringView
from stegvis.portals.office.network.forms import CHOOSE, FILL, NOBODY

People = Sequence[tuple[uuid.UUID, str]]
HOW = (("screen", _("On a screen")), ("room", _("In a room")))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={**FILL, "invalid": _("Write the date as year, month and day.")},
    )


def _where() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("How do you meet?"), choices=HOW, widget=forms.RadioSelect, error_messages=CHOOSE)


class _WithPeople(forms.Form):
    """Choices of colleagues; what is not among them is refused as any other answer that there is not."""

    use_required_attribute = False

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"present", "staff", "leader"} & set(self.fields):
            nobody = [("", _("Nobody of ours"))] if name == "leader" else []
            found = [*nobody, *((str(staff), words) for staff, words in people)]
            self.fields[name].choices = found  # type: ignore[attr-defined]


def _present() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Who was there?"), widget=forms.CheckboxSelectMultiple,
        error_messages={**CHOOSE, "required": _("Choose who was there.")},
    )  # fmt: skip


class GatheringForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(label=_("What is it called?"), max_length=150, error_messages=FILL)
    on = _day(_("Which day?"))
    topics = forms.MultipleChoiceField(
        label=_("Which topics?"), widget=forms.CheckboxSelectMultiple,
        error_messages={**CHOOSE, "required": _("Choose at least one of the twelve topics.")},
    )  # fmt: skip
    where = _where()
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    led_by = forms.CharField(label=_("Who leads it?"), max_length=200, required=False)

    def __init__(self, *args: Any, topics: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]

    def said(self) -> GatheringFields:
        given = self.cleaned_data
        return GatheringFields(
            title=given["title"], on=given["on"], topics=tuple(given["topics"]), place=given["place"],
            is_digital=given["where"] == "screen", led_by=given["led_by"],
        )  # fmt: skip


def gathering_before(found: GatheringView) -> dict[str, Any]:
    """What was said of a gathering, as the form shows it."""
    return {
        "title": found.title, "on": found.on, "topics": found.topics, "place": found.place, "led_by": found.led_by,
        "where": "screen" if found.is_digital else "room",
    }  # fmt: skip


class PresentForm(_WithPeople):
    present = _present()


class ElsewhereForm(forms.Form):
    use_required_attribute = False
    on = _day(_("When did you take it?"))
    how = forms.CharField(
        label=_("How?"), help_text=_("Such as the name of the course and who held it."), max_length=200,
        error_messages=FILL,
    )  # fmt: skip


class GroupForm(_WithPeople):
    name = forms.CharField(label=_("What is the group called?"), max_length=150, error_messages=FILL)
    leader = forms.ChoiceField(label=_("Who leads it?"), required=False, error_messages=CHOOSE)
    leader_name = forms.CharField(label=_("Or the name of a leader from elsewhere"), max_length=150, required=False)


class JoinForm(_WithPeople):
    staff = forms.ChoiceField(label=_("Who joins?"), error_messages=CHOOSE)


class MeetingForm(_WithPeople):
    on = _day(_("Which day?"))
    where = _where()
    present = _present()
    theme = forms.CharField(label=_("Theme"), help_text=NOBODY, max_length=200, required=False)
