"""Fingerprints of the editions: a figure that was printed under an edition never comes to mean something else.

`python -m stegvis.outcomes.measures.lock` adds the line of a new edition and never touches an old one.
"""

import hashlib
import json
import sys
from importlib.resources import files
from pathlib import Path

from stegvis.outcomes.measures.definition import EDITION, MEASURES
from stegvis.outcomes.measures.grouping import GROUPINGS
from stegvis.outcomes.measures.statement import RULE_SET

LOCK = "editions.lock"


def fingerprint() -> str:
    """The SHA-256 of what this edition counts and by what. Titles and sentences may still be put better, and the
    SQL of the facts be made faster: the spec tests hold what it means, and the instruments have a lock."""
    parts = ("name", "kind", "over", "numerator", "denominator", "base", "period", "missing")
    meaning = [RULE_SET, GROUPINGS, [[getattr(measure, part) for part in parts] for measure in MEASURES]]
    return hashlib.sha256(json.dumps(meaning, separators=(",", ":")).encode("utf-8")).hexdigest()


def locked() -> dict[int, str]:
    """By edition, the fingerprint in the lock file."""
    lines = files("stegvis.outcomes.measures").joinpath(LOCK).read_text("utf-8").splitlines()
    return {int(line.split(" ")[0]): line.split(" ")[1] for line in lines}


def add_edition(lock: Path) -> bool:
    """Append this edition if it is new; raises ValueError when it was locked with another meaning."""
    held = locked()
    if EDITION not in held:
        with lock.open("a", encoding="utf-8") as file:
            file.write(f"{EDITION} {fingerprint()}\n")
        return True
    if held[EDITION] != fingerprint():
        raise ValueError(f"Edition {EDITION} is not what it was; undo the change, or raise `edition` in measures.toml.")
    return False


if __name__ == "__main__":
    added = add_edition(Path(__file__).with_name(LOCK))
    sys.stdout.write(f"Edition {EDITION} is {'locked now' if added else 'locked already'}.\n")
