"""`python -m stegvis.definitions.pages FOLDER…`: every fault and remark of written pages, words and LIX."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from stegvis.definitions.pages import check, lint, plain_text, written
from stegvis.definitions.pages.text import running_text
from stegvis.definitions.programme.words import count_words, lix


def main(folders: Iterable[Path]) -> int:
    """0 when all could be published."""
    stops = False
    for folder in folders:
        document = written(folder)
        remarks = check(document)
        if not remarks:
            remarks = [*lint(document)]
            for language, tree in document["languages"].items():
                say(f"{folder.name} {language}: {count_words(plain_text(tree))} words, LIX {lix(running_text(tree))}")
        for remark in remarks:
            say(f"{folder.name} {'Mend' if remark.stops else 'Consider'}: {remark}")
        stops = stops or any(remark.stops for remark in remarks)
    return int(stops)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    raise SystemExit(main(map(Path, sys.argv[1:])))
