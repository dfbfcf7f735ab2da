"""The sleep windows of a course: the one that counts, the one that begins, the one that waits for a therapist."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from stegvis.care.models import Episode
from stegvis.care.queries.access import ground_of, worked_episodes
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.tools.sleep import WEEK, Night, Proposal, Rule, bedtime, first_window, next_window, week
from stegvis.people.models import Actor, NotFound
from stegvis.people.queries.identity import identity_of
from stegvis.selfhelp.models import SleepWindow


@dataclass(frozen=True)
class WindowView:
    """A window in minutes and times of the wall, with the week it rests on. `approved_by` is "" while it waits."""

    id: uuid.UUID
    rule: Rule
    proposed: int
    minutes: int
    rises_at: time
    valid_from: date
    nights: int
    asleep: int
    efficiency: Decimal
    proposed_at: datetime
    approved_by: str
    approved_at: datetime | None

    @property
    def bedtime(self) -> time:
        return bedtime(self.rises_at, self.minutes)


@dataclass(frozen=True)
class Windows:
    """`current` counts today; `coming` is approved and begins later; `pending` waits. `earlier`, newest first."""

    current: WindowView | None
    coming: WindowView | None
    pending: WindowView | None
    earlier: Sequence[WindowView]

    @property
    def ready_from(self) -> date | None:
        """When the rule may be used again: after a week in the window that counts."""
        return self.current.valid_from + timedelta(days=WEEK) if self.current else None


@dataclass(frozen=True)
class WaitingWindow:
    """A proposal that a therapist has to answer, as lists show it."""

    episode: uuid.UUID
    name: str
    proposed_at: datetime
    responsible: str
    is_own: bool


def windows_of(viewer: Actor, episode: Episode) -> Windows:
    """Of a course from `own_episode` or `episode_of`; one statement."""
    rows = (
        SleepWindow.objects.filter(organisation_id=viewer.organisation_id, episode_id=episode.pk, set_aside_at=None)
        .select_related("approved_by")
        .order_by("-valid_from", "-proposed_at")
    )
    found = [_view(row) for row in rows]
    today = clock.today(viewer.zone)
    approved = [each for each in found if each.approved_at]
    begun = [each for each in approved if each.valid_from <= today]
    return Windows(
        current=begun[0] if begun else None,
        coming=next((each for each in approved if each.valid_from > today), None),
        pending=next((each for each in found if not each.approved_at), None),
        earlier=tuple(begun[1:]),
    )


def waiting_windows(viewer: Actor) -> Sequence[WaitingWindow]:
    """Proposals in the running courses that the viewer works with, the viewer's own first; one statement."""
    if not viewer.is_clinical:
        raise NotFound
    rows = (
        SleepWindow.objects.filter(
            organisation_id=viewer.organisation_id,
            approved_at=None,
            set_aside_at=None,
            episode__in=worked_episodes(viewer).exclude(state=State.DISCHARGED).values("pk"),
        )
        .select_related("episode__responsible", "person__key", "person__identity")
        .order_by("proposed_at", "pk")
    )
    found = []
    for row in rows:
        viewer.show(row.person_id, ground_of(viewer, row.episode))
        responsible = row.episode.responsible
        found.append(
            WaitingWindow(
                episode=row.episode_id,
                name=identity_of(row.person).name,
                proposed_at=row.proposed_at,
                responsible=responsible.name if responsible else "",
                is_own=row.episode.responsible_id == viewer.user_id,
            )
        )
    return sorted(found, key=lambda one: not one.is_own)


def proposal(windows: Windows, nights: Sequence[Night], today: date) -> Proposal | None:
    """What the rule gives today; None with fewer than five nights, or before a week in the window has gone by."""
    if windows.current is None:
        found = week(nights, today)
        return first_window(found) if found else None
    if windows.ready_from and today < windows.ready_from:
        return None
    # The first morning after the window began is that of the day after.
    found = week(nights, today, since=windows.current.valid_from + timedelta(days=1))
    return next_window(found, windows.current.minutes) if found else None


def _view(row: SleepWindow) -> WindowView:
    return WindowView(
        id=row.pk,
        rule=Rule(row.rule),
        proposed=row.proposed,
        minutes=row.minutes,
        rises_at=row.rises_at,
        valid_from=row.valid_from,
        nights=row.nights,
        asleep=row.asleep,
        efficiency=Decimal(row.efficiency) / 10,
        proposed_at=row.proposed_at,
        approved_by=row.approved_by.name if row.approved_by else "",
        approved_at=row.approved_at,
    )
