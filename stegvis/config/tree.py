"""A small supervised tree: children that are started, restarted when they die, and stopped by their pid."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import NoReturn

from stegvis.config import lifeline
from stegvis.config.database.cluster import Cluster
from stegvis.config.refusal import CannotStart

PAUSES = (0.1, 0.3, 1.0, 3.0, 10.0)  # seconds before the 1st, 2nd … restart in a row
STDERR = 2  # our standard output tells the address and nothing a child says
STEADY = 30.0  # seconds alive after which earlier deaths are forgotten
STOP_PATIENCE = 12.0  # seconds a child gets to end after SIGTERM


class Stopped(BaseException):
    """We were told to stop; not an error, so nothing that handles errors may catch it."""


@dataclass
class Child:
    """One process of the tree. `deaths` counts those since it was last steady."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        """Start it so that it ends with us."""
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environ),
            stdin=subprocess.DEVNULL,
            stdout=STDERR,
            start_new_session=True,
            preexec_fn=lifeline.before_exec(signal.SIGKILL),  # noqa: PLW1509 - it only asks the kernel
        )
        self.started = time.monotonic()

    def look(self) -> None:
        """Restart it when it has died, after a pause that grows while it keeps dying."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.deaths = 1 if now - self.started > STEADY else self.deaths + 1
            self.due = now + PAUSES[min(self.deaths, len(PAUSES)) - 1]
            say(f"The {self.name} ended ({self.process.returncode}) and is started again.")
            self.process = None
        if self.process is None and now >= self.due:
            self.start()

    def stop(self) -> None:
        """Ask it to end, wait, then end it."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


@dataclass
class Tree:
    """The database server, where it is ours, and the children that need it."""

    cluster: Cluster | None
    children: list[Child] = field(default_factory=list)
    _due: float = 0.0
    _refusals: int = 0

    def watch(self) -> NoReturn:
        """Keep everything alive until `Stopped`."""
        with _woken_by_signals() as wakeup:
            while True:
                self._look_at_the_database()
                for child in self.children:
                    child.look()
                select.select([wakeup], [], [], 0.25)
                _drain(wakeup)

    def stop(self) -> None:
        """Children first, those that hold work before those that hand it out; the database last."""
        for child in self.children:
            child.stop()
        if self.cluster is not None:
            self.cluster.stop()

    def _look_at_the_database(self) -> None:
        if self.cluster is None or self.cluster.running() or time.monotonic() < self._due:
            return
        say("The database server ended and is started again.")
        try:
            self.cluster.start()
            self._refusals = 0
        except CannotStart as refusal:
            say(refusal.sentence)
            self._refusals += 1
            self._due = time.monotonic() + PAUSES[min(self._refusals, len(PAUSES)) - 1]


def say(sentence: str) -> None:
    """A line for whoever operates this; pages and links go to standard output, this does not."""
    print(f"stegvis: {sentence}", file=sys.stderr, flush=True)


@contextmanager
def stopped_by_signals() -> Iterator[Callable[[], None]]:
    """SIGTERM, SIGINT and SIGHUP raise `Stopped`, once; the yielded function makes us deaf to more."""

    def hear(number: int, frame: FrameType | None) -> None:
        deafen()
        raise Stopped

    def deafen() -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)

    numbers = [signal.SIGTERM, signal.SIGINT]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # `nohup` asked us to outlive the terminal
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, hear) for number in numbers}
    try:
        yield deafen
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _woken_by_signals() -> Iterator[int]:
    """A descriptor that becomes readable when a child dies, so that nothing waits for the next look."""
    readable, writable = os.pipe()
    for end in (readable, writable):
        os.set_blocking(end, False)
    before = signal.signal(signal.SIGCHLD, _note)
    old = signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
    try:
        yield readable
    finally:
        signal.set_wakeup_fd(old)
        signal.signal(signal.SIGCHLD, before)
        os.close(readable)
        os.close(writable)


def _note(number: int, frame: FrameType | None) -> None:
    """A handler must stand there for Python to write the wake-up byte; the looking is done elsewhere."""


def _drain(readable: int) -> None:
    try:
        os.read(readable, 512)
    except BlockingIOError:
        return
