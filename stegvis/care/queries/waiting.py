"""How long people wait now: the one figure of the public page, from the team's own assessments."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from django.db import connection

from stegvis.definitions import clock

PERIOD = timedelta(days=90)
# Below this a median says more about single persons than about the wait (issue 2, point 1).
FEWEST = 20

MEDIAN = """
select count(*), percentile_cont(0.5) within group (order by assessed_on - received_on)
from care_episode
where organisation_id = %s and team_id = %s and assessed_on > %s and assessed_on <= %s
"""


class OneTeam(Protocol):
    """A team, or the heading of one."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def zone(self) -> str: ...


@dataclass(frozen=True)
class Wait:
    """`weeks`: median from referral to assessment in whole weeks (half rounds up); None under 20 `cases`."""

    weeks: int | None
    cases: int


def public_wait(team: OneTeam) -> Wait:
    """The wait of those who were assessed in the last 90 days, today included. No person is shown."""
    today = clock.today(team.zone)
    with connection.cursor() as cursor:
        cursor.execute(MEDIAN, [team.organisation_id, team.id, today - PERIOD, today])
        cases, days = cursor.fetchone()
    if cases < FEWEST:
        return Wait(None, cases)
    weeks = (Decimal(str(days)) / 7).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Wait(int(weeks), cases)
