"""Is what runs up to date and alive: tables and worker? Needs Django set up, and a database."""

from collections.abc import Iterator

from stegvis.config.checks.finding import Finding, finding
from stegvis.config.health import missing_migrations, worker_lives


def findings() -> Iterator[Finding]:
    """Migrations first: without them the others cannot be asked."""
    missing = missing_migrations()
    yield finding(
        "migrations",
        not missing,
        good="The tables are those of this version.",
        bad=f"{len(missing)} migrations are missing; run `stegvis migrate`.",
    )
    if not missing:
        yield finding(
            "worker",
            worker_lives(),
            good="The worker lives.",
            bad="The worker has shown no sign of life for two minutes: no notice leaves and no alert climbs;"
            " start `stegvis up`.",
        )
