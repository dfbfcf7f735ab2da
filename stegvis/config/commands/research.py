"""`stegvis research STUDY DIR`: writes the data set of a study, of those who take part now, to a new folder."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

WRONG_INPUT = 2


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="stegvis research", description=__doc__)
    parser.add_argument("study", metavar="STUDY", help="its short name, as its page says")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there yet")
    parser.add_argument("--organisation", metavar="SLUG", help="whose study; needed where several have it")
    parser.add_argument("--data", metavar="DIR", help="the data folder that `stegvis up --data` was given")
    options = parser.parse_args(arguments)
    if options.data:
        os.environ["STEGVIS_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    import django

    django.setup()
    from stegvis.exchange.actions.export_study import write_study
    from stegvis.exchange.queries.studies import organisations_with
    from stegvis.people.models import Denied

    found = organisations_with(options.study, organisation=options.organisation)
    if len(found) != 1:
        return _refused(_whose(options.study, [each.slug for each in found], options.organisation))
    try:
        made = write_study(found[0], options.study, options.folder)
    except Denied as refusal:
        return _refused(refusal.sentence)
    except FileExistsError as fault:
        return _refused(str(fault))
    except OSError as fault:
        return _refused(f"the folder {options.folder} cannot be written to ({fault.strerror}).")
    print(f"{options.folder}: {made.persons} persons")
    return 0


def _whose(study: str, found: list[str], organisation: str | None) -> str:
    if found:
        return f"several organisations have a study called {study}: {', '.join(found)}. Say which with --organisation."
    of = f" at {organisation}" if organisation else ""
    return f"there is no study called {study}{of}."


def _refused(sentence: str) -> int:
    print(f"stegvis research: {sentence}", file=sys.stderr)
    return WRONG_INPUT
