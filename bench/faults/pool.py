"""The people who answer: each in one client's hands at a time, and asked anew when all have answered."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from bench.faults.site import ROOT, Site

PATIENCE = 60.0  # seconds in which the database may be down


@dataclass(frozen=True)
class Opened:
    """A questionnaire as it stood when it was given to a client."""

    person: str
    instrument: str
    answers: tuple[int | None, ...]
    version: int


@dataclass(frozen=True)
class Person:
    """Somebody invented, and the address that opens the demo as them."""

    id: str
    log_in: str


class Pool:
    """Who waits to answer. `opened` holds every questionnaire that was ever given out."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.opened: dict[str, Opened] = {}
        self.persons: dict[str, Person] = {}
        self._waiting: deque[str] = deque()
        self._finished: list[str] = []
        self._lock = threading.Lock()
        self._add(self._ask(None))

    def take(self) -> Person | None:
        """The next one; asks those who have finished again when nobody waits. None: everybody is busy."""
        with self._lock:
            if not self._waiting and self._finished:
                again, self._finished = self._finished, []
                self._add(self._ask(again))
            return self.persons[self._waiting.popleft()] if self._waiting else None

    def give_back(self, person: Person, *, is_finished: bool) -> None:
        with self._lock:
            if is_finished:
                self._finished.append(person.id)
            else:
                self._waiting.append(person.id)

    def _add(self, asked: list[dict[str, Any]]) -> None:
        for one in asked:
            self.persons[one["person"]] = Person(one["person"], one["log_in"])
            for row in one["questionnaires"]:
                opened = Opened(one["person"], row["instrument"], tuple(row["answers"]), row["version"])
                self.opened.setdefault(row["id"], opened)
            self._waiting.append(one["person"])

    def _ask(self, persons: list[str] | None) -> list[dict[str, Any]]:
        """In a process of its own; once more when the database was killed under it: asking twice asks once."""
        deadline = time.monotonic() + PATIENCE
        while True:
            told = subprocess.run(
                [sys.executable, "-m", "bench.faults.ask"],
                env=self.site.told(), cwd=ROOT, input=json.dumps(persons), capture_output=True, text=True, check=False,
            )  # fmt: skip
            if told.returncode == 0:
                found: list[dict[str, Any]] = json.loads(told.stdout)
                return found
            if time.monotonic() > deadline:
                raise RuntimeError("Nobody could be asked. It said:\n" + told.stderr)
            time.sleep(0.5)
