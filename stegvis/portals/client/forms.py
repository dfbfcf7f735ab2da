"""Forms of the client portal."""

from __future__ import annotations

import enum
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.care.models import Referral
from stegvis.people.actions.enrol import NewChannel
from stegvis.people.models import Actor, Channel, Denied
from stegvis.people.queries.own_details import OwnDetails
from stegvis.people.queries.teams import Place
from stegvis.portals.referral_form.part import Part
from stegvis.portals.referral_form.reach import NEVER, NOT_GIVEN, SAFE, WAYS, WaysToReach
from stegvis.questionnaires.actions.submit import Filled


class Pressed(enum.Enum):
    """No answer was chosen."""

    NOTHING = enum.auto()


def pressed(sent: QueryDict) -> int | Pressed:
    """The chosen answer of a question page. Raises Denied for something that is no answer."""
    given = sent.get("value", "")
    return _value(given) if given else Pressed.NOTHING


def whole(sent: QueryDict) -> list[Filled]:
    """The answers of the page with every question: `asked` names the questionnaires, `<id>.<item>` the answers.

    Raises Denied for something that is no answer.
    """
    filled = []
    for name in sent.getlist("asked"):
        prefix = f"{name}."
        answers = {
            key.removeprefix(prefix): _value(value) for key, value in sent.items() if key.startswith(prefix) and value
        }
        filled.append(Filled(_id(name), answers))
    if not filled:
        raise unreadable()
    return filled


def _value(given: str | list[object]) -> int:
    text = str(given)
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise unreadable()
    return int(text)


def _id(given: str) -> uuid.UUID:
    try:
        return uuid.UUID(given)
    except ValueError:
        raise unreadable() from None


def unreadable() -> Denied:
    """What a page answers to a form that somebody has changed."""
    return Denied(_("We could not read what was sent, so nothing of it was saved. Go back and answer again."))


class GoalWords(forms.Form):
    """A goal in own words."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("What do you want to manage or have more of?"),
        max_length=300,
        help_text=gettext_lazy("A few words, as you would say it to a friend."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write the goal in a few words."),
            "max_length": gettext_lazy("A goal has room for at most %(limit_value)d characters."),
        },
    )


class OwnDetailsForm(WaysToReach):
    """How the client may be reached, what the GP may be told, and the language of messages."""

    municipality = None  # type: ignore[assignment]
    gp_choice = forms.ChoiceField(
        label=gettext_lazy("What may your GP be told?"),
        choices=[
            (Referral.Gp.INFORM.value, gettext_lazy("Only that treatment begins and that it ends")),
            (Referral.Gp.LETTERS.value, gettext_lazy("That, and letters about how it goes on the way")),
            (Referral.Gp.NONE.value, gettext_lazy("Nothing")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the GP may be told.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do we write to you?"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, viewer: Actor, found: OwnDetails, **kwargs: Any) -> None:
        # Past the referral's own start, which fills in municipalities; here nobody moves.
        Part.__init__(self, *args, place=Place(viewer.country, viewer.zone, ()), initial=_initial(found), **kwargs)

    def wanted(self) -> dict[str, Any]:
        """The arguments of `change_details`."""
        given = self.cleaned_data
        channels = [
            NewChannel(way.kind, given[way.field], given[question] == SAFE)
            for question, way in WAYS.items()
            if given.get(way.field) and given.get(question) in (SAFE, NEVER)
        ]
        return {"channels": channels, "gp_choice": given["gp_choice"], "language": given["language"]}


def _initial(found: OwnDetails) -> dict[str, str]:
    initial = {"gp_choice": found.gp_choice, "language": found.language}
    for question, way in WAYS.items():
        channel = found.card.channel(Channel.Kind(way.kind))
        if channel is None:
            initial[question] = NOT_GIVEN
        else:
            initial[question] = SAFE if channel.is_safe else NEVER
            initial.setdefault(way.field, channel.value)
    return initial


class YesForm(forms.Form):
    """Yes to a study. Nothing is ticked beforehand."""

    use_required_attribute = False
    understood = forms.BooleanField(
        label=gettext_lazy("I have read this, and I want to take part"),
        error_messages={"required": gettext_lazy("Tick here if you want to take part. If not, do nothing.")},
    )
