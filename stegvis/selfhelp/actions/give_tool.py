"""Giving a client a tool beside any programme, and taking it back. What was written stays."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.tools import UnknownTool, tool
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.selfhelp.models import GivenTool


def check_can_give_tool(by: Actor, episode: Episode, name: str) -> None:
    """Raise unless a clinician who works with a running course names a tool there is."""
    if not (by.is_clinical and works_with(by, episode)):
        raise NotFound
    try:
        tool(name, by.language)
    except UnknownTool as fault:
        raise NotFound from fault
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended."))


@once(GivenTool)
def give_tool(*, by: Actor, episode: Episode, name: str) -> GivenTool:
    """The tool is the client's; one that was given before stays as it is. Raises NotFound and Denied."""
    check_can_give_tool(by, episode, name)
    of = {"organisation_id": by.organisation_id, "episode_id": episode.pk, "tool": name}
    found, _made = GivenTool.objects.get_or_create(
        **of,
        ended_at=None,
        defaults={"person_id": episode.person_id, "given_by_id": by.as_user, "given_at": clock.now()},
    )
    return found


@once(GivenTool)
def take_tool_back(*, by: Actor, episode: Episode, name: str) -> GivenTool:
    """The client no longer has it from the therapist. Raises NotFound and Denied."""
    check_can_give_tool(by, episode, name)
    found = (
        GivenTool.objects.select_for_update(no_key=True)
        .filter(organisation_id=by.organisation_id, episode_id=episode.pk, tool=name, ended_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    return found
