"""Care for those who fall silent: each thing is noticed once, and one neutral reminder goes out. The hourly job's work.

It also opens the modules whose day has come. Both sides may read what was noticed and sent.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Max, Prefetch

from stegvis.care.models import Contact
from stegvis.care.queries.assessment import SEEN
from stegvis.definitions import clock
from stegvis.definitions.guidance import Noticed, may_remind, missed_in_a_row, noticed, opening
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance
from stegvis.notices.actions.notify import notify
from stegvis.people.models import Actor, Team
from stegvis.selfhelp.actions.open_module import open_now
from stegvis.selfhelp.actions.tell_news import tell_news
from stegvis.selfhelp.models import AssignedModule, Assignment, DiaryEntry, Outreach
from stegvis.selfhelp.queries.passages import passages

# Nobody is reminded at night; wall time of the team.
FROM, UNTIL = 8, 20


def reach_out(*, by: Actor, team: Team) -> tuple[int, int]:
    """For every programme that runs in the team: open what is due, notice who may be falling off.

    How many modules were opened and how many things noticed. From eight in the evening to eight in the morning it
    does nothing.
    """
    if not FROM <= clock.now().astimezone(ZoneInfo(team.zone)).hour < UNTIL:
        return 0, 0
    running = list(
        Assignment.objects.filter(organisation_id=by.organisation_id, episode__team=team, ended_at=None)
        # Whoever was given something to read while waiting has no guide yet who would take it up.
        .exclude(way=Assignment.Way.WAITING, episode__responsible=None)
        .exclude(episode__state=State.DISCHARGED)
        .select_related("person__key")
        .prefetch_related(Prefetch("modules", AssignedModule.objects.order_by("position")), "outreach")
        .order_by("given_at")
    )
    contacts, reminded = _contacts(running), _last_reminded(running, team.zone)
    kept = _last_entries(running, team.zone)
    opened = found = 0
    for assignment in running:
        opened += _open_due(by, team, assignment)
        new = _new(team, assignment, contacts.get(assignment.episode_id, []), kept.get(assignment.episode_id))
        if new:
            _keep(by, team, assignment, new, reminded)
        found += len(new)
    return opened, found


def _open_due(by: Actor, team: Team, assignment: Assignment) -> int:
    modules = list(assignment.modules.all())
    due = {each.module for each in opening(passages(modules, team.zone), clock.today(team.zone))}
    for module in modules:
        if module.module in due:
            module.person = assignment.person
            open_now(module)
            tell_news(by=by, module=module)
    return len(due)


def _new(team: Team, assignment: Assignment, contacts: Iterable[Contact], kept_on: date | None) -> list[Noticed]:
    """What there is to notice today and was not noticed before. Who keeps a diary is not silent."""
    given_on = assignment.given_at.astimezone(ZoneInfo(team.zone)).date()
    came = [(str(each.pk), each.attendance in SEEN) for each in contacts if each.on >= given_on]
    known = {(each.why, each.key) for each in assignment.outreach.all()}
    everything = noticed(
        passages(assignment.modules.all(), team.zone),
        max(given_on, kept_on or given_on),
        clock.today(team.zone),
        missed_in_a_row(came),
    )
    return [each for each in everything if (each.why, each.key) not in known]


def _keep(by: Actor, team: Team, assignment: Assignment, new: list[Noticed], reminded: dict[uuid.UUID, date]) -> None:
    """A row for each, which is the therapist's task; one reminder for all of them, unless one went out this week."""
    today = clock.today(team.zone)
    notice = None
    if may_remind(reminded.get(assignment.person_id), today):
        notice = notify(by=by, text="reminder", person=assignment.person)
        reminded[assignment.person_id] = today
    for each in new:
        Outreach.objects.create(
            organisation_id=by.organisation_id,
            person_id=assignment.person_id,
            assignment=assignment,
            why=each.why,
            key=each.key,
            noticed_at=clock.now(),
            notice=notice.pk if notice else None,
        )


def _last_entries(running: Iterable[Assignment], zone: str) -> dict[uuid.UUID | None, date]:
    """By course, the day on which the client last wrote in a diary."""
    rows = DiaryEntry.objects.filter(episode__in={each.episode_id for each in running}).values_list("episode_id")
    return {
        episode: last.astimezone(ZoneInfo(zone)).date()
        for episode, last in rows.annotate(last=Max("saved_at")).values_list("episode_id", "last")
    }


def _contacts(running: Iterable[Assignment]) -> dict[uuid.UUID | None, list[Contact]]:
    """Of each course those to which the client came or did not come, oldest first; cancelled ones say nothing."""
    found: dict[uuid.UUID | None, list[Contact]] = {}
    told = (*SEEN, Attendance.DID_NOT_ATTEND)
    episodes = {each.episode_id for each in running}
    for contact in Contact.objects.filter(episode__in=episodes, attendance__in=told).order_by("on", "recorded_at"):
        found.setdefault(contact.episode_id, []).append(contact)
    return found


def _last_reminded(running: Iterable[Assignment], zone: str) -> dict[uuid.UUID, date]:
    persons = {each.person_id for each in running}
    rows = Outreach.objects.filter(person__in=persons, notice__isnull=False).values("person_id")
    return {
        row["person_id"]: row["last"].astimezone(ZoneInfo(zone)).date() for row in rows.annotate(last=Max("noticed_at"))
    }
