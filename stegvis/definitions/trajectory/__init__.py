"""The expected course of a score, and the rule that says when a course is not on track (docs/adr/0011).

Norms are frozen, versioned files. A signal is a question for supervision; it never grades risk and decides nothing.
"""

from stegvis.definitions.trajectory.norm import Expected, Norm, norm_for, norms
from stegvis.definitions.trajectory.rule import Signal, signal
from stegvis.definitions.trajectory.track import Step, Track, newest_signal, sessions_before, track

__all__ = [
    "Expected",
    "Norm",
    "Signal",
    "Step",
    "Track",
    "newest_signal",
    "norm_for",
    "norms",
    "sessions_before",
    "signal",
    "track",
]
