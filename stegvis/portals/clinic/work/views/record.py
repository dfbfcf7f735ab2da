"""A client's record: the alert first, the course of the scores, the plan, contacts, notes, people."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from stegvis.definitions.pathway import State, moves_from
from stegvis.portals import pictures
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.guard import StaffRequest, staff
from stegvis.questionnaires.queries.curve import Course
from stegvis.questionnaires.queries.record import record


@staff(*CLINICAL)
@require_safe
def record_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    everything = request.GET.get("show") == "all"
    found = record(request.actor, episode, everything=everything)
    return render(
        request,
        "clinic/work/record.html",
        {
            "record": found,
            "episode": found.episode,
            "state": found.episode.state,
            "moves": {each.name for each in moves_from(State(found.episode.state))},
            "drawn": _drawn(found.courses),
            "main": found.courses[0] if found.courses else None,
        },
    )


def _drawn(courses: tuple[Course, ...]) -> list[SafeString]:
    """The first instrument with the second beside it in one picture; each further one in its own."""
    if not courses:
        return []
    second = courses[1] if len(courses) > 1 else None
    return [_figure(courses[0], second), *(_figure(course, None) for course in courses[2:])]


def _figure(course: Course, second: Course | None) -> SafeString:
    return pictures.curve(
        name=course.title,
        points=course.pairs,
        highest=course.highest,
        caseness=course.caseness,
        reliable=course.reliable,
        second=pictures.Series(second.title, second.pairs) if second else None,
        to_client=False,
        key=course.instrument.partition("@")[0],
    )
