"""`python -m stegvis.config.demo`: fills an empty database, a line of progress a team; exit 1 if it is not empty."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")


def main() -> int:
    import django

    django.setup()
    from stegvis.config.demo.fill import NotEmpty, fill

    try:
        for sentence in fill():
            print(sentence, flush=True)
    except NotEmpty as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
