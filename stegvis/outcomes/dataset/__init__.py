"""Reads registration data set 1 from a folder into DuckDB, and refuses what is not one. Counts nothing."""

from stegvis.outcomes.dataset.faults import BadDataSet, Fault
from stegvis.outcomes.dataset.loading import load

__all__ = ["BadDataSet", "Fault", "load"]
