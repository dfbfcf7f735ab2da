"""The product under test: `stegvis up --demo` in a folder of its own, its parts by pid, and its database as owner."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.faults import processes
from stegvis.config import keys
from stegvis.config.database.cluster import SUPERUSER
from stegvis.config.database.folder import cluster_folder
from stegvis.config.database.leftovers import recorded_pid
from stegvis.config.database.settings import address

ROOT = Path(__file__).resolve().parents[2]
BUILDS = Path(__file__).with_name("broken")
PATIENCE = 180.0  # seconds for a first start that also makes the demo, on a busy machine
STOP_PATIENCE = 90.0
BEAT = 10.0  # seconds between the job worker's signs of life


class Site:
    """One installation. `build`: "" as it is, or the name of a folder in `broken` that changes its web server."""

    def __init__(self, folder: Path, build: str = "") -> None:
        self.folder, self.data, self.build = folder, folder / "data", build
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is whole. Raises RuntimeError with what it said when that fails."""
        began = time.time()
        command = [sys.executable, "-m", "stegvis.config.command", "up", "--demo", "--port", str(self.port)]
        with (self.folder / "said.txt").open("ab") as said:
            self.process = subprocess.Popen(
                [*command, "--data", str(self.data)], env=self._environ(), cwd=ROOT, stdout=said, stderr=said
            )
        self.wait_until_whole(began, PATIENCE)

    def stop(self) -> None:
        """End it and everything it started, by their pids."""
        if self.process is None:
            return
        below = {process.pid for process in processes.under(self.process.pid)}
        self.process.terminate()
        try:
            self.process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pid in processes.wait_until_gone(below, 15):
            os.kill(pid, signal.SIGKILL)
        self.process = None

    def kill_supervisor(self, patience: float) -> tuple[float, int]:
        """SIGKILL `stegvis up` alone. How long its children took to end, and how many had to be ended by us."""
        assert self.process is not None
        below = {process.pid for process in processes.under(self.process.pid)}
        began = time.monotonic()
        self.process.kill()
        self.process.wait()
        left = processes.wait_until_gone(below, patience)
        took = time.monotonic() - began
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        self.process = None
        return took, len(left)

    def wait_until_whole(self, since: float, patience: float) -> float:
        """Seconds until pages, tables and a job worker that started after `since` (seconds since 1970) are there."""
        while True:
            assert self.process is not None
            if self.process.poll() is not None or time.time() - since > patience:
                raise RuntimeError("The product did not come up. It said:\n" + self.said())
            if self.ready() and self._beats(since):
                return time.time() - since
            time.sleep(0.1)

    def ready(self) -> bool:
        """Does /readyz answer 200, asked on a connection of its own?"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz", headers={"Connection": "close"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def web_workers(self) -> list[int]:
        server = self._child("stegvis.config.web")
        return [one.pid for one in processes.children(server)] if server else []

    def job_worker(self) -> list[int]:
        found = self._child("stegvis.config.worker")
        return [found] if found else []

    def backends(self) -> list[int]:
        """The database's processes that serve the web server; none while it does not answer."""
        asked = "SELECT pid FROM pg_stat_activity WHERE application_name = 'stegvis-web'"
        try:
            with self.owner() as owner:
                return [pid for (pid,) in owner.execute(asked).fetchall()]
        except psycopg.OperationalError:
            return []

    def postmaster(self) -> list[int]:
        """The database server, when it answers: one that is killed while it recovers tells nothing of answers."""
        assert self.process is not None
        found = recorded_pid(cluster_folder(self.data))
        mine = {one.pid for one in processes.children(self.process.pid)}
        return [found] if found is not None and found in mine and self._answers() else []

    def owner(self) -> psycopg.Connection[Any]:
        """A connection that sees every organisation's rows."""
        return psycopg.connect(**address({"STEGVIS_DATA": str(self.data)}, "owner"), autocommit=True)

    def superuser(self) -> psycopg.Connection[Any]:
        """A connection that sees what every other one is doing."""
        where = address({"STEGVIS_DATA": str(self.data)}, "owner") | {"user": SUPERUSER}
        return psycopg.connect(**where, autocommit=True)

    def told(self) -> dict[str, str]:
        """What a child of `stegvis up` is told, for the steps that run beside it."""
        found = environment()
        return {**found, "STEGVIS_DEMO": "1", "DJANGO_SETTINGS_MODULE": "stegvis.config.settings"} | keys.told(
            self.data, found
        )

    def leads(self) -> dict[str, str]:
        """For each team the address that opens the demo as its lead."""
        command = [sys.executable, "-m", "stegvis.config.command", "demo", "--json", "--data", str(self.data)]
        said = subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, text=True, check=True)
        houses = json.loads(said.stdout)["organisations"]
        return {lead["team"]: lead["log_in"] for house in houses for lead in house["users"]["lead"]}

    def said(self) -> str:
        """The end of what the product said."""
        return (self.folder / "said.txt").read_text(errors="replace")[-4000:]

    def _answers(self) -> bool:
        try:
            self.owner().close()
        except psycopg.OperationalError:
            return False
        return True

    def _beats(self, since: float) -> bool:
        asked = "SELECT count(*) FROM people_heartbeat WHERE at > to_timestamp(%s)"
        try:
            with self.owner() as owner:
                return owner.execute(asked, [since]).fetchone() != (0,)
        except psycopg.OperationalError:
            return False

    def _environ(self) -> Mapping[str, str]:
        if not self.build:
            return environment()
        path = os.pathsep.join(filter(None, [str(BUILDS / self.build), os.environ.get("PYTHONPATH")]))
        return {**environment(), "PYTHONPATH": path}

    def _child(self, module: str) -> int | None:
        assert self.process is not None
        return next((one.pid for one in processes.children(self.process.pid) if module in one.words), None)


def environment() -> dict[str, str]:
    """This process's environment without anything that would point the product at another site."""
    ours = ("STEGVIS_", "DJANGO_", "DATABASE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder that the database's account can pass through, cleared after."""
    folder = Path(tempfile.mkdtemp(prefix="stegvis-faults-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(folder: Path, build: str = "") -> Iterator[Site]:
    """A site that runs inside the block and not after it."""
    site = Site(folder, build)
    try:
        site.start()
        yield site
    finally:
        site.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
