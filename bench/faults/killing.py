"""Kills parts of the running product in turn, by pid, and watches how long its pages are away."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from bench.faults.site import Site

LOOK_EVERY = 0.1  # seconds
BACK_WITHIN = 60.0  # seconds until we give up; what is wanted is in `report`
AIM = 3.0  # seconds to wait for a backend that is in the middle of keeping an answer

# The statement that takes the command and its rows has just ended, and the next has not come.
IN_THE_MIDDLE = """
SELECT pid FROM pg_stat_activity
WHERE application_name = 'stegvis-web' AND state LIKE 'idle%%' AND query LIKE '%%into people_command%%'
  AND state_change > clock_timestamp() - interval '50 milliseconds' AND (%(pid)s::int IS NULL OR pid = %(pid)s::int)
ORDER BY state_change DESC LIMIT 1
"""

WEB, BACKEND, JOBS, POSTMASTER = "web worker", "database backend", "job worker", "postmaster"
IN_TURN = (WEB, JOBS, BACKEND, POSTMASTER)


@dataclass
class Killed:
    """What was killed, and when the last one was (seconds since 1970; until then, when the run began).

    `aimed`: how many of them were backends in the middle of keeping an answer. `whole_after`: seconds from the
    last one until pages, tables and job worker were all there.
    """

    parts: Counter[str] = field(default_factory=Counter)
    last: float = field(default_factory=time.time)
    aimed: int = 0
    whole_after: float = 0.0

    @property
    def total(self) -> int:
        return self.parts.total()


def kill_in_turn(site: Site, kills: int, seconds: float, seed: str, parts: Sequence[str] = IN_TURN) -> Killed:
    """So many kills, spread over the seconds; a part that stays away for the time of two gives its turn to the next."""
    dice, killed, turn = random.Random(seed), Killed(), 0
    began, each = time.monotonic(), seconds / max(1, kills)
    for number in range(kills):
        time.sleep(max(0.0, began + (number + dice.random() / 2) * each - time.monotonic()))
        done = False
        while not done and time.monotonic() < began + seconds * 2:
            part = parts[turn % len(parts)]
            done = _kill_when_there(site, part, dice, killed, patience=2 * each)
            turn += 1
        if done:
            killed.parts[part] += 1
            killed.last = time.time()
    killed.whole_after = site.wait_until_whole(killed.last, BACK_WITHIN)
    time.sleep(max(0.0, began + seconds - time.monotonic()))
    return killed


def _kill_when_there(site: Site, part: str, dice: random.Random, killed: Killed, patience: float) -> bool:
    pids = {WEB: site.web_workers, BACKEND: site.backends, JOBS: site.job_worker, POSTMASTER: site.postmaster}[part]
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = pids()
        if found and part == BACKEND and _kill_in_the_middle(site):
            killed.aimed += 1
            return True
        try:
            if found:
                os.kill(dice.choice(found), signal.SIGKILL)
                return True
        except ProcessLookupError:  # it was replaced while we aimed
            continue
        time.sleep(0.02)
    return False


def _kill_in_the_middle(site: Site) -> bool:
    """A backend between two statements of one answer. It is halted first, so that what was seen stays true."""
    deadline = time.monotonic() + AIM
    try:
        with site.superuser() as eye:
            while time.monotonic() < deadline:
                seen = eye.execute(IN_THE_MIDDLE, {"pid": None}).fetchone()
                if seen and _halt_and_kill(eye, seen[0]):
                    return True
                time.sleep(0.002)
    except psycopg.OperationalError:
        return False
    return False


def _halt_and_kill(eye: psycopg.Connection[Any], pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGSTOP)
    except ProcessLookupError:
        return False
    still = eye.execute(IN_THE_MIDDLE, {"pid": pid}).fetchone()
    os.kill(pid, signal.SIGKILL if still else signal.SIGCONT)
    return still is not None


class Watch(threading.Thread):
    """Asks /readyz again and again. `longest`: the longest time from one good answer to the next, in seconds."""

    def __init__(self, site: Site) -> None:
        super().__init__(name="watch", daemon=True)
        self.site, self.longest, self._ended = site, 0.0, threading.Event()

    def run(self) -> None:
        good = time.monotonic()
        while not self._ended.wait(LOOK_EVERY):
            if self.site.ready():
                now = time.monotonic()
                self.longest, good = max(self.longest, now - good), now

    def end(self) -> float:
        self._ended.set()
        self.join()
        return self.longest
