"""Learns the expected course from closed courses of a registration data set. Judges nobody by it."""

from stegvis.outcomes.trajectories.learning import TooFewCases, learn
from stegvis.outcomes.trajectories.writing import written

__all__ = ["TooFewCases", "learn", "written"]
