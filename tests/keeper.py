"""Keeps one test cluster alive while any test session uses it, and stops it when the last one is gone.

Sessions hold a shared lock on `users`; the kernel takes it back however a session ends. This process waits
for the exclusive one: when it gets it, nobody is left. Started by tests/database.py, never by hand.
"""

import fcntl
import os
import sys
import traceback
from pathlib import Path

from stegvis.config.database.cluster import Cluster
from stegvis.config.refusal import CannotStart


def keep(data: Path, binaries: Path) -> int:
    """Start the cluster in a process of its own; return when it answers: 0, or 1 with a sentence said."""
    ready, told = os.pipe()
    if os.fork():
        os.close(told)
        with open(ready, encoding="utf-8") as answer:
            said = answer.read()
        if said != "ready":
            sys.stderr.write(said + "\n")
        return 0 if said == "ready" else 1
    os.close(ready)
    os.setsid()
    cluster = Cluster(data, binaries, durable=False)
    try:
        cluster.start()
    except CannotStart as refusal:
        _tell(told, refusal.sentence)
    except Exception:
        _tell(told, traceback.format_exc())
    else:
        _tell(told, "ready")
        _close_standard_streams()
        with (data / "users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
            cluster.stop()
    os._exit(0)


def _tell(told: int, words: str) -> None:
    os.write(told, words.encode())
    os.close(told)


def _close_standard_streams() -> None:
    """Whoever started us waits for the end of these."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1]), Path(sys.argv[2])))
