"""Why a bundle is refused: one reason, and the table and row where it stands. Never a word of its content."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class Reason(StrEnum):
    NO_BUNDLE = "no_bundle"
    TOO_LARGE = "too_large"
    UNKNOWN_SENDER = "unknown_sender"
    BAD_SIGNATURE = "bad_signature"
    WRONG_EDITION = "wrong_edition"
    WRONG_COUNTRY = "wrong_country"
    NOT_OVER = "not_over"
    MADE_WRONGLY = "made_wrongly"
    OLDER = "older"
    UNKNOWN_KEYS = "unknown_keys"
    MISSING_TABLE = "missing_table"
    UNKNOWN_GROUPING = "unknown_grouping"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_MEASURE = "unknown_measure"
    TWICE = "twice"
    WRONG_COUNT = "wrong_count"
    NO_DENOMINATOR = "no_denominator"
    TOO_FEW = "too_few"
    WRONG_RATE = "wrong_rate"
    WRONG_FIGURE = "wrong_figure"
    WRONG_EXPECTED = "wrong_expected"


SENTENCES = {
    Reason.NO_BUNDLE: _("The file is not a bundle."),
    Reason.TOO_LARGE: _("The file is larger than any bundle."),
    Reason.UNKNOWN_SENDER: _("The sender is not registered here."),
    Reason.BAD_SIGNATURE: _("The signature is not the sender's, or the content was changed after it was signed."),
    Reason.WRONG_EDITION: _("The bundle was made by another edition of the measures or of the case mix."),
    Reason.WRONG_COUNTRY: _("The country is not the one the sender is registered in."),
    Reason.NOT_OVER: _("The year is not over, or is not a year."),
    Reason.MADE_WRONGLY: _("The time at which the bundle was made cannot be right."),
    Reason.OLDER: _("A bundle of the same year that was made later, or at the same time, is here already."),
    Reason.UNKNOWN_KEYS: _("Something stands in the bundle that is not part of one, or a part is missing."),
    Reason.MISSING_TABLE: _("A table of the fixed family is missing."),
    Reason.UNKNOWN_GROUPING: _("There is a table by a grouping that is not in the fixed family."),
    Reason.UNKNOWN_GROUP: _("A group is not one that its table can have."),
    Reason.UNKNOWN_MEASURE: _("A measure is not one of this edition."),
    Reason.TWICE: _("The same group and measure stand there twice."),
    Reason.WRONG_COUNT: _("A count is neither hidden, nor 0, nor a multiple of 5 from 10."),
    Reason.NO_DENOMINATOR: _("A rate or a middle value stands without its denominator."),
    Reason.TOO_FEW: _("A rate or a middle value stands on fewer than 20."),
    Reason.WRONG_RATE: _("A rate does not follow from its own counts."),
    Reason.WRONG_FIGURE: _("A figure is of a kind that its measure does not have."),
    Reason.WRONG_EXPECTED: _("What is expected belongs to no shown rate of a team, or is no whole percent."),
}


class Refused(Exception):  # noqa: N818  (it is an answer, not a fault)
    """The bundle is not taken in. `place` names one of our own tables and a row number, or nothing."""

    def __init__(self, reason: Reason, place: str = "") -> None:
        super().__init__(reason)
        self.reason, self.place = reason, place


def sentence(reason: str, place: str = "") -> str:
    """The reason as a sentence, in the reader's language, with its place."""
    said = gettext(SENTENCES[Reason(reason)])
    return f"{said} ({place})" if place else said
