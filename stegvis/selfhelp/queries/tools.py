"""Which tools are a client's: those open to all, those of the programmes taken, those that a therapist gave."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.programme.shapes import TOOLS
from stegvis.definitions.tools import tool
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor
from stegvis.selfhelp.models import AssignedModule, GivenTool, Prescription


class From(enum.StrEnum):
    """How a tool came to the client; the strongest first."""

    THERAPIST = "therapist"
    PROGRAMME = "programme"
    ALL = "all"


def tools_of(viewer: Actor, episode: Episode) -> Mapping[str, From]:
    """The tools of a course from `own_episode` or `episode_of`, by name in the order of programmes.

    Three statements, and one for each programme that this process has not read before.
    """
    given = set(_given(viewer, episode))
    taken = set(_of_programmes(viewer, episode))
    found = {}
    for name in TOOLS:
        if name in given:
            found[name] = From.THERAPIST
        elif name in taken:
            found[name] = From.PROGRAMME
        elif tool(name, viewer.language).is_open:
            found[name] = From.ALL
    return found


def _given(viewer: Actor, episode: Episode) -> Iterator[str]:
    """Given one by one; a prescription gives the tool to log it in."""
    of = {"organisation_id": viewer.organisation_id, "episode_id": episode.pk, "ended_at": None}
    prescribed = Prescription.objects.filter(**of).values_list("pk", flat=True)
    yield from GivenTool.objects.filter(**of).values_list("tool", flat=True)
    if prescribed.exists():
        yield "training"


def _of_programmes(viewer: Actor, episode: Episode) -> Iterator[str]:
    """The tools of exercises in the modules that are open to the client."""
    modules = AssignedModule.objects.filter(
        organisation_id=viewer.organisation_id, assignment__episode_id=episode.pk, assignment__ended_at=None
    ).select_related("assignment")
    today = clock.today(viewer.zone)
    for row in modules:
        module = programme_in(row.assignment.version_id, viewer.language).module(row.module)
        if module is not None and row.is_readable(today):
            blocks = (block for step in module.steps for block in step.blocks)
            yield from (block.content["tool"] for block in blocks if block.content.get("tool"))
