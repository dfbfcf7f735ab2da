"""The norms: by score at the start and session, where the middle 80 % of closed courses lay. Learns nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from stegvis.definitions.instrument import Instrument, instrument
from stegvis.definitions.toml_files import table

FOLDER = "trajectories"
# Behind every expected score stand at least so many closed courses (facts/measurement.md section 5, rule 2).
FEWEST_CASES = 50
_KEYS = {"instrument", "edition", "cases", "invented", "learnt_from", "starts"}


@dataclass(frozen=True)
class Expected:
    """Where scores lay: the 10th percentile, the median and the 90th, and how many courses stand behind them."""

    low: Decimal
    middle: Decimal
    high: Decimal
    cases: int


@dataclass(frozen=True)
class Start:
    """Courses whose first score is `first` or more, up to the next start; `sessions[0]` is after one contact."""

    first: Decimal
    sessions: tuple[Expected, ...]


@dataclass(frozen=True)
class Norm:
    """One edition for one instrument version. `invented`: learnt from courses that nobody has lived."""

    instrument: str
    edition: int
    cases: int
    invented: bool
    learnt_from: str
    starts: tuple[Start, ...]

    @cached_property
    def of(self) -> Instrument:
        return instrument(self.instrument)

    @property
    def key(self) -> str:
        """Its name for ever: the instrument and the edition of the norm, as phq-9@1."""
        return f"{self.of.id}@{self.edition}"

    def expected(self, baseline: Decimal, session: int) -> Expected | None:
        """After `session` treatment contacts, from that first score; None further on than was learnt.

        Before any treatment the expected score is the first one itself.
        """
        if session == 0:
            return Expected(baseline, baseline, baseline, 0)
        start = [each for each in self.starts if baseline >= each.first][-1]
        return start.sessions[session - 1] if session <= len(start.sessions) else None


@cache
def norms() -> tuple[Norm, ...]:
    """Every edition of every norm, by instrument and edition."""
    found = [read(table(name), name) for name in file_names()]
    return tuple(sorted(found, key=lambda each: (each.instrument, each.edition)))


def norm_for(of: Instrument) -> Norm | None:
    """The newest edition for that instrument version; None where none has been learnt."""
    found = [each for each in norms() if each.instrument == of.key]
    return found[-1] if found else None


def file_names() -> tuple[str, ...]:
    """The files of all norms, as paths in the room."""
    folder = files("stegvis.definitions").joinpath(FOLDER)
    return tuple(sorted(f"{FOLDER}/{file.name}" for file in folder.iterdir() if file.name.endswith(".toml")))


def read(content: Mapping[str, Any], name: str) -> Norm:
    """The norm a file holds; raises ValueError with a sentence when the file is wrong."""
    if set(content) != _KEYS:
        raise ValueError(f"The norm file {name} must have exactly the keys {', '.join(sorted(_KEYS))}.")
    starts = tuple(Start(Decimal(each["first"]), tuple(map(_expected, each["sessions"]))) for each in content["starts"])
    norm = Norm(**{key: content[key] for key in _KEYS - {"starts"}}, starts=starts)
    firsts = [start.first for start in starts]
    if not starts or firsts[0] != norm.of.range[0] or firsts != sorted(set(firsts)):
        raise ValueError(f"The starts in the norm file {name} must rise from the lowest score.")
    for cell in (cell for start in starts for cell in start.sessions):
        if not norm.of.range[0] <= cell.low <= cell.middle <= cell.high <= norm.of.range[1]:
            raise ValueError(f"The norm file {name} has a band whose limits do not rise within the range: {cell}.")
        if cell.cases < FEWEST_CASES:
            raise ValueError(f"The norm file {name} has a band with fewer than {FEWEST_CASES} courses behind it.")
    return norm


def _expected(row: list[Any]) -> Expected:
    low, middle, high, cases = row
    return Expected(Decimal(low), Decimal(middle), Decimal(high), cases)
