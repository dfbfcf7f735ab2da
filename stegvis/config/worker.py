"""The job process: procrastinate's worker, and beside it a thread that seals the access log and finds the facts of
changed episodes, each second.

Both give signs of life in `people_heartbeat`; `readyz` and the staff pages go red when they stop.
"""

from __future__ import annotations

import os
import sys
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")

HEARTBEAT_SECONDS = 10
SEAL_SECONDS = 1


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    stop = threading.Event()
    ticker = threading.Thread(target=_tick, args=(stop,), name="ticker", daemon=True)
    ticker.start()
    try:
        call_command("procrastinate", "worker", "--concurrency", "2", "--delete-jobs", "successful")
    finally:
        stop.set()
        ticker.join(timeout=5)
    return 0


def _tick(stop: threading.Event) -> None:
    """Seal, refresh and beat until told to stop. A fault ends the whole process: the supervisor starts it afresh."""
    from django.db import connection

    from stegvis.outcomes.actions.refresh_facts import refresh_all_facts
    from stegvis.people.actions.beat import beat
    from stegvis.people.actions.seal_log import seal_all_logs

    since_beat = HEARTBEAT_SECONDS
    try:
        while not stop.wait(SEAL_SECONDS):
            seal_all_logs()
            refresh_all_facts()
            since_beat += SEAL_SECONDS
            if since_beat >= HEARTBEAT_SECONDS:
                beat("worker")
                since_beat = 0
    except Exception:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(1)
    finally:
        connection.close()


if __name__ == "__main__":
    raise SystemExit(main())
