"""A client's record: the alert first, the course of the scores, the plan, contacts, notes, people."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from stegvis.definitions.pathway import State, moves_from
from stegvis.definitions.trajectory import Track
from stegvis.portals import pictures
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.track import edition, said, spans
from stegvis.portals.guard import StaffRequest, staff
from stegvis.questionnaires.queries.curve import Course
from stegvis.questionnaires.queries.record import record


@staff(*CLINICAL)
@require_safe
def record_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    everything = request.GET.get("show") == "all"
    found = record(request.actor, episode, everything=everything)
    off_track = [each for each in found.tracks.values() if each.since]
    return render(
        request,
        "clinic/work/record.html",
        {
            "record": found,
            "episode": found.episode,
            "state": found.episode.state,
            "moves": {each.name for each in moves_from(State(found.episode.state))},
            "drawn": _drawn(found.courses, found.tracks),
            "off_track": [said(each) for each in off_track],
            "since": min((each.since.on for each in off_track if each.since), default=None),
            "editions": [edition(each.norm) for each in found.tracks.values() if spans(each)],
            "main": found.courses[0] if found.courses else None,
        },
    )


def _drawn(courses: tuple[Course, ...], tracks: Mapping[str, Track]) -> list[SafeString]:
    """The first instrument with the second beside it in one picture; each further one in its own.

    The second one too where it is not on track, so that it is seen against its own band.
    """
    if not courses:
        return []
    track = tracks.get(courses[1].instrument) if len(courses) > 1 else None
    beside = courses[1] if len(courses) > 1 and not (track and track.signal) else None
    alone = courses[2:] if beside else courses[1:]
    pairs = [(courses[0], beside), *((course, None) for course in alone)]
    return [_figure(course, second, tracks.get(course.instrument)) for course, second in pairs]


def _figure(course: Course, second: Course | None, track: Track | None) -> SafeString:
    return pictures.curve(
        name=course.title,
        points=course.pairs,
        highest=course.highest,
        caseness=course.caseness,
        reliable=course.reliable,
        second=pictures.Series(second.title, second.pairs) if second else None,
        expected=spans(track),
        to_client=False,
        key=course.instrument.partition("@")[0],
    )
