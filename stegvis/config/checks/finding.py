"""One thing looked at: its name, whether it is well, and a sentence; where it is not, with what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`name` is stable, for scripts; `sentence` is for people."""

    name: str
    well: bool
    sentence: str


def finding(name: str, well: bool, *, good: str, bad: str) -> Finding:
    """The sentence that fits."""
    return Finding(name, well, good if well else bad)
