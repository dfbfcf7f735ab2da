"""`stegvis demo --json`: the invented organisations, their people by role with log-in paths, and where letters lie."""

from __future__ import annotations

import argparse
import json
import os
import sys

from stegvis.config.refusal import CannotStart

LETTERS = "/demo/letters/"


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="stegvis demo", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print as JSON instead of lines")
    parser.add_argument("--data", metavar="DIR", help="the data folder that `stegvis up --data` was given")
    options = parser.parse_args(arguments)
    if options.data:
        os.environ["STEGVIS_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    import django

    django.setup()
    from django.db import OperationalError, ProgrammingError

    from stegvis.config.demo.roll import national_roll, roll

    try:
        houses, national = roll(), national_roll()
    except (OperationalError, ProgrammingError) as fault:
        raise CannotStart("No running Stegvis database was found here; start `stegvis up --demo` first.") from fault
    if not houses:
        print("This database holds no demo; `stegvis up --demo` with an empty data folder makes one.", file=sys.stderr)
        return 1
    if options.json:
        told = {"organisations": houses, "national": national, "letters": LETTERS}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for house in (*houses, *national):
        print(house["name"])
        for role, users in house["users"].items():
            for user in users:
                print(f"  {role:<14} {user['team']:<10} {user['name']:<24} {user['log_in']}")
    print(f"What it would have sent: {LETTERS}")
    return 0
