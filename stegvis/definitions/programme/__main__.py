"""`python -m stegvis.definitions.programme FOLDER`: every fault and remark of a written programme, words and LIX."""

from __future__ import annotations

import sys
from pathlib import Path

from stegvis.definitions.programme import check, fingerprint, lint, written
from stegvis.definitions.programme.linter import module_text, running_text
from stegvis.definitions.programme.words import count_words, lix


def main(folder: Path) -> int:
    """0 when it could be published."""
    document = written(folder, with_unfinished=True)
    remarks = check(document)
    if not remarks:
        remarks = lint(document)
        for language, tree in document["languages"].items():
            for module in tree["modules"]:
                hard = lix(running_text(module))
                say(f"{language} {module['id']}: {count_words(module_text(module))} words, LIX {hard}")
        say(f"Fingerprint {fingerprint(document)}")
    for remark in remarks:
        say(f"{'Mend' if remark.stops else 'Consider'}: {remark}")
    return int(any(remark.stops for remark in remarks))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
