"""`stegvis simulate DIR`: what a change would do to a team's waits and finished courses, beside its year as it is."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

from stegvis.outcomes.dataset import BadDataSet, load
from stegvis.outcomes.planning import NO_CHANGE, Answer, Change, Interval, Observed, Plan, TooFew, ask, plan_of
from stegvis.outcomes.planning.answers import LEVEL, SEED
from stegvis.outcomes.planning.counting import observe

WRONG_INPUT = 2
YEAR = timedelta(weeks=52)
MOST_WEEKS, MOST_RUNS = 260, 2000
FIGURES = {
    "wait_assessment": "median days to assessment",
    "wait_treatment": "median days to treatment",
    "started": "started",
    "finished": "finished courses",
    "paired": "finished with both measures",
}

DESCRIPTION = f"""\
Learns one team's ordinary week from the last 52 weeks of a registration data set (episodes, contacts and scores as
.csv or .parquet) and simulates the time to come: as it is, and with each change you ask about. Every figure is the
middle of the runs with a {LEVEL} % interval over them. The model and what it assumes are in docs/simulator.md.

The set does not say how many therapists there are, so a therapist is so many contact hours a week: --hours-each.

If anything is wrong with the set or the options, nothing is printed, a sentence on standard error says what, and
the exit code is 2.
"""


class Refused(Exception):  # noqa: N818 - it reads as what it tells
    """What was asked cannot be done; the sentence says why."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with an option in one sentence, without the usage around it."""

    def error(self, message: str) -> NoReturn:
        raise Refused(f"{message}; `stegvis simulate --help` tells more.")


def run(arguments: list[str]) -> int:
    """Print the answers; 0, or 2 with nothing on standard output."""
    try:
        options = _parser().parse_args(arguments)
        _check(options)
        seen = _observed(options.folder, options.team)
        plan = plan_of(seen)
        answers = {
            name: ask(plan, change, weeks=options.weeks, runs=options.runs, seed=options.seed)
            for name, change in _changes(options)
        }
    except (Refused, TooFew, BadDataSet) as refusal:
        for sentence in str(refusal).splitlines():
            print(f"stegvis simulate: {sentence}", file=sys.stderr)
        return WRONG_INPUT
    written = _json(options, seen, plan, answers) if options.format == "json" else _text(options, seen, plan, answers)
    print(written)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="stegvis simulate", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the data set")
    parser.add_argument("--team", help="which team; needed where the set has several")
    parser.add_argument(
        "--therapists", type=float, metavar="+N", help="so many therapists more (or less, with a minus)"
    )
    parser.add_argument(
        "--hours-each", type=float, default=NO_CHANGE.hours_each, help="contact hours of each a week; default: 20"
    )
    parser.add_argument("--course", type=int, metavar="SEATS", help="one more course, begun again when it has ended")
    parser.add_argument(
        "--guided-self-help", type=float, metavar="SHARE", help="the mildest share, as 0.33, get guided self-help"
    )
    parser.add_argument("--weeks", type=int, default=52, help="how long to look ahead; default: 52")
    parser.add_argument("--runs", type=int, default=100, help="default: 100")
    parser.add_argument("--seed", type=int, default=SEED, help="the same number gives the same answer")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    return parser


def _check(options: argparse.Namespace) -> None:
    """Every number within what the model can answer for."""
    limits = (
        ("--therapists", options.therapists, -50, 50),
        ("--hours-each", options.hours_each, 1, 40),
        ("--course", options.course, 1, 30),
        ("--guided-self-help", options.guided_self_help, 0, 1),
        ("--weeks", options.weeks, 4, MOST_WEEKS),
        ("--runs", options.runs, 20, MOST_RUNS),
    )
    for name, value, low, high in limits:
        if value is not None and not low <= value <= high:
            raise Refused(f"{name} must be from {low} to {high}.")
    if not options.folder.is_dir():
        raise Refused(f"there is no folder {str(options.folder)!r}.")


def _observed(folder: Path, team: str | None) -> Observed:
    import duckdb

    # What does not fit into memory goes to a folder of this run's own, never beside the reader's files.
    with (
        tempfile.TemporaryDirectory(prefix="stegvis-") as spill,
        duckdb.connect(config={"temp_directory": spill, "autoinstall_known_extensions": "false"}) as connection,
    ):
        load(folder, connection)
        teams = connection.execute("SELECT DISTINCT team FROM episodes WHERE team <> '' ORDER BY 1").fetchall()
        chosen = _one_of([name for (name,) in teams], team)
        last = connection.execute(
            "SELECT MAX(c.on) FROM contacts c JOIN episodes e ON e.episode = c.episode WHERE e.team = ?", [chosen]
        ).fetchone()
        if last is None or not isinstance(last[0], date):
            raise Refused("the team has no contacts yet.")
        return observe(
            lambda sql: connection.execute(sql).fetchall(),
            team=chosen,
            first=last[0] - YEAR + timedelta(days=1),
            last=last[0],
            guarded=False,
        )


def _one_of(teams: list[str], team: str | None) -> str:
    if team is None:
        if len(teams) != 1:
            raise Refused(f"the set has {len(teams)} teams; name one with --team.")
        return teams[0]
    if team not in teams:
        raise Refused(f"the set has no team {team!r}.")
    return team


def _changes(options: argparse.Namespace) -> Iterator[tuple[str, Change]]:
    """Today, each change by itself, and all of them together where there are several."""
    each = options.hours_each
    asked = {
        "therapists": Change(therapists=options.therapists or 0, hours_each=each),
        "course": Change(course_seats=options.course or 0),
        "guided_self_help": Change(guided_share=options.guided_self_help or 0),
    }
    given = {name: change for name, change in asked.items() if getattr(options, name)}
    yield "as it is", NO_CHANGE
    yield from given.items()
    if len(given) > 1:
        yield (
            "all together",
            Change(options.therapists or 0, each, options.course or 0, options.guided_self_help or 0),
        )


def _json(options: argparse.Namespace, seen: Observed, plan: Plan, answers: dict[str, Answer]) -> str:
    told = {
        "interval": f"{LEVEL} %",
        "runs": options.runs,
        "weeks": options.weeks,
        "seed": options.seed,
        "observed": asdict(seen),
        "plan": asdict(plan),
        "answers": {name: {figure: _spread(answer, figure) for figure in FIGURES} for name, answer in answers.items()},
    }
    return json.dumps(told, indent=1)


def _spread(answer: Answer, figure: str) -> dict[str, float] | None:
    found: Interval | None = getattr(answer, figure)
    return None if found is None else {name: round(value, 1) for name, value in asdict(found).items()}


def _text(options: argparse.Namespace, seen: Observed, plan: Plan, answers: dict[str, Answer]) -> str:
    lines = [
        f"Learnt from {seen.weeks} weeks of one team: {plan.referrals_a_week:.1f} referrals and"
        f" {plan.hours_a_week:.0f} contact hours a week.",
        f"Observed median wait: {seen.wait_assessment:.1f} days to assessment, {seen.wait_treatment:.1f} to treatment;"
        f" {seen.finished} finished.",
        f"Of these waits {plan.notice_assessment:.1f} days before the first contact, and {plan.notice_treatment:.1f}"
        " between the two, are not explained by the hours; no change below can shorten them.",
        f"The coming {options.weeks} weeks, {options.runs} runs; in brackets the {LEVEL} % interval:",
        "",
    ]
    names: dict[str, str] = {"as it is": "As it is", "all together": "All together"}
    names["therapists"] = f"Therapists {options.therapists or 0:+g}, {options.hours_each:g} contact hours a week each"
    names["course"] = f"One more course for {options.course}"
    names["guided_self_help"] = f"Guided self-help for the mildest {100 * (options.guided_self_help or 0):.0f} %"
    for name, answer in answers.items():
        lines.append(names[name])
        lines += [f"  {title:<30}{_words(getattr(answer, figure))}" for figure, title in FIGURES.items()]
    return "\n".join(lines)


def _words(found: Any) -> str:
    return "nobody" if found is None else f"{found.middle:7.1f}  [{found.low:.1f} - {found.high:.1f}]"
