"""The planning page: a team's year as it is and with a change, simulated from published figures. Names no person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.definitions import clock
from stegvis.definitions.registration import Level, label
from stegvis.outcomes.planning import (
    NO_CHANGE,
    Answer,
    Change,
    Interval,
    Observed,
    Plan,
    TooFew,
    ask,
    difference,
    plan_of,
)
from stegvis.outcomes.queries.planning import PLANNERS, observed_year
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.periods import whole_quarters
from stegvis.portals.pictures.drawing import table
from stegvis.portals.pictures.intervals import Spread, intervals
from stegvis.portals.wording import NOTHING, figure, percent

# Both plans within about a second of processor time: 22 ms a run for 240 referrals a year, more for more people.
MOST_RUNS, LEAST_RUNS, PEOPLE = 20, 12, 5000


class QuestionForm(forms.Form):
    """Three questions; what is left empty is not asked."""

    therapists = forms.IntegerField(
        label=gettext_lazy("How many therapists more?"), min_value=0, max_value=20, required=False
    )
    hours_each = forms.IntegerField(
        label=gettext_lazy("Contact hours a week for each of them"),
        min_value=1,
        max_value=40,
        required=False,
        initial=round(NO_CHANGE.hours_each),
        help_text=gettext_lazy("20 is our own assumption; write what it is where you work."),
    )
    course = forms.IntegerField(
        label=gettext_lazy("One more course, for how many?"),
        min_value=0,
        max_value=30,
        required=False,
        help_text=gettext_lazy(
            "Ten gatherings with two leaders, who take their time from the same hours. It begins again when it ends."
        ),
    )
    guided = forms.IntegerField(
        label=gettext_lazy("Guided self-help for the mildest, how many per cent?"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("33 is the mildest third of those who ask for help from now on."),
    )

    def change(self) -> Change:
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Change(
            therapists=given.get("therapists") or 0,
            hours_each=given.get("hours_each") or NO_CHANGE.hours_each,
            course_seats=given.get("course") or 0,
            guided_share=(given.get("guided") or 0) / 100,
        )


@dataclass(frozen=True)
class Line:
    """A figure as it was, as it will be, and as it would be."""

    name: str
    observed: float
    now: Interval | None
    then: Interval | None

    @property
    def cells(self) -> tuple[str, ...]:
        simulated = (self.now,) if self.then is None else (self.now, self.then)
        return figure(round(self.observed)), *(spread_words(each) for each in simulated)


@staff(*PLANNERS)
@require_safe
def planning_page(request: StaffRequest) -> HttpResponse:
    form = QuestionForm(request.GET) if request.GET.keys() & QuestionForm.base_fields.keys() else QuestionForm()
    year = whole_quarters(clock.today(request.actor.zone))
    assert year.first is not None
    assert year.last is not None
    shown: dict[str, Any] = {"form": form, "period": year}
    try:
        seen = observed_year(request.actor, team=request.team.slug, first=year.first, last=year.last)
    except TooFew:
        return render(request, "office/planning.html", shown)
    status = 422 if form.is_bound and not form.is_valid() else 200
    shown |= simulated(seen, form.change(), year.last)
    return render(request, "office/planning.html", shown, status=status)


def simulated(seen: Observed, change: Change, counted_to: date) -> dict[str, Any]:
    """Everything the page says: the finding, sentences, the picture with its table, and what it is built on."""
    plan = plan_of(seen)
    runs = max(LEAST_RUNS, min(MOST_RUNS, PEOPLE // seen.referrals))
    now = ask(plan, runs=runs)
    asked = Change(hours_each=change.hours_each) != change
    then = ask(plan, change, runs=runs) if asked else None
    lines = compared(seen, now, then)
    return {
        "finding": finding(now, then),
        "sentences": list(sentences(now, then)) if then else [as_it_is(now)],
        "notice": _(
            "Of the wait to assessment, %(days)s days are not explained by the hours: letters, notice and people's "
            "own calendars. No change here shortens them."
        )
        % {"days": figure(round(plan.notice_assessment))},
        "picture": picture(lines[1], heads(then), lines),
        "built_on": list(built_on(seen, plan)),
        "runs": runs,
        "counted_to": counted_to,
    }


def compared(seen: Observed, now: Answer, then: Answer | None) -> list[Line]:
    named = (
        (_("Median days to assessment"), "wait_assessment"),
        (_("Median days to treatment"), "wait_treatment"),
        (_("Started treatment"), "started"),
        (_("Finished courses"), "finished"),
    )
    return [
        Line(name, getattr(seen, key), getattr(now, key), getattr(then, key) if then else None) for name, key in named
    ]


def finding(now: Answer, then: Answer | None) -> str:
    wait = (then or now).wait_treatment
    if wait is None:
        return _("Nobody would start treatment")
    said = {"days": figure(round(wait.middle))}
    if then is None:
        return _("As it is: about %(days)s days to treatment in the coming year") % said
    return _("With the change: about %(days)s days to treatment in the coming year") % said


def as_it_is(now: Answer) -> str:
    if now.wait_treatment is None:
        return ""
    said = {"days": spread_words(now.wait_treatment), "courses": spread_words(now.finished)}
    return _("If nothing changes: %(days)s days to treatment and %(courses)s finished courses.") % said


def sentences(now: Answer, then: Answer) -> Iterator[str]:
    """What the change does, to the same invented people with it and without it."""
    wait, finished = difference(now, then, "wait_treatment"), difference(now, then, "finished")
    if wait is not None:
        yield _told(
            wait,
            _("The wait to treatment gets %(middle)s days shorter (%(low)s to %(high)s)."),
            _("The wait to treatment gets %(middle)s days longer (%(low)s to %(high)s)."),
            _("The wait to treatment hardly changes: from %(less)s days shorter to %(more)s days longer."),
        )
    if finished is not None:
        yield _told(
            finished,
            _("%(middle)s fewer finished courses in the year (%(low)s to %(high)s)."),
            _("%(middle)s more finished courses in the year (%(low)s to %(high)s)."),
            _("The number of finished courses hardly changes: from %(less)s fewer to %(more)s more."),
        )
    yield as_it_is(now)


def _told(change: Interval, less: str, more: str, neither: str) -> str:
    """Less or more only where nine of ten runs agree on it."""
    middle, low, high = (round(value) for value in (change.middle, change.low, change.high))
    if high < 0:
        return less % {"middle": figure(-middle), "low": figure(-high), "high": figure(-low)}
    if low > 0:
        return more % {"middle": figure(middle), "low": figure(low), "high": figure(high)}
    return neither % {"less": figure(max(0, -low)), "more": figure(max(0, high))}


def spread_words(found: Interval | None) -> str:
    """ "27 (24 to 30)"."""
    if found is None:
        return NOTHING
    said = {name: figure(round(getattr(found, name))) for name in ("middle", "low", "high")}
    return _("%(middle)s (%(low)s to %(high)s)") % said


def heads(then: Answer | None) -> list[str]:
    return ["", _("Observed"), _("As it is"), *([_("With the change")] if then else [])]


def picture(of: Line, names: list[str], lines: list[Line]) -> SafeString:
    rows = [Spread(names[1], of.observed, of.observed, of.observed, of.cells[0])]
    for name, found, words in zip(names[2:], (of.now, of.then), of.cells[1:], strict=False):
        if found is not None:
            rows.append(Spread(name, found.middle, found.low, found.high, words))
    beside = table(names, [(line.name, *line.cells) for line in lines])
    return intervals(title=of.name, rows=rows, unit=_("days"), beside=beside, key="planning")


def built_on(seen: Observed, plan: Plan) -> Iterator[tuple[str, str]]:
    """The numbers that the plan is made of, all observed in the team's own published figures."""
    yield _("Referrals a week"), figure(round(plan.referrals_a_week, 1))
    yield (
        _("Contact hours a week for assessment and treatment (three of four weeks had fewer)"),
        figure(round(plan.hours_a_week)),
    )
    yield _("Minutes for an assessment"), figure(round(plan.assessment_minutes))
    yield _("Assessed, of those who ask for help"), percent(100 * plan.assessed, 0)
    yield _("Start treatment, of those assessed"), percent(100 * plan.treated, 0)
    yield _("Sessions missed"), percent(100 * plan.missed, 0)
    yield _("Drop out, of those treated"), percent(100 * plan.dropped_out, 0)
    yield _("Measured both first and last"), percent(100 * plan.paired, 0)
    yield _("Weeks closed in the year"), figure(len(seen.closed_weeks))
    for offer in plan.offers:
        level = label(Level(offer.name), get_language()) if offer.name else _("All offers")
        yield (
            level,
            _("%(share)s of those who start; %(sessions)s sessions of %(minutes)s minutes, %(days)s days apart")
            % {
                "share": percent(100 * offer.share, 0),
                "sessions": figure(round(offer.sessions)),
                "minutes": figure(round(offer.minutes)),
                "days": figure(round(offer.days_between)),
            },
        )
