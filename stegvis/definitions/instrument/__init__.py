"""Questionnaires as frozen, versioned files: what is asked, how it is scored, what the score means.

An instrument@version never changes; a change is a new version. Nothing here stores an answer.
"""

from stegvis.definitions.instrument.catalogue import UnknownInstrument, instrument, instruments
from stegvis.definitions.instrument.form import (
    BadAnswer,
    Band,
    Change,
    Choice,
    Instrument,
    Item,
    Threshold,
    Wording,
)

__all__ = [
    "BadAnswer",
    "Band",
    "Change",
    "Choice",
    "Instrument",
    "Item",
    "Threshold",
    "UnknownInstrument",
    "Wording",
    "instrument",
    "instruments",
]
