"""Fingerprints of the instrument files: a version that has been given out never changes.

`python -m stegvis.definitions.instrument.lock` adds the line of a new version and never touches an old one.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from stegvis.definitions.instrument.catalogue import file_names
from stegvis.definitions.toml_files import table

LOCK = "instruments.lock"


def fingerprints() -> dict[str, str]:
    """By version (phq-9@1), the fingerprint of its file."""
    found = {}
    for name in file_names():
        content = table(name)
        found[f"{content['id']}@{content['version']}"] = fingerprint(content)
    return found


def fingerprint(content: Mapping[str, Any]) -> str:
    """The SHA-256 of what a file says; comments and layout do not count."""
    canonical = json.dumps(dict(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def locked() -> dict[str, str]:
    """By version, the fingerprint in the lock file."""
    lines = files("stegvis.definitions").joinpath(LOCK).read_text("utf-8").splitlines()
    return dict((line.split(" ")[0], line.split(" ")[1]) for line in lines)


def broken(held: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """A sentence for each locked version that changed or is gone."""
    return [
        f"{key} is not what it was when it was given out; undo the change, or make it a new version."
        for key, digest in sorted(held.items())
        if now.get(key) != digest
    ]


def add_new_versions(lock: Path) -> list[str]:
    """Append the versions that are not locked yet; raises ValueError when a locked one has changed."""
    held, now = locked(), fingerprints()
    faults = broken(held, now)
    if faults:
        raise ValueError(" ".join(faults))
    new = sorted(set(now) - set(held))
    with lock.open("a", encoding="utf-8") as file:
        file.writelines(f"{key} {now[key]}\n" for key in new)
    return new


if __name__ == "__main__":
    added = add_new_versions(Path(__file__).parents[1] / LOCK)
    sys.stdout.write(f"Locked: {', '.join(added) or 'nothing new'}.\n")
