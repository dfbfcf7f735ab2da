"""The product as it runs: started by its own command in a folder of its own, and a browser that looks at it.

Shared by the journeys and by the pictures of the manual. Knows the command line and the pages, never the database.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright

PATIENCE = 180.0  # seconds for a first start that also makes the demo, on a busy machine
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
COMMAND = (sys.executable, "-m", "stegvis.config.command")


@dataclass(frozen=True)
class Site:
    """A running demo: where it answers, where its data lies, and the process to end."""

    url: str
    data: Path
    process: subprocess.Popen[str]

    @property
    def letters(self) -> Path:
        """The folder in which every e-mail and SMS that was sent is a file."""
        return self.data.parent / "letters"

    def organisations(self, kind: str = "organisations") -> list[dict[str, Any]]:
        """What `stegvis demo --json` says: names, teams, users by role and their log-in paths. Or those "national"."""
        said = subprocess.run(
            [*COMMAND, "demo", "--json", "--data", str(self.data)],
            env=environment(), capture_output=True, text=True, check=True,
        )  # fmt: skip
        found: list[dict[str, Any]] = json.loads(said.stdout)[kind]
        return found


def environment() -> dict[str, str]:
    """This process's environment without anything that would point the product at another site."""
    ours = ("STEGVIS_", "DJANGO_", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def running(*options: str) -> Iterator[Site]:
    """Start `stegvis up` with `options` on a free port and a new folder; end it and clear the folder after."""
    folder = Path(tempfile.mkdtemp(prefix="stegvis-"))
    folder.chmod(0o711)  # the database may run as another user, who must be able to pass through
    command = [*COMMAND, "up", *options, "--port", str(_free_port()), "--data", str(folder / "data")]
    environ = {**environment(), "STEGVIS_SPOOL": str(folder / "letters")}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        said = _Said(process)
        try:
            yield Site(said.address(), folder / "data", process)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            said.join()
            shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Said(threading.Thread):
    """What the command says, read as it comes, so that its pipe never fills."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__(daemon=True)
        self.process, self.lines, self.found = process, list[str](), threading.Event()
        self.start()

    def run(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line)
            if line.startswith("http://"):
                self.found.set()

    def address(self) -> str:
        """The one address it prints; an error with all it said when it ends before, or never comes to it."""
        deadline = time.monotonic() + PATIENCE
        while not self.found.wait(0.1):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("`stegvis up` gave no address. It said:\n" + "".join(self.lines))
        return next(line for line in self.lines if line.startswith("http://")).strip().rstrip("/")


def open_browser(playwright: Playwright) -> Browser:
    """Debian's Chromium, or the one STEGVIS_CHROMIUM names; elsewhere, Playwright's own."""
    path = os.environ.get("STEGVIS_CHROMIUM") or "/usr/bin/chromium"
    return playwright.chromium.launch(executable_path=path if Path(path).exists() else None, args=list(QUIET))
