"""Kill parts of the running product while clients answer, and count what became of every answer.

Run: .venv/bin/python -m bench.faults [--seconds 60] [--kills 30] [--clients 8] [--seed 1] [--broken BUILD]
Exits 1 on anything lost, doubled or told to nobody, and where too little was killed or answered to say so.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench.faults.report import table, wrong
from bench.faults.run import Load, Outcome, kill_parts, kill_supervisor
from bench.faults.site import open_folder, running

BUILDS = ("no-transaction", "no-command-ids")
SUPERVISOR_SECONDS = 10.0


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    build = options.broken.replace("-", "_")
    outcomes: list[tuple[str, Outcome]] = []
    with open_folder() as folder, running(folder, build) as site:
        load = Load(clients=options.clients, seed=options.seed)
        parts = kill_parts(site, load, kills=options.kills, seconds=options.seconds)
        outcomes.append(("parts", parts))
        if not build:
            outcomes.append(("supervisor", kill_supervisor(site, load, seconds=SUPERVISOR_SECONDS)))
    print(table(outcomes))
    for name, outcome in outcomes:
        for said in wrong(outcome):
            print(f"{name}: {said}")
    enough = parts.killed.total >= options.kills and all(outcome.findings.risk_answers for _, outcome in outcomes)
    if not enough:
        print("Too little was killed or answered to say anything.")
    clean = not any(outcome.losses or outcome.tally.faults for _, outcome in outcomes)
    return 0 if enough and clean else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", default="1", help="what the dice are thrown with")
    parser.add_argument("--broken", choices=BUILDS, default="", help="run a build that is broken on purpose")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
