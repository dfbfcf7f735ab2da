"""The web server's process: granian, which loads the application once and forks its workers from there."""

import gc
import os
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from stegvis.config.lifeline import end_with_parent

WORKERS = 2
THREADS = 4
LOOPBACK = "127.0.0.1"
STATEMENT_TIMEOUT = "15s"  # no page may hold a connection longer (facts/safety.md §3, R10)
STOP_PATIENCE = 8  # seconds a worker gets to finish what it is answering


def application() -> Callable[..., Any]:
    """Called by granian in each worker; a worker never outlives its server."""
    end_with_parent()
    return _load()


def serve() -> None:
    """Serve until told to stop (SIGTERM)."""
    os.environ.setdefault("PGOPTIONS", f"-c statement_timeout={STATEMENT_TIMEOUT}")
    _load()
    Granian(
        "stegvis.config.web:application",
        factory=True,
        address=os.environ.get("STEGVIS_ADDRESS", LOOPBACK),
        port=int(os.environ.get("STEGVIS_PORT", "8000")),
        interface=Interfaces.WSGI,
        websockets=False,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_PATIENCE,
        log_level=LogLevels.error,
        log_access=False,  # an address holds what somebody searches for, and that is nobody's to keep
    ).serve()


def _load() -> Callable[..., Any]:
    """Here and not at the top: importing this module must not set up Django.

    With the modules of every page, so that the server has them before it forks: a worker that takes the place
    of a dead one then answers at once, and no visitor waits in its queue while it imports.
    """
    from django.urls import get_resolver

    from stegvis.config.wsgi import application as loaded

    assert get_resolver().url_patterns
    gc.collect()
    gc.freeze()  # what is loaded now stays for good: a collection need not walk it while somebody waits
    return loaded


if __name__ == "__main__":
    serve()
