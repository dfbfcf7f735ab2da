"""`stegvis trajectories DIR`: learns the expected course of an instrument from closed courses, and prints its file."""

import argparse
import sys
from pathlib import Path

from stegvis.definitions.instrument import UnknownInstrument, instrument
from stegvis.outcomes.dataset import BadDataSet, load
from stegvis.outcomes.trajectories import TooFewCases, learn, written
from stegvis.outcomes.trajectories.learning import closed_scores

WRONG_INPUT = 2
DESCRIPTION = """\
Learns, from the closed courses of a registration data set, where the middle 80 % of scores lay by first score and
number of treatment contacts, and prints it as the file of a norm. Nothing is shown to anybody by this: a norm is used
once its file stands in stegvis/definitions/trajectories and is locked (docs/adr/0011).
"""


def run(arguments: list[str]) -> int:
    """Print the norm's file; 0, or 2 with nothing on standard output."""
    parser = argparse.ArgumentParser(
        prog="stegvis trajectories", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the data set")
    parser.add_argument("--instrument", default="phq-9", metavar="NAME", help="default: phq-9")
    parser.add_argument("--edition", type=int, default=1, metavar="N", help="the number of this edition; default: 1")
    parser.add_argument("--invented", action="store_true", help="the courses are invented, and the norm says so")
    parser.add_argument("--source", required=True, metavar="TEXT", help="what the courses are, in one sentence")
    options = parser.parse_args(arguments)
    try:
        text = _learnt(options)
    except (UnknownInstrument, BadDataSet, TooFewCases, ValueError) as refusal:
        for sentence in str(refusal).splitlines():
            print(f"stegvis trajectories: {sentence}", file=sys.stderr)
        return WRONG_INPUT
    sys.stdout.write(text)
    return 0


def _learnt(options: argparse.Namespace) -> str:
    import duckdb

    of = instrument(options.instrument)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        load(options.folder, connection)
        cases, *columns = closed_scores(of, connection)
    return written(
        of, learn(of, *columns), edition=options.edition, cases=cases, invented=options.invented, source=options.source
    )
