"""What an earlier server left behind when it was killed: processes, a pid file. Call only under the Hold."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from stegvis.config.refusal import CannotStart

PATIENCE = 30.0  # seconds for a server to stop when asked


def clear(cluster: Path) -> int | None:
    """End every server process that still works in the folder; return the pid its pid file names, if any.

    The pid file itself stays: PostgreSQL judges it together with its shared memory, and removes it. Where
    the number belongs to someone else by now (after a reboot, in a container), the caller passes it on as
    PG_GRANDPARENT_PID, which PostgreSQL takes as "not a server of this folder".
    """
    recorded = recorded_pid(cluster)
    if recorded is not None and serves(recorded, cluster):
        end(recorded, cluster)
    for orphan in orphans(cluster):
        end(orphan, cluster)
    return recorded


def recorded_pid(cluster: Path) -> int | None:
    """The first line of postmaster.pid; None when there is no such file or it holds no number."""
    try:
        first = (cluster / "postmaster.pid").read_text().split("\n", 1)[0].strip()
    except FileNotFoundError:
        return None
    return int(first) if first.isdecimal() else None


def serves(pid: int, cluster: Path) -> bool:
    """Is this living process a PostgreSQL process of this very folder?"""
    if sys.platform.startswith("linux"):
        return _works_in(Path("/proc") / str(pid), cluster)
    told = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return "postgres" in told and str(cluster) in told


def orphans(cluster: Path) -> Iterator[int]:
    """Server processes whose postmaster was killed; they hold its shared memory until they notice."""
    if not sys.platform.startswith("linux"):
        return
    for process in Path("/proc").iterdir():
        if process.name.isdecimal() and _works_in(process, cluster):
            yield int(process.name)


def end(pid: int, cluster: Path) -> None:
    """Ask once kindly, once firmly, then no more; a commit that was acknowledged is on disk already."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        except PermissionError:
            raise CannotStart(
                f"An earlier PostgreSQL still works in {cluster} (process {pid}) and belongs to another"
                " account; stop it first."
            ) from None
        deadline = time.monotonic() + (PATIENCE if number == signal.SIGINT else 5.0)
        while time.monotonic() < deadline:
            if not serves(pid, cluster):
                return
            time.sleep(0.02)
    raise CannotStart(f"An earlier PostgreSQL in {cluster} (process {pid}) cannot be stopped.")


def _works_in(process: Path, cluster: Path) -> bool:
    """Every process of a server stands in its data folder. What we may not look at is not ours."""
    try:
        program = (process / "exe").readlink().name
        return program.startswith("postgres") and (process / "cwd").readlink() == cluster.resolve()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False
