"""From what a team's year showed to its plan: which numbers are read off, and which one is calibrated. No SQL."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from random import Random
from statistics import median

from stegvis.outcomes.planning.answers import SEED, ask
from stegvis.outcomes.planning.plan import SPREAD_ASSESSMENT, SPREAD_TREATMENT, Offer, Plan

CALIBRATION_RUNS = 4
ENOUGH = 20


class TooFew(Exception):  # noqa: N818  (it reads as what it tells)
    """Fewer than 20 stand behind a number that the plan needs."""

    def __init__(self, measure: str) -> None:
        super().__init__(f"too few stand behind {measure} to plan by them; at least {ENOUGH} are needed.")
        self.measure = measure


@dataclass(frozen=True)
class OfferSeen:
    """One level of care as the team gave it: how many started, and the means of those who finished."""

    level: str
    started: int
    contacts: float
    days_between: float
    minutes: float
    in_group: bool


@dataclass(frozen=True)
class Observed:
    """One team's year. Shares are 0-1, waits are medians in days; `weeks` since the first referral, closed ones too.

    `hours_a_week`: three of four open weeks had less. It is what the team can hold, where a mean would be what
    happened to be asked for.
    """

    weeks: int
    closed_weeks: tuple[int, ...]
    referrals: int
    assessed: int
    started: int
    finished: int
    wait_assessment: float
    wait_treatment: float
    dropped_out: float
    missed: float
    paired: float
    hours_a_week: float
    assessment_minutes: float
    offers: tuple[OfferSeen, ...]


def plan_of(seen: Observed, *, seed: int = SEED) -> Plan:
    """The plan of a team whose next year is as the one observed.

    All is read off but the notice, which is calibrated: the wait that is left when the queue for hours, run
    without any notice, is taken from the observed one. More hours cannot shorten it.
    """
    whole = sum(each.started for each in seen.offers)
    plan = Plan(
        referrals_a_week=seen.referrals / (seen.weeks - len(seen.closed_weeks)),
        hours_a_week=seen.hours_a_week,
        assessed=min(1.0, seen.assessed / seen.referrals),
        assessment_minutes=seen.assessment_minutes,
        treated=min(1.0, seen.started / seen.assessed),
        offers=tuple(_offer(each, each.started / whole, seen.dropped_out) for each in seen.offers),
        missed=seen.missed,
        dropped_out=seen.dropped_out,
        paired=seen.paired,
        closed_weeks=seen.closed_weeks,
        learnt_from=seen.referrals,
    )
    queue = ask(replace(plan, learnt_from=None), runs=CALIBRATION_RUNS, seed=seed)
    to_assessment = max(0.0, seen.wait_assessment - (queue.wait_assessment.middle if queue.wait_assessment else 0))
    to_treatment = max(0.0, seen.wait_treatment - (queue.wait_treatment.middle if queue.wait_treatment else 0))
    return replace(plan, notice_assessment=to_assessment, notice_treatment=_rest(to_assessment, to_treatment, seed))


def _offer(seen: OfferSeen, share: float, dropped_out: float) -> Offer:
    return Offer(
        seen.level, share, planned_sessions(seen.contacts, dropped_out), seen.days_between, seen.minutes, seen.in_group
    )


def planned_sessions(contacts: float, dropped_out: float) -> float:
    """Sessions planned, from the mean of those who finished (two or more), some of whom dropped out on the way.

    Who drops out of n leaves after 1 to n - 1 of them, each as likely; one session is not finished.
    """
    planned = max(2.0, contacts)
    for _ in range(8):
        still = dropped_out * (planned - 2) / max(1.0, planned - 1)
        finished = 1 - dropped_out + still
        if not finished:
            return planned
        planned = max(2.0, (contacts * finished - still / 2) / (1 - dropped_out + still / 2))
    return planned


def _rest(first: float, both: float, seed: int, draws: int = 1000) -> float:
    """The median of the second notice with which the median of the two together is `both`."""
    rng = Random(f"{seed} notice")  # noqa: S311
    firsts = [first * math.exp(SPREAD_ASSESSMENT * rng.gauss(0, 1)) for _ in range(draws)]
    seconds = [math.exp(SPREAD_TREATMENT * rng.gauss(0, 1)) for _ in range(draws)]

    def together(rest: float) -> float:
        return median(one + rest * two for one, two in zip(firsts, seconds, strict=True))

    low, high = 0.0, max(0.0, both)
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if together(middle) < both else (low, middle)
    return low
