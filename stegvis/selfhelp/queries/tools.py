"""Which tools are a client's: those open to all, those of the programmes taken, those that a therapist gave."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q, UUIDField, Value

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.programme.shapes import TOOLS
from stegvis.definitions.tools import tool
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor
from stegvis.selfhelp.models import AssignedModule, GivenTool, Opens, Prescription


class From(enum.StrEnum):
    """How a tool came to the client; the strongest first."""

    THERAPIST = "therapist"
    PROGRAMME = "programme"
    ALL = "all"


def tools_of(viewer: Actor, episode: Episode) -> Mapping[str, From]:
    """The tools of a course from `own_episode` or `episode_of`, by name in the order of programmes.

    One statement, and one for each programme that this process has not read before.
    """
    given: set[str] = set()
    taken: set[str] = set()
    for name, version in _came(viewer, episode):
        if version is None:
            given.add(name)
        else:
            taken.update(_of_module(version, name, viewer.language))
    found = {}
    for name in TOOLS:
        if name in given:
            found[name] = From.THERAPIST
        elif name in taken:
            found[name] = From.PROGRAMME
        elif tool(name, viewer.language).is_open:
            found[name] = From.ALL
    return found


def _came(viewer: Actor, episode: Episode) -> Iterable[tuple[str, uuid.UUID | None]]:
    """Tools given, with no version; modules open to the client, with theirs. A prescription gives its own log.

    Open as `AssignedModule.is_readable` says it.
    """
    of = {"organisation_id": viewer.organisation_id, "episode_id": episode.pk, "ended_at": None}
    none = Value(None, output_field=UUIDField())
    begun = Q(opened_at__isnull=False) | Q(opens=Opens.DATE, opens_on__lte=clock.today(viewer.zone))
    modules = AssignedModule.objects.filter(
        begun,
        organisation_id=viewer.organisation_id,
        assignment__episode_id=episode.pk,
        assignment__ended_at=None,
        hidden_at=None,
    )
    given = GivenTool.objects.filter(**of).values_list("tool", none)
    prescribed = Prescription.objects.filter(**of).values_list(Value("training"), none)
    return modules.values_list("module", "assignment__version_id").union(given, prescribed)


def _of_module(version: uuid.UUID, name: str, language: str) -> Iterator[str]:
    """The tools of a module's exercises."""
    module = programme_in(version, language).module(name)
    for step in module.steps if module else ():
        yield from (block.content["tool"] for block in step.blocks if block.content.get("tool"))
