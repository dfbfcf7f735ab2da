"""A team's year ahead as a queue for staff hours: a plan, runs of it, and what a change would do. No framework."""

from stegvis.outcomes.planning.answers import Answer, Interval, Outlook, ask, difference
from stegvis.outcomes.planning.observed import Observed, TooFew, plan_of
from stegvis.outcomes.planning.plan import NO_CHANGE, Change, Offer, Plan

__all__ = [
    "NO_CHANGE",
    "Answer",
    "Change",
    "Interval",
    "Observed",
    "Offer",
    "Outlook",
    "Plan",
    "TooFew",
    "ask",
    "difference",
    "plan_of",
]
