"""Captions of a film (WebVTT), read strictly and written anew: times, words, who speaks, and nothing else. Pure.

Kept of the format: cues in their order, <v>, <i> and <b>. Comments, names and places of cues are let fall; styles and
regions are refused, since a film that needs them would be read wrongly without.
Source: WebVTT, W3C Candidate Recommendation, 4 April 2019, sections 4.1 to 4.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_CUES = 5000
_TIME = r"(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_TAG = re.compile(r"<(?:(v)(?:[ \t]+([^<>&\n]+))?|(i|b)|/(v|i|b))>")
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)")


@dataclass(frozen=True)
class Cue:
    """What is shown from one moment to another, in thousandths of a second. `lines` are as they are written."""

    start: int
    end: int
    lines: tuple[str, ...]


class BadCaptions(ValueError):  # noqa: N818  (named as people say it)
    """Captions that cannot be taken in: why, and the line, counted from 1."""

    def __init__(self, kind: str, line: int) -> None:
        super().__init__(f"Captions are wrong in line {line}: {kind}.")
        self.kind = kind  # no_header, unknown_block, no_times, order, markup, no_words, too_many
        self.line = line


def read_captions(text: str) -> Sequence[Cue]:
    """Every cue in its order; raises BadCaptions at the first that is wrong, and where there is none."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise BadCaptions("no_header", 1)
    cues: list[Cue] = []
    for number, block in _blocks(lines):
        if block[0] == "NOTE" or block[0].startswith(("NOTE ", "NOTE\t")):
            continue
        cue = _cue(number, block)
        if cues and cue.start < cues[-1].start:
            raise BadCaptions("order", number)
        cues.append(cue)
        if len(cues) > MOST_CUES:
            raise BadCaptions("too_many", number)
    if not cues:
        raise BadCaptions("no_words", 1)
    return cues


def written(cues: Sequence[Cue]) -> str:
    """The captions as a file that holds nothing but them."""
    blocks = ("\n".join((f"{_clock(cue.start)} --> {_clock(cue.end)}", *cue.lines)) for cue in cues)
    return "\n\n".join(("WEBVTT", *blocks)) + "\n"


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines, with the number of its first line. What stands under the header is let fall."""
    block: list[str] = []
    is_header = True
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            if not is_header:
                yield number - len(block), block
            block, is_header = [], False


def _cue(number: int, block: Sequence[str]) -> Cue:
    if re.match(r"(STYLE|REGION)\b", block[0]):
        raise BadCaptions("unknown_block", number)
    place = 0 if "-->" in block[0] else 1
    found = _TIMES.fullmatch(block[place].strip()) if place < len(block) else None
    if found is None:
        raise BadCaptions("no_times", number)
    start, end = (_thousandths(found.groups()[at : at + 4]) for at in (0, 4))
    if end <= start:
        raise BadCaptions("order", number + place)
    words = block[place + 1 :]
    if not words:
        raise BadCaptions("no_words", number + place)
    return Cue(start, end, _lines(words, number + place + 1))


def _lines(words: Sequence[str], number: int) -> tuple[str, ...]:
    """The lines with tags that open and close in each other, and every other sign escaped."""
    open_tags: list[str] = []
    lines = []
    for at, line in enumerate(words):
        bare = _TAG.sub("", line)
        if "<" in bare or ">" in bare:
            raise BadCaptions("markup", number + at)
        for tag in _TAG.finditer(line):
            if tag[4] is None:
                open_tags.append(tag[1] or tag[3])
            elif not open_tags or open_tags.pop() != tag[4]:
                raise BadCaptions("markup", number + at)
        lines.append(_LOOSE.sub("&amp;", line.strip()))
    if [tag for tag in open_tags if tag != "v"]:  # who speaks may go on to the end of the cue
        raise BadCaptions("markup", number)
    return tuple(lines)


def _thousandths(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _clock(at: int) -> str:
    seconds, rest = divmod(at, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
