"""`stegvis bundle ORGANISATION --year Y`: prints the organisation's signed figures of a year, for a national body."""

from __future__ import annotations

import argparse
import base64
import os
import sys

WRONG_INPUT = 2


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="stegvis bundle", description=__doc__)
    parser.add_argument("organisation", metavar="ORGANISATION", help="its short name, as solvik-kommune")
    parser.add_argument("--year", type=int, metavar="Y", help="a year that is over")
    parser.add_argument("--public-key", action="store_true", help="print the key to register at the national body")
    parser.add_argument("--data", metavar="DIR", help="the data folder that `stegvis up --data` was given")
    options = parser.parse_args(arguments)
    if (options.year is None) != options.public_key:
        parser.error("give either --year or --public-key.")
    if options.data:
        os.environ["STEGVIS_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    import django

    django.setup()
    from stegvis.exchange.actions.make_bundle import make_bundle, signing_key
    from stegvis.people.models import Denied, Organisation
    from stegvis.people.tenancy import working_in

    found = Organisation.objects.filter(slug=options.organisation).first()
    if found is None:
        print(f"stegvis bundle: there is no organisation called {options.organisation}.", file=sys.stderr)
        return WRONG_INPUT
    with working_in(found) as by:
        try:
            if options.public_key:
                print(base64.b64encode(signing_key(by).public).decode())
            else:
                print(make_bundle(by=by, year=options.year))
        except Denied as refusal:
            print(f"stegvis bundle: {refusal.sentence}", file=sys.stderr)
            return WRONG_INPUT
    return 0
