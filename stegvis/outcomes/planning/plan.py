"""What is planned: who comes, what is offered, the hours there are, and a change to them. Runs nothing.

Every number is either observed in the team's own data or has its source beside it; docs/simulator.md lists all.
"""

from __future__ import annotations

from dataclasses import dataclass

DAYS = 7
MINUTES = 60


@dataclass(frozen=True)
class Offer:
    """One kind of treatment: its share of those who start (0-1) and what one client takes of the staff.

    `sessions`: planned for one who stays; `days_between` them; `minutes` of staff time for each one attended.
    In a group a place that stays empty costs nothing more; in every other offer a missed session does.
    """

    name: str
    share: float
    sessions: float
    days_between: float
    minutes: float
    in_group: bool = False


@dataclass(frozen=True)
class Plan:
    """A team's ordinary week. Shares are 0-1.

    `hours_a_week`: contact hours for assessment and treatment that the staff have in an open week.
    `notice_*`: median days that pass before somebody stands in line for hours at all (letters, notice, their own
    calendar). `closed_weeks`: places in the year, the first is 0, of weeks in which nothing begins or goes on.
    `learnt_from`: the referrals behind the numbers, so that a run can be as unsure as they are; None: known.
    """

    referrals_a_week: float
    hours_a_week: float
    assessed: float
    assessment_minutes: float
    treated: float
    offers: tuple[Offer, ...]
    missed: float = 0.0
    dropped_out: float = 0.0
    paired: float = 1.0
    notice_assessment: float = 0.0
    notice_treatment: float = 0.0
    closed_weeks: tuple[int, ...] = ()
    learnt_from: int | None = None


@dataclass(frozen=True)
class Change:
    """What is asked: from the first day of the year on, beside the plan as it is."""

    therapists: float = 0
    hours_each: float = 20
    course_seats: int = 0
    guided_share: float = 0


NO_CHANGE = Change()

# A therapist's contact hours a week are this page's own assumption, to be set by who asks (`hours_each`): half of
# a working week of 37.5 hours is left for notes, letters, measures, supervision and meetings, and some of it lost.

# The course in mastering depression: 10 gatherings of 2.5 hours with 2 leaders, eight weekly and two follow-ups
# (the municipalities' own pages, facts gathered in docs/simulator.md). One begins when the one before has ended.
COURSE_GATHERINGS = 10
COURSE_MINUTES = 150
COURSE_LEADERS = 2
# Leaders, room and invitations take time; an assumption of ours.
COURSE_NOTICE_DAYS = 28
# Of the clients of the twelve pilots so many had group psychoeducation alone (BMC Health Services Research 2020,
# s12913-020-05311-5, table 2, n = 526): taken as the share of those assessed who say yes to a course.
COURSE_FITS = 0.365

# Guided self-help where the team has none of its own to learn from: six parts, one a week (veiledetselvhjelp.no).
# The guide's 20 minutes a week are an assumption of ours.
GUIDED = Offer("guided_self_help", share=0, sessions=6, days_between=7, minutes=20)

# How much one client's notice differs from another's, as the standard deviation of its logarithm, from the
# quartiles of the same table 2: 7-17 days to assessment, 8-23 days on to treatment; ln(q3/q1) / 1.349.
SPREAD_ASSESSMENT = 0.658
SPREAD_TREATMENT = 0.783
