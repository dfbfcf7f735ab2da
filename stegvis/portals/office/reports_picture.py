"""The picture of a report: lengths from 0 with their words, as an SVG that stands alone, outside every page."""

from __future__ import annotations

from collections.abc import Sequence

from stegvis.portals.pictures.bars import Row
from stegvis.portals.pictures.drawing import Sheet, Word, block

WIDTH, PITCH, BAR = 656.0, 42.0, 12.0
ROOM = 150.0  # to the right of the longest bar, for its words

# The stylesheet of the pages does not reach a file: the same colours (look.css), and the report's own letters.
STYLE = (
    'text{font-family:"Libertinus Serif";font-size:15px;fill:#1c2925}'
    ".strong{font-weight:600}.track{fill:#f3ede2}.fill{fill:#17594a}"
)


def lengths(rows: Sequence[Row], *, highest: float = 0) -> str:
    """`rows` are (label, value or nothing, its words); the longest, or `highest`, fills the width."""
    top = max(highest, *(float(value or 0) for _label, value, _words in rows)) or 1
    sheet = Sheet(WIDTH, PITCH * len(rows))
    full = WIDTH - ROOM
    for number, (label, value, words) in enumerate(rows):
        y = PITCH * number
        length = full * float(value or 0) / top
        sheet.write(Word(0, y + 14, label))
        sheet.draw(block(0, y + 20, (full, BAR), "track"), block(0, y + 20, (length, BAR), "fill"))
        sheet.write(Word(full + 10, y + 31, words, "strong"))
    drawn = "".join(sheet.drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {sheet.height:.0f}">'
        f"<style>{STYLE}</style>{drawn}</svg>"
    )
