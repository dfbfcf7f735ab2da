"""`stegvis extract DIR`: writes registration data set 1, pseudonymous, as Parquet or CSV.

Into a folder that holds it already, only what changed since is read from the record.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from stegvis.config.refusal import CannotStart


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="stegvis extract", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the three files are written")
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--organisation", metavar="SLUG", help="only this organisation; default: all of them")
    parser.add_argument("--data", metavar="DIR", help="the data folder that `stegvis up --data` was given")
    options = parser.parse_args(arguments)
    if options.data:
        os.environ["STEGVIS_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    import django

    django.setup()
    from stegvis.outcomes.actions.extract import extract
    from stegvis.people.models import Organisation

    chosen = Organisation.objects.order_by("slug")
    if options.organisation:
        chosen = chosen.filter(slug=options.organisation)
        if not chosen:
            print(f"stegvis extract: there is no organisation called {options.organisation}.", file=sys.stderr)
            return 2
    try:
        done = extract(options.folder, list(chosen), form=options.format)
    except OSError as fault:
        raise CannotStart(f"the folder {options.folder} cannot be written to ({fault.strerror}).") from fault
    for table, rows in done.rows.items():
        print(f"{table}: {rows} rows")
    print("Read from the record: " + ", ".join(f"{rows} {table}" for table, rows in done.read.items()), file=sys.stderr)
    return 0
