"""The job process: procrastinate's worker, and beside it a thread that seals the access log each second and finds the
facts of changed episodes each half second.

Both give signs of life in `people_heartbeat`; `readyz` and the staff pages go red when they stop.
"""

from __future__ import annotations

import itertools
import os
import sys
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")

TICK_SECONDS = 0.5  # facts are to be right again within a second of a change
SEAL_TICKS, BEAT_TICKS = 2, 20


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

    try:
        for tick in itertools.count():
            if stop.wait(TICK_SECONDS):
                break
            refresh_all_facts()
            if tick % SEAL_TICKS == 0:
                seal_all_logs()
            if tick % BEAT_TICKS == 0:
                beat("worker")
    except Exception:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
        os._exit(1)
    finally:
        connection.close()


if __name__ == "__main__":
    raise SystemExit(main())
