"""The one way the machine room says no: a whole sentence a person can act on, never a traceback."""


class CannotStart(Exception):  # noqa: N818 - it reads as what it tells: `raise CannotStart("…")`
    """Something outside our power stands in the way; `sentence` says what, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
