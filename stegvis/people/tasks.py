"""Jobs of the people room: stalled jobs tried again, old technical rows dropped. procrastinate finds this by name."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app

from stegvis.people.actions.forget import forget_expired


@app.periodic(cron="* * * * *")
@app.task(name="people.retry_stalled", queueing_lock="people.retry_stalled", pass_context=True)
async def retry_stalled(context: Any, timestamp: int) -> None:
    """A job whose worker was killed is tried again by the next one; nothing is left in `doing`."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=60):
        await app.job_manager.retry_job(job)


@app.periodic(cron="7 * * * *")
@app.task(name="people.forget", queueing_lock="people.forget")
def forget(timestamp: int) -> None:
    """Hourly: sessions, log-in doors, invitations and command ids that are past their time."""
    forget_expired()
