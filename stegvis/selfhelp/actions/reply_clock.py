"""The clock that says by when the guide answers. Part of handing in and of a client's remark."""

from __future__ import annotations

from stegvis.definitions import clock
from stegvis.definitions.guidance import reply_due
from stegvis.selfhelp.models import AssignedModule


def start_reply_clock(module: AssignedModule) -> None:
    """Set the day by which the guide answers, unless the clock runs already. Whoever calls saves `reply_due_on`.

    In working days of the team's country, without the team's closed days. `module` knows its assignment's team.
    """
    if module.reply_due_on is not None:
        return
    team = module.assignment.episode.team
    today = clock.today(team.zone)
    closed = frozenset(team.closures.filter(on__gt=today).values_list("on", flat=True))
    module.reply_due_on = reply_due(today, module.assignment.reply_days, team.organisation.country, closed)
