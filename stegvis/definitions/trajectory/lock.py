"""Fingerprints of the norms: a course once called off track is judged by the same edition for ever.

`python -m stegvis.definitions.trajectory.lock` adds the line of a new edition and never touches an old one.
"""

import sys
from importlib.resources import files
from pathlib import Path

from stegvis.definitions.instrument.lock import broken, fingerprint
from stegvis.definitions.toml_files import table
from stegvis.definitions.trajectory.norm import file_names, read

LOCK = "trajectories.lock"


def fingerprints() -> dict[str, str]:
    """By edition (phq-9@1), the fingerprint of its file."""
    return {read(table(name), name).key: fingerprint(table(name)) for name in file_names()}


def locked() -> dict[str, str]:
    """By edition, the fingerprint in the lock file."""
    lines = files("stegvis.definitions").joinpath(LOCK).read_text("utf-8").splitlines()
    return dict((line.split(" ")[0], line.split(" ")[1]) for line in lines)


def add_new_editions(lock: Path) -> list[str]:
    """Append the editions that are not locked yet; raises ValueError when a locked one has changed."""
    held, now = locked(), fingerprints()
    faults = broken(held, now)
    if faults:
        raise ValueError(" ".join(faults))
    new = sorted(set(now) - set(held))
    with lock.open("a", encoding="utf-8") as file:
        file.writelines(f"{key} {now[key]}\n" for key in new)
    return new


if __name__ == "__main__":
    added = add_new_editions(Path(__file__).parents[1] / LOCK)
    sys.stdout.write(f"Locked: {', '.join(added) or 'nothing new'}.\n")
