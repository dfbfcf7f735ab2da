"""When a course is not on track. One small rule in three parts, and never a word about risk."""

from decimal import Decimal
from enum import StrEnum
from typing import Final

from stegvis.definitions.trajectory.norm import Norm

# Sources of all three: facts/measurement.md section 5. Each counts treatment contacts before the score.
# Got worse: reliable deterioration, the rational rule, from the third session.
WORSE_FROM: Final = 3
# Above the expected band: the upper limit of the central 80 % (Finch, Lambert and Schaalje, Clin Psychol Psychother
# 2001;8:231-242; with review in supervision: Delgadillo and others, Lancet Psychiatry 2018;5:564-572).
ABOVE_FROM: Final = 4
# No change yet: change smaller than the reliable one. Not before the sixth: some turn only after it (Saunders and
# others 2019, PMC6428692), and at four it would be said of every second client.
NO_CHANGE_FROM: Final = 6


class Signal(StrEnum):
    """Why a course is not on track, the first that holds."""

    WORSE = "worse"
    ABOVE = "above"
    NO_CHANGE = "no_change"


def signal(norm: Norm, baseline: Decimal, session: int, score: Decimal) -> Signal | None:
    """What the score after so many treatment contacts says; None is on track, or too early to say.

    Below caseness only getting worse counts: who began mildly and stays so is no slow starter.
    """
    change = norm.of.change(baseline, score)
    if session >= WORSE_FROM and change == "worsened":
        return Signal.WORSE
    if not norm.of.is_case(score):
        return None
    expected = norm.expected(baseline, session)
    if session >= ABOVE_FROM and expected is not None and score > expected.high:
        return Signal.ABOVE
    if session >= NO_CHANGE_FROM and change != "improved":
        return Signal.NO_CHANGE
    return None
