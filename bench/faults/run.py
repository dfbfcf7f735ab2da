"""One run: clients answer, parts are killed, and when everything is whole again the answers are counted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.faults import compare, record
from bench.faults import journal as journals
from bench.faults.client import Client, Tally
from bench.faults.compare import Findings
from bench.faults.killing import IN_TURN, Killed, Watch, kill_in_turn
from bench.faults.pool import Pool
from bench.faults.shown import alerts_that_no_lead_sees, pages_that_differ
from bench.faults.site import Site

CHILDREN_END_WITHIN = 30.0
FEWEST_WITHIN = 30.0
HANDS_IN_WITHIN = 120.0  # seconds for a client to finish the form in hand


@dataclass
class Outcome:
    """What came of a run. Times in seconds; `away`: the longest that no page answered."""

    killed: Killed
    findings: Findings
    tally: Tally
    commands: int = 0
    unknown: int = 0
    away: float = 0.0
    children_left: int = 0
    children_took: float = 0.0
    differing: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    @property
    def losses(self) -> int:
        """Everything that must be nought."""
        return (
            self.findings.total + len(self.differing) + len(self.unseen) + len(self.tally.refused) + self.children_left
        )

    @property
    def longest_wait(self) -> float:
        return max(self.tally.waits, default=0.0)


@dataclass(frozen=True)
class Load:
    """Who answers meanwhile. `fewest`: so many forms must be answered, if need be after the last kill.

    `looked_at`: how many people's pages are compared in the end.
    """

    clients: int = 8
    seed: str = "1"
    fewest: int = 50
    looked_at: int = 40


def kill_parts(site: Site, load: Load, *, kills: int, seconds: float, parts: Sequence[str] = IN_TURN) -> Outcome:
    """Web workers, the job worker, database backends and the postmaster, in turn."""
    return _under_load(site, load, lambda: kill_in_turn(site, kills, seconds, load.seed, parts))


def kill_supervisor(site: Site, load: Load, *, seconds: float) -> Outcome:
    """`stegvis up` itself, in the middle of the seconds; then it is started again in the same folder."""
    ended: list[tuple[float, int]] = []

    def kill() -> Killed:
        killed = Killed()
        time.sleep(seconds / 2)
        killed.last = time.time()
        ended.append(site.kill_supervisor(CHILDREN_END_WITHIN))
        killed.parts["supervisor"] += 1
        site.start()
        killed.whole_after = time.time() - killed.last
        time.sleep(seconds / 2)
        return killed

    outcome = _under_load(site, load, kill)
    outcome.children_took, outcome.children_left = ended[0]
    return outcome


def _under_load(site: Site, load: Load, kill: Callable[[], Killed]) -> Outcome:
    since = datetime.now(UTC)
    pool, tally, stop = Pool(site), Tally(), threading.Event()
    path = _journal_of(site)
    journal = journals.Journal(path)
    threads = [Client(pool, journal, tally, stop, f"{load.seed}-{number}") for number in range(load.clients)]
    watch = Watch(site)
    for thread in (watch, *threads):
        thread.start()
    try:
        killed = kill()
        _wait_for(tally, load.fewest)
    finally:
        stop.set()
        for thread in threads:
            thread.join(HANDS_IN_WITHIN)
        tally.faults += [f"{thread.name} is still waiting." for thread in threads if thread.is_alive()]
        away = watch.end()
        journal.close()
    done, unknown = journals.read(path)
    with site.owner() as owner:
        found = record.read(
            owner, persons=pool.persons, questionnaires=pool.opened, commands=[one.id for one in done], since=since
        )
    return Outcome(
        killed=killed,
        findings=compare.compare(done, unknown, pool.opened, found, tally.pages),
        tally=tally,
        commands=len(done),
        unknown=len(unknown),
        away=away,
        differing=pages_that_differ(site, pool.persons.values(), found, load.looked_at, load.seed),
        unseen=alerts_that_no_lead_sees(site, found),
    )


def _wait_for(tally: Tally, fewest: int) -> None:
    deadline = time.monotonic() + FEWEST_WITHIN
    while len(tally.waits) < fewest and time.monotonic() < deadline:
        time.sleep(0.1)


def _journal_of(site: Site) -> Path:
    number = sum(1 for _ in site.folder.glob("journal-*.jsonl"))
    return site.folder / f"journal-{number}.jsonl"
