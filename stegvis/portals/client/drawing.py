"""The curves of a client's pages: picture, sentence and table for each instrument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stegvis.portals import pictures
from stegvis.portals.wording import figure
from stegvis.questionnaires.queries.curve import Course


@dataclass(frozen=True)
class Drawn:
    """One instrument as a page shows it. `sentence` says first what the picture shows."""

    course: Course
    sentence: str
    picture: SafeString


def drawn(courses: Sequence[Course], key: str) -> list[Drawn]:
    """Pictures of courses; `key` keeps the ids of two pages' pictures apart."""
    return [
        Drawn(
            course,
            sentence(course),
            pictures.curve(
                name=course.title,
                points=course.pairs,
                highest=course.highest,
                caseness=course.caseness,
                reliable=course.reliable,
                about=f"{course.title}: {course.name.lower()}.",
                key=f"{key}-{number}",
            ),
        )
        for number, course in enumerate(courses)
    ]


def sentence(course: Course) -> str:
    """What has happened since the first answer, in one sentence that promises nothing."""
    if course.first is None or course.last is None:
        return _("There is no score yet, because some questions were left out.")
    values = {"first": figure(course.first), "last": figure(course.last)}
    if len(course.points) == 1:
        return _("You have answered once: %(last)s points.") % values
    sentences = {
        "improved": _("You are better than when you began: from %(first)s to %(last)s points."),
        "worsened": _(
            "You are worse than when you began: from %(first)s to %(last)s points. Talk with the team about it."
        ),
        "unchanged": _(
            "From %(first)s to %(last)s points. So small a change may be chance; it often takes some weeks."
        ),
        "": _("From %(first)s to %(last)s points."),
    }
    return sentences[course.change] % values
