"""Parts of the running product are killed while clients answer; then every answer is counted (bench/faults).

The short form of `python -m bench.faults`, and the proof that it would see a fault: two builds broken on purpose.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults import processes
from bench.faults.killing import BACKEND, IN_TURN
from bench.faults.report import table, wrong
from bench.faults.run import Load, Outcome, kill_parts, kill_supervisor
from bench.faults.site import open_folder, running

pytestmark = pytest.mark.engine

SECONDS, KILLS = 18.0, 6
LOAD = Load(looked_at=10)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """One installation for all: the demo is filled once, and the broken builds start on what the true one left."""
    with open_folder() as made:
        yield made


def account(outcome: Outcome) -> str:
    return "\n".join([table([("run", outcome)]), *wrong(outcome)])


def test_nothing_is_lost_doubled_or_told_to_nobody_whatever_is_killed(folder: Path) -> None:
    """Whoever was told "saved" must find it saved, and a risk answer must reach a human, on the worst of days."""
    with running(folder) as site:
        parts = kill_parts(site, LOAD, kills=KILLS, seconds=SECONDS)
        assert parts.losses == 0, account(parts)
        assert parts.tally.faults == [], account(parts)
        assert parts.killed.total == KILLS, account(parts)
        assert set(parts.killed.parts) == set(IN_TURN), account(parts)
        assert parts.commands >= LOAD.fewest, account(parts)
        assert parts.findings.risk_answers > 0, account(parts)

        supervisor = kill_supervisor(site, LOAD, seconds=4.0)
        assert supervisor.losses == 0, account(supervisor)
        assert supervisor.tally.faults == [], account(supervisor)
        assert supervisor.commands >= LOAD.fewest, account(supervisor)
        assert site.process is not None
        started = {process.pid for process in processes.under(site.process.pid)}
    assert processes.alive(started) == set()


def test_a_build_that_keeps_each_statement_by_itself_is_found_out(folder: Path) -> None:
    """Killed between the receipt of a form and its answers, it takes the form for done when it comes again."""
    with running(folder, "no_transaction") as site:
        for number in range(3):
            load = Load(looked_at=0, seed=f"broken {number}")
            found = kill_parts(site, load, kills=4, seconds=8.0, parts=[BACKEND]).findings
            if found.count("lost") or found.count("risk answers without alert"):
                return
    pytest.fail("Backends were killed in the middle of answers, and nothing was found lost.")


def test_a_build_that_reads_no_command_ids_is_found_out(folder: Path) -> None:
    """A form that is sent again because its answer was lost has its effect twice."""
    with running(folder, "no_command_ids") as site:
        outcome = kill_parts(site, Load(looked_at=0), kills=1, seconds=2.0)
    assert outcome.findings.count("doubled") > 0, account(outcome)
