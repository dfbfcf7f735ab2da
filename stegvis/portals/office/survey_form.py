"""The form of the yearly survey, and its answers in words beside what the record says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.definitions import clock
from stegvis.outcomes.models import MOST_POSTS, Profession
from stegvis.outcomes.queries.survey import Asked, Survey
from stegvis.outcomes.reports import Report, Section, Table
from stegvis.people.models import Actor
from stegvis.portals.figures import value_words
from stegvis.portals.office.reports_words import span_words
from stegvis.portals.wording import day_full, figure, local

PROFESSIONS = {
    Profession.PSYCHOLOGIST: gettext_lazy("Psychologists"),
    Profession.NURSE: gettext_lazy("Nurses"),
    Profession.SOCIAL_WORKER: gettext_lazy("Social workers"),
    Profession.SOCIAL_EDUCATOR: gettext_lazy("Social educators"),
    Profession.OCCUPATIONAL_THERAPIST: gettext_lazy("Occupational therapists"),
    Profession.PHYSIOTHERAPIST: gettext_lazy("Physiotherapists"),
    Profession.PHYSICIAN: gettext_lazy("Physicians"),
    Profession.OTHER_DEGREE: gettext_lazy("Others with three years of health or social education"),
    Profession.PEER_WORKER: gettext_lazy("Peer workers"),
    Profession.OFFICE: gettext_lazy("Office staff"),
}


@dataclass(frozen=True)
class AnswerLine:
    """A question with its answer in words, and what the record says."""

    title: str
    sentence: str
    answer: str
    recorded: str
    differs: bool


class SurveyForm(forms.Form):
    """A number for every question, and the posts of every profession. All may stay empty in a draft."""

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in survey.asked:
            self.fields[f"figure_{one.name}"] = forms.DecimalField(
                label=_labelled(one),
                help_text=_hint(one, is_saved=survey.saved_at is not None),
                required=False,
                min_value=0,
                max_value=100 if one.kind == "rate" else 99999,
                decimal_places=0 if one.kind == "count" else 1,
                initial=one.answer,
                localize=True,
            )
        for each, posts in survey.staffing.items():
            self.fields[f"posts_{each}"] = forms.DecimalField(
                label=PROFESSIONS[each],
                required=False,
                min_value=0,
                max_value=MOST_POSTS,
                decimal_places=2,
                initial=posts,
                localize=True,
            )

    def figures(self) -> dict[str, Decimal | None]:
        return {name[7:]: value for name, value in self.cleaned_data.items() if name.startswith("figure_")}

    def staffing(self) -> dict[Profession, Decimal | None]:
        return {each: self.cleaned_data.get(f"posts_{each}") for each in Profession}

    def asked(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("figure_")]

    def posts(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("posts_")]


def answer_lines(survey: Survey) -> list[AnswerLine]:
    return [
        AnswerLine(one.title, one.sentence, value_words(one.answer, one.kind), recorded_words(one), one.differs)
        for one in survey.asked
    ]


def staffing_lines(survey: Survey) -> list[tuple[str, str]]:
    """Each profession that somebody has a post in, and all together."""
    lines = [(str(PROFESSIONS[each]), figure(posts)) for each, posts in survey.staffing.items() if posts]
    return [*lines, (_("All together"), figure(survey.posts))] if lines else []


def survey_report(survey: Survey, *, team: str, organisation: str, actor: Actor) -> Report:
    """The answers as a document, with the record's own figures beside them."""
    sent = (
        _("Sent %(day)s by %(name)s")
        % {"day": day_full(local(survey.sent_at, actor.zone).date()), "name": survey.sent_by}
        if survey.sent_at
        else _("Draft, not sent")
    )
    lines = answer_lines(survey)
    heads = (_("Question"), _("Answer"), _("The record says"), _("Differs from the record"))
    rows = tuple((one.title, one.answer, one.recorded, _("yes") if one.differs else "") for one in lines)
    posts = Table((_("Profession"), _("Full-time equivalents")), tuple(staffing_lines(survey)))
    return Report(
        title=_("Yearly survey %(year)s: %(name)s") % {"year": span_words(survey.span), "name": team},
        language=actor.language,
        facts=(
            (_("Organisation"), organisation),
            (_("Period"), f"{day_full(survey.span.first)} – {day_full(survey.span.last)}"),
            (_("Made"), day_full(clock.today(actor.zone))),
        ),
        paragraphs=(f"{sent}.",),
        sections=(
            Section(_("Activity, waits and results"), table=Table(heads, rows, tuple(one.sentence for one in lines))),
            Section(
                _("Who works in the team"),
                () if posts.rows else (_("Nothing is filled in yet."),),
                table=posts if posts.rows else None,
            ),
        ),
        foot=_("Edition %(edition)s of the measures") % {"edition": survey.edition},
        page_words=_("Page"),
    )


def recorded_words(one: Asked) -> str:
    """What the record says, as it may be told to others."""
    if one.recorded == "*":
        return _("hidden")
    return value_words(None if one.recorded is None else Decimal(one.recorded), one.kind)


def _labelled(one: Asked) -> str:
    """The title; where it does not say so itself, in what it is asked."""
    return ", ".join([one.title, _("per cent")]) if one.kind == "rate" else one.title


def _hint(one: Asked, *, is_saved: bool) -> str:
    said = _("The record says %(value)s.") % {"value": recorded_words(one)}
    if one.recorded == "*":
        said = _("The record's figure is too small to leave the organisation.")
    elif one.recorded is None:
        said = _("The record has no figure.")
    parts = [one.sentence, said]
    return " ".join([*parts, _("Differs from the record.")] if is_saved and one.differs else parts)
