"""MEASURES.md, edition 1, once more in plain Python: slow, separate from the product, and only for comparing.

It shares nothing with the SQL: thresholds and rules are written down again from the page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.spec.registration import Registration

Row = dict[str, Any]
CASE = {"phq-9": 10, "gad-7": 8, "spin": 19, "pdss-sr": 8, "oci": 40, "pcl-5": 32, "hai-sw": 18}
CHANGE = {
    "phq-9": Decimal(6),
    "gad-7": Decimal(4),
    "spin": Decimal(10),
    "pdss-sr": Decimal(5),
    "mi-alone": Decimal("0.73"),
    "oci": Decimal(32),
    "pcl-5": Decimal(10),
    "hai-sw": Decimal(4),
}
SPECIFIC = {
    "social_anxiety": "spin",
    "panic": "pdss-sr",
    "agoraphobia": "mi-alone",
    "ocd": "oci",
    "ptsd": "pcl-5",
    "health_anxiety": "hai-sw",
}
ASSESSING = ("assessment", "assessment_and_treatment")
TREATING = ("treatment", "assessment_and_treatment", "review_and_treatment")


def is_case(instrument: str, score: Decimal) -> bool:
    return score > Decimal("2.3") if instrument == "mi-alone" else score >= CASE[instrument]


class Course:
    """One episode with its contacts and scores, and what the manual calls each thing about it."""

    def __init__(self, episode: Row, contacts: Sequence[Row], scores: Sequence[Row]) -> None:
        self.row = episode
        self.received, self.discharged = episode["received_on"], episode["discharged_on"]
        attended = [each for each in contacts if each["attendance"] in ("attended", "late")]
        self.attended = len(attended)
        treatments = [each["on"] for each in attended if each["purpose"] in TREATING and self.within(each["on"])]
        self.treatments = len(treatments)
        self.started = min(treatments, default=None)
        assessments = [each["on"] for each in attended if each["purpose"] in ASSESSING and each["on"]]
        self.assessed = min(assessments, default=None)
        self.finished = self.discharged is not None and self.treatments >= 2
        self._judge(scores)

    def within(self, day: date | None) -> bool:
        if day is None or self.received is None:
            return False
        return self.received <= day and (self.discharged is None or day <= self.discharged)

    def _judge(self, scores: Sequence[Row]) -> None:
        given: dict[str, list[tuple[str, bytes, Decimal]]] = defaultdict(list)
        for each in scores:
            day = date.fromisoformat(each["answered_at"][:10])
            if each["score"] is not None and (self.discharged is None or day <= self.discharged):
                key = (each["answered_at"], each["answer"].encode(), each["score"])
                given[each["instrument"]].append(key)
        specific = SPECIFIC.get(self.row["problem"] or "", "gad-7")
        anxiety = specific if len(given[specific]) >= 2 else "gad-7"
        firsts, lasts, better, worse = [], [], [], []
        for instrument in ("phq-9", anxiety):
            points = [score for _, _, score in sorted(given[instrument])]
            firsts.append(is_case(instrument, points[0]) if points else None)
            if len(points) >= 2:
                lasts.append(is_case(instrument, points[-1]))
                better.append(points[0] - points[-1] >= CHANGE[instrument])
                worse.append(points[-1] - points[0] >= CHANGE[instrument])
        self.paired = len(lasts) == 2
        self.case = True in firsts
        self.no_case = firsts == [False, False]
        self.recovered = self.paired and self.case and not any(lasts)
        self.improved = self.paired and any(better) and not any(worse)
        self.worsened = self.paired and any(worse) and not any(better)
        self.unchanged = self.paired and not any(better) and not any(worse)


@dataclass(frozen=True)
class Tally:
    """What one measure counts of one course or contact: only what is in the base is given."""

    period: date
    numerator: int = 0
    denominator: int = 0
    missing: int = 0
    days: int | None = None


Rule = Callable[[Course], "Tally | None"]


def of_those(base: Callable[[Course], bool], period: Callable[[Course], date | None],
             numerator: Callable[[Course], Any],
             denominator: Callable[[Course], bool] = lambda course: True,
             missing: Callable[[Course], bool] = lambda course: False) -> Rule:  # fmt: skip
    """A share: who is in the base has a row; who is in the denominator may be in the numerator."""

    def rule(course: Course) -> Tally | None:
        day = period(course)
        if day is None or not base(course):
            return None
        under = denominator(course)
        return Tally(day, int(numerator(course)) if under else 0, int(under), int(missing(course)))

    return rule


def of_finished(numerator: Callable[[Course], Any], denominator: Callable[[Course], bool] = lambda course: True,
                missing: Callable[[Course], bool] = lambda course: False) -> Rule:  # fmt: skip
    return of_those(lambda course: course.finished, lambda course: course.discharged, numerator, denominator, missing)


def wait(day: Callable[[Course], date | None]) -> Rule:
    def rule(course: Course) -> Tally | None:
        until = day(course)
        if until is None:
            return None
        return Tally(until, 0, 1, 0, (until - course.received).days if course.received else None)

    return rule


def unpaired(course: Course) -> bool:
    return not course.paired


def could_recover(course: Course) -> bool:
    return not course.no_case


def within(days: int) -> Callable[[Course], bool]:
    return lambda course: (course.started - course.received).days <= days


def sick_pay_unknown(course: Course) -> bool:
    return course.row["sick_pay_first"] is None or course.row["sick_pay_last"] is None


def closed(condition: Callable[[Course], bool]) -> Rule:
    return of_those(lambda course: course.discharged is not None and condition(course),
                    lambda course: course.discharged, lambda course: True)  # fmt: skip


def dated(day: Callable[[Course], date | None], numerator: Callable[[Course], Any] = lambda course: True) -> Rule:
    return of_those(lambda course: True, day, numerator)


RULES: dict[str, tuple[str, Rule]] = {
    "referrals": ("count", dated(lambda course: course.received)),
    "self_referred": (
        "rate",
        dated(lambda course: course.received, lambda course: course.row["source"] in ("self", "self_on_gp_advice")),
    ),
    "assessed": ("count", dated(lambda course: course.assessed)),
    "started": ("count", dated(lambda course: course.started)),
    "finished": ("count", closed(lambda course: course.finished)),
    "seen_not_treated": ("count", closed(lambda course: course.attended > 0 and course.treatments == 0)),
    "treated_once": ("count", closed(lambda course: course.treatments == 1)),
    "dropped_out": (
        "rate",
        of_those(
            lambda course: course.treatments > 0,
            lambda course: course.discharged,
            lambda course: course.row["discharge_reason"] == "dropped_out",
        ),
    ),
    "paired": ("rate", of_finished(lambda course: course.paired, missing=unpaired)),
    "case_at_start": ("rate", of_finished(lambda course: course.case)),
    "recovery": ("rate", of_finished(lambda course: course.recovered, could_recover, unpaired)),
    "reliable_improvement": ("rate", of_finished(lambda course: course.improved, missing=unpaired)),
    "reliable_deterioration": ("rate", of_finished(lambda course: course.worsened, missing=unpaired)),
    "no_reliable_change": ("rate", of_finished(lambda course: course.unchanged, missing=unpaired)),
    "reliable_recovery": (
        "rate",
        of_finished(lambda course: course.recovered and course.improved, could_recover, unpaired),
    ),
    "off_sick_pay": (
        "rate",
        of_finished(
            lambda course: course.row["sick_pay_last"] is False,
            lambda course: course.row["sick_pay_first"] is True,
            sick_pay_unknown,
        ),
    ),
    "waited_6_weeks": ("rate", of_finished(within(42))),
    "waited_18_weeks": ("rate", of_finished(within(126))),
    "wait_assessment": ("median", wait(lambda course: course.assessed)),
    "wait_treatment": ("median", wait(lambda course: course.started)),
    "did_not_attend": ("rate", lambda course: None),
    "contacts_per_finished": ("mean", of_finished(lambda course: course.treatments)),
}
WITH_MISSING = {
    "paired",
    "recovery",
    "reliable_improvement",
    "reliable_deterioration",
    "no_reliable_change",
    "reliable_recovery",
    "off_sick_pay",
}


def result(registration: Registration, by: Sequence[str]) -> list[tuple[Any, ...]]:
    """Every row as (group, measure, numerator, denominator, value as text, missing)."""
    courses = [
        Course(episode, _of(registration, "contacts", episode), _of(registration, "scores", episode))
        for episode in registration.tables["episodes"]
    ]
    rows = []
    for measure, (kind, rule) in RULES.items():
        groups: dict[tuple[str, ...], list[Tally]] = defaultdict(list)
        for episode, tally in _contacts(registration) if measure == "did_not_attend" else _tallies(courses, rule):
            groups[tuple(_group(episode, tally.period, name) for name in by)].append(tally)
        ordered = sorted(groups, key=lambda group: [part.encode() for part in group])
        rows += [_row(group, measure, kind, groups[group]) for group in ordered]
    return rows


def _of(registration: Registration, table: str, episode: Row) -> list[Row]:
    return [row for row in registration.tables[table] if row["episode"] == episode["episode"]]


def _tallies(courses: Iterable[Course], rule: Rule) -> Iterator[tuple[Row, Tally]]:
    return ((course.row, tally) for course in courses if (tally := rule(course)) is not None)


def _contacts(registration: Registration) -> Iterator[tuple[Row, Tally]]:
    episodes = {row["episode"]: row for row in registration.tables["episodes"]}
    for row in registration.tables["contacts"]:
        if row["on"] is not None:
            expected = row["attendance"] in ("attended", "late", "did_not_attend")
            missed = row["attendance"] == "did_not_attend"
            yield episodes[row["episode"]], Tally(row["on"], int(missed), int(expected))


def _group(episode: Row, day: date, name: str) -> str:
    periods = {"month": f"{day:%Y-%m}", "quarter": f"{day:%Y}-Q{(day.month + 2) // 3}", "year": f"{day:%Y}"}
    return periods[name] if name in periods else episode[name] or ""


def _row(group: tuple[str, ...], measure: str, kind: str, tallies: Sequence[Tally]) -> tuple[Any, ...]:
    numerator = sum(tally.numerator for tally in tallies)
    denominator = sum(tally.denominator for tally in tallies)
    missing = sum(tally.missing for tally in tallies) if measure in WITH_MISSING else None
    if kind == "count":
        return group, measure, numerator, None, str(numerator), None
    if kind == "median":
        days = sorted(tally.days for tally in tallies if tally.days is not None)
        middle = Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2) if days else None
        return group, measure, None, denominator, _tenths(middle), None
    value = Fraction(numerator * (100 if kind == "rate" else 1), denominator) if denominator else None
    return group, measure, numerator, denominator, _tenths(value), missing


def _tenths(value: Fraction | None) -> str | None:
    """One decimal, halves away from zero, by whole numbers only."""
    if value is None:
        return None
    tenths = int(abs(value) * 10 + Fraction(1, 2))
    return f"{'-' if value < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"
