"""Draws the people of one run: when they ask for help and what becomes of them. Knows no queue and no change.

Each person takes the same number of draws whatever is planned, so two plans meet the same people.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from stegvis.outcomes.planning.plan import DAYS, SPREAD_ASSESSMENT, SPREAD_TREATMENT, Offer, Plan


@dataclass(frozen=True, slots=True)
class Person:
    """One who asks for help. Days count in open time; chances are where this person falls between 0 and 1."""

    received: float
    notice_assessment: float
    notice_treatment: float
    is_assessed: bool
    is_treated: bool
    is_paired: bool
    drops_out: bool
    mildness: float
    liking: float
    offer: float
    length: float
    stop: float


@dataclass(frozen=True, slots=True)
class Truth:
    """What the plan's numbers may truly be: the rate a day, and what to multiply the notices by."""

    a_day: float
    assessment: float = 1.0
    treatment: float = 1.0


def truth(plan: Plan, rng: Random) -> Truth:
    """Another year would have shown another rate and other medians, so each run draws its own.

    The rate from its gamma distribution; a median with the standard error of one of a normal logarithm.
    """
    a_day = plan.referrals_a_week / DAYS
    if not plan.learnt_from:
        return Truth(a_day)
    error = math.sqrt(math.pi / 2 / plan.learnt_from)
    return Truth(
        a_day * rng.gammavariate(plan.learnt_from, 1 / plan.learnt_from),
        math.exp(SPREAD_ASSESSMENT * error * rng.gauss(0, 1)),
        math.exp(SPREAD_TREATMENT * error * rng.gauss(0, 1)),
    )


def people(plan: Plan, true: Truth, rng: Random, first: float, last: float) -> Iterator[Person]:
    """Everybody who asks for help from day `first` to day `last`, in a Poisson stream."""
    received = first
    while true.a_day:
        received += rng.expovariate(true.a_day)
        if received > last:
            return
        yield person(plan, true, rng, received)


def person(plan: Plan, true: Truth, rng: Random, received: float) -> Person:
    """What becomes of somebody who asks for help that day."""
    chance = rng.random
    return Person(
        received=received,
        notice_assessment=plan.notice_assessment * true.assessment * math.exp(SPREAD_ASSESSMENT * rng.gauss(0, 1)),
        notice_treatment=plan.notice_treatment * true.treatment * math.exp(SPREAD_TREATMENT * rng.gauss(0, 1)),
        is_assessed=chance() < plan.assessed,
        is_treated=chance() < plan.treated,
        is_paired=chance() < plan.paired,
        drops_out=chance() < plan.dropped_out,
        mildness=chance(),
        liking=chance(),
        offer=chance(),
        length=chance(),
        stop=chance(),
    )


def offered(offers: Sequence[Offer], person: Person) -> Offer:
    """The offer whose share this person falls into."""
    reached = 0.0
    for each in offers:
        reached += each.share
        if person.offer < reached:
            return each
    return offers[-1]


def attended(sessions: float, person: Person) -> int:
    """Sessions attended: two at least and the rest Poisson; who drops out leaves before the last, any time."""
    planned = 2 + _poisson(max(0.0, sessions - 2), person.length)
    return 1 + int(person.stop * (planned - 1)) if person.drops_out else planned


def _poisson(mean: float, chance: float) -> int:
    """The number at that point of the Poisson distribution."""
    number, part = 0, math.exp(-mean)
    reached = part
    while chance > reached and number < mean + 20 * math.sqrt(mean):
        number += 1
        part *= mean / number
        reached += part
    return number
