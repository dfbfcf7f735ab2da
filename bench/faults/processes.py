"""Which processes stand under which: read from the kernel where it shows them as files, else asked of `ps`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """One process: its parent and the words it was started with."""

    pid: int
    parent: int
    words: str


def under(ancestor: int) -> list[Process]:
    """Everything below a process, parents before children."""
    found, level = list[Process](), {ancestor}
    everything = _all()
    while level:
        below = [process for process in everything if process.parent in level]
        found += below
        level = {process.pid for process in below}
    return found


def children(parent: int) -> list[Process]:
    return [process for process in _all() if process.parent == parent]


def alive(pids: Collection[int]) -> set[int]:
    """Those of them that still run; one that has ended and waits to be buried does not."""
    return {process.pid for process in _all() if process.pid in pids}


def wait_until_gone(pids: Collection[int], patience: float) -> set[int]:
    """Those that still run after `patience` seconds; empty as soon as all have ended."""
    deadline = time.monotonic() + patience
    while (left := alive(pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def _all() -> list[Process]:
    return _from_files() if sys.platform.startswith("linux") else _from_ps()


def _from_files() -> list[Process]:
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            # The second field is the name in brackets, which may itself hold spaces and brackets.
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it ended while we looked
            continue
        if state not in "ZX":
            found.append(Process(int(folder.name), int(parent), words))
    return found


def _from_ps() -> list[Process]:
    told = subprocess.run(["ps", "-axo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 3) for line in told.splitlines()]
    return [Process(int(row[0]), int(row[1]), row[3]) for row in rows if len(row) == 4 and row[2][0] != "Z"]
