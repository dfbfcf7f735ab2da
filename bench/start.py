"""How long a newcomer waits: `stegvis up --demo` from an installed environment, then a restart.

Run: .venv/bin/python -m bench.start. Goals (issue 2): first page within 20 s, restart within 5 s.
Prints one line each, with what the machine was doing meanwhile, and exits 1 when a goal is missed.
"""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

GOALS = {"first start of the demo": 20.0, "restart": 5.0}  # seconds


def main() -> int:
    """Measure both; 1 when one is too slow."""
    folder = Path(tempfile.mkdtemp(prefix="stegvis-bench-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        missed = [name for name, goal in GOALS.items() if not _within(name, goal, folder / "data")]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if missed else 0


def _within(name: str, goal: float, data: Path) -> bool:
    load, before = os.getloadavg()[0], _processor_time()
    took = first_page(data)
    worked = _processor_time() - before
    print(
        f"{name}: {took:.1f} s to the first page (goal {goal:.0f} s);"
        f" {worked:.1f} s of processor time until it was stopped; load before {load:.1f}",
        flush=True,
    )
    return took <= goal


def first_page(data: Path) -> float:
    """Seconds from the command to the front page's 200, by asking for it as a browser would."""
    port = _free_port()
    command = [sys.executable, "-m", "stegvis.config.command", "up", "--demo", "--port", str(port)]
    environ = {**os.environ, "STEGVIS_DATA": str(data)}
    began = time.monotonic()
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, start_new_session=True) as up:
        try:
            while not _served(port):
                if up.poll() is not None:
                    sys.exit(f"stegvis up ended with {up.returncode}")
                time.sleep(0.02)
            return time.monotonic() - began
        finally:
            up.send_signal(signal.SIGTERM)
            up.wait(60)


def _processor_time() -> float:
    """Of everything that was started and has ended: what the wait is made of when others use the machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _served(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
