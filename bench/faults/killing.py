"""Kills parts of the running product in turn, by pid, and watches how long its pages are away."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.faults.site import Site

LOOK_EVERY = 0.1  # seconds


@dataclass
class Killed:
    """What was killed, and when the last one was (seconds since 1970; until then, when the run began)."""

    parts: Counter[str] = field(default_factory=Counter)
    last: float = field(default_factory=time.time)

    @property
    def total(self) -> int:
        return self.parts.total()


def kill_in_turn(site: Site, kills: int, seconds: float, seed: str) -> Killed:
    """So many kills, spread over the seconds; a part that stays away for the time of two gives its turn to the next."""
    parts: list[tuple[str, Callable[[], list[int]]]] = [
        ("web worker", site.web_workers),
        ("database backend", site.backends),
        ("job worker", site.job_worker),
        ("postmaster", site.postmaster),
    ]
    dice, killed, turn = random.Random(seed), Killed(), 0
    began, each = time.monotonic(), seconds / max(1, kills)
    for number in range(kills):
        time.sleep(max(0.0, began + (number + dice.random()) * each - time.monotonic()))
        name = None
        while name is None and time.monotonic() < began + seconds * 2:
            name = _kill_when_there(parts[turn % len(parts)], dice, patience=2 * each)
            turn += 1
        if name is not None:
            killed.parts[name] += 1
            killed.last = time.time()
    time.sleep(max(0.0, began + seconds - time.monotonic()))
    return killed


def _kill_when_there(part: tuple[str, Callable[[], list[int]]], dice: random.Random, patience: float) -> str | None:
    name, pids = part
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        found = pids()
        if found:
            try:
                os.kill(dice.choice(found), signal.SIGKILL)
                return name
            except ProcessLookupError:
                continue
        time.sleep(0.02)
    return None


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
