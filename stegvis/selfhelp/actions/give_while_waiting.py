"""Something to begin with while one waits: the introduction of a programme that the team chose for everybody."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.library.models import ProgrammeVersion
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor, Denied, Role, Team
from stegvis.selfhelp.actions.assign_programme import begin_assignment, check_may_be_given
from stegvis.selfhelp.models import Assignment, Opens, WaitingProgramme

WAITING = (State.WAITING, State.IN_ASSESSMENT, State.WAITING_FOR_TREATMENT)


def check_can_set_waiting_programme(by: Actor, version: ProgrammeVersion | None) -> None:
    """Raise Denied unless a clinical lead chooses a programme that may be given and has an introduction."""
    if not by.has(Role.LEAD):
        raise Denied(_("A clinical lead decides which programmes are in use."))
    if version is not None:
        check_may_be_given(by, version)
    if version is not None and not programme_in(version.pk, by.language).introduction:
        raise Denied(_("This programme has no introduction that can be read alone."))


@transaction.atomic
def set_waiting_programme(*, by: Actor, version: ProgrammeVersion | None) -> WaitingProgramme:
    """What the team gives from now on to those who wait; nothing with None. Raises Denied."""
    check_can_set_waiting_programme(by, version)
    chosen, _made = WaitingProgramme.objects.update_or_create(
        organisation_id=by.organisation_id,
        team_id=by.at_team,
        defaults={"version": version, "set_by_id": by.as_user, "set_at": clock.now()},
    )
    return chosen


def give_while_waiting(*, by: Actor, team: Team) -> int:
    """Give each client of the team who waits, and has no programme, the introduction; how many. A job's work.

    Nobody answers what is written before there is a therapist: the page says so.
    """
    chosen = (
        WaitingProgramme.objects.select_related("version")
        .filter(organisation_id=by.organisation_id, team=team, version__isnull=False)
        .filter(version__programme__withdrawn_at=None)
        .first()
    )
    if chosen is None:
        return 0
    waiting = Episode.objects.filter(organisation_id=by.organisation_id, team=team, state__in=WAITING, assignments=None)
    introduction = programme_in(chosen.version_id, "nb").introduction
    given = 0
    for episode in waiting:
        begin_assignment(
            by=by,
            person_id=episode.person_id,
            episode=episode,
            version=chosen.version,
            modules=[introduction],
            opens=Opens.COMPLETION,
            way=Assignment.Way.WAITING,
        )
        given += 1
    return given
