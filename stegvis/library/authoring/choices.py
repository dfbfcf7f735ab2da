"""What authors choose from in the editor: read when a form is drawn, so that no migration knows them."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stegvis.definitions.instrument import instruments
from stegvis.definitions.programme.shapes import OPENINGS, TOOLS
from stegvis.definitions.registration import Problem, label
from stegvis.library.authoring.conditions import ANSWERED, CASE, NO_CASE, NOT_SICK, SICK

Choices = list[tuple[str, str]]


def named_instruments() -> Choices:
    return sorted({(each.id, each.id.upper()) for each in instruments()})


def conditions() -> Choices:
    with_threshold = sorted({each.id for each in instruments() if each.caseness is not None})
    return [
        *((CASE + name, _("if %(name)s was over the threshold last time") % {"name": name.upper()})
          for name in with_threshold),
        *((NO_CASE + name, _("if %(name)s was under the threshold last time") % {"name": name.upper()})
          for name in with_threshold),
        (SICK, _("if they are on sick leave")),
        (NOT_SICK, _("if they are not on sick leave")),
        (ANSWERED, _("if a question was answered so")),
    ]  # fmt: skip


def tools() -> Choices:
    words = {
        "sleep_diary": _("Sleep diary"),
        "sleep_window": _("Sleep window"),
        "activity_schedule": _("Activity schedule"),
        "thought_record": _("Thought record"),
        "exposure_ladder": _("Exposure ladder"),
        "worry_time": _("Worry time"),
        "food_diary": _("Symptom and food diary"),
        "interoceptive": _("Interoceptive exposure"),
        "safety_plan": _("Safety plan"),
        "relapse_plan": _("Relapse-prevention plan"),
        "work_plan": _("Return-to-work plan"),
        "training": _("Training"),
    }
    return [(each, words[each]) for each in TOOLS]


def list_styles() -> Choices:
    return [("bullets", _("Bullets")), ("numbers", _("Numbers")), ("checks", _("Boxes to tick"))]


def openings() -> Choices:
    words = {
        "completion": _("When the one before is done"),
        "therapist": _("When the therapist opens it"),
        "date": _("By date"),
    }
    return [(each, words[each]) for each in OPENINGS]


def problems() -> Choices:
    return [(each.value, label(each, get_language() or "nb")) for each in Problem]


def written_languages() -> Choices:
    return [("nb", "Norsk bokmål"), ("nn", "Norsk nynorsk"), ("sv", "Svenska"), ("en", "English")]
