"""Are the keys there, long enough, closed to others, and apart from the data? Reads no key aloud."""

import stat
from collections.abc import Iterator
from pathlib import Path

from stegvis.config.checks.finding import Finding, finding
from stegvis.config.keys import MASTER, MASTER_BYTES

SHORTEST_SECRET = 50  # characters; Django's own deployment check asks for as many (security.W009)


def findings(secret: str, master: Path, data: Path, *, demo: bool) -> Iterator[Finding]:
    """Django's secret and the master key; a demo may keep its key beside its data."""
    yield finding(
        "secret-key",
        len(secret) >= SHORTEST_SECRET and len(set(secret)) > 5 and "no-secret" not in secret,
        good="Django's secret key is long and its own.",
        bad="Django's secret key is missing, short or a default; start once with `stegvis up`,"
        " or set STEGVIS_SECRET_KEY_FILE.",
    )
    there = master.is_file()
    yield finding(
        "master-key",
        there and master.stat().st_size == MASTER_BYTES,
        good=f"The master key holds {MASTER_BYTES} bytes.",
        bad=f"The master key {master} is missing or does not hold {MASTER_BYTES} bytes; put back its copy.",
    )
    if not there:
        return
    open_to_others = bool(master.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    yield finding(
        "master-key-closed",
        not open_to_others,
        good="The master key is closed to other users.",
        bad=f"Other users can read the master key; run chmod 0600 {master}.",
    )
    if not demo:
        yield finding(
            "master-key-apart",
            not master.resolve().is_relative_to(data.resolve()),
            good="The master key lies apart from the data.",
            bad=f"The master key lies beside the data it protects, so a copy of {data} holds both;"
            f" move it to another disk, keep a copy in a safe, and name it in {MASTER}.",
        )
