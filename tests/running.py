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

    def organisations(self) -> list[dict[str, Any]]:
        """What `stegvis demo --json` says: names, teams, users by role and their log-in paths."""
        said = subprocess.run(
            [*COMMAND, "demo", "--json", "--data", str(self.data)],
            env=environment(), capture_output=True, text=True, check=True,
        )  # fmt: skip
        found: list[dict[str, Any]] = json.loads(said.stdout)["organisations"]
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
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield Site(_address(process), folder / "data", process)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _address(process: subprocess.Popen[str]) -> str:
    """The one address the command prints; whatever else it says is kept for the error."""
    said: list[str] = []
    found = threading.Event()

    def listen() -> None:
        for line in process.stdout or ():
            said.append(line)
            if line.startswith("http://"):
                found.set()

    threading.Thread(target=listen, daemon=True).start()
    deadline = time.monotonic() + PATIENCE
    while not found.wait(0.1):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("`stegvis up` gave no address. It said:\n" + "".join(said))
    return next(line for line in said if line.startswith("http://")).strip().rstrip("/")


def open_browser(playwright: Playwright) -> Browser:
    """Debian's Chromium, or the one STEGVIS_CHROMIUM names; elsewhere, Playwright's own."""
    path = os.environ.get("STEGVIS_CHROMIUM", "/usr/bin/chromium")
    return playwright.chromium.launch(executable_path=path if Path(path).exists() else None, args=list(QUIET))
