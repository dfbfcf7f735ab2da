"""`stegvis found`: a new site's first organisation, team and administrator; prints the link to a first password."""

from __future__ import annotations

import argparse
import os
import sys


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="stegvis found", description=__doc__)
    parser.add_argument("--organisation", required=True, help="name of who answers for the data")
    parser.add_argument("--slug", required=True, help="its short name, as solvik-kommune")
    parser.add_argument(
        "--kind", default="municipality", choices=("municipality", "district", "intermunicipal", "region", "clinic")
    )
    parser.add_argument("--country", required=True, choices=("NO", "SE"))
    parser.add_argument("--team", required=True, help="name of the first team")
    parser.add_argument("--team-slug", required=True, help="its short name in addresses, as solvik")
    parser.add_argument("--administrator", required=True, help="name of the first administrator")
    parser.add_argument("--email", required=True, help="e-mail the administrator logs in with")
    parser.add_argument("--data", metavar="DIR", help="the data folder that `stegvis up --data` was given")
    options = parser.parse_args(arguments)
    if options.data:
        os.environ["STEGVIS_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    import django

    django.setup()
    from django.conf import settings

    from stegvis.library.actions.stock import stock_shelf
    from stegvis.network.actions.stock_offers import stock_offers
    from stegvis.people.actions.found import AlreadyThere, Founding, found
    from stegvis.people.models import Organisation
    from stegvis.people.tenancy import working_in
    from stegvis.portals.office.welcome import welcome_path

    named = {key: value for key, value in vars(options).items() if key != "data"}
    try:
        user = found(Founding(**named))
    except AlreadyThere as refusal:
        print(f"stegvis found: {refusal}", file=sys.stderr)
        return 1
    with working_in(Organisation.objects.get(slug=options.slug)) as by:
        stock_shelf(by=by)
        stock_offers(by=by)
    if user.has_usable_password():
        print("The administrator has an account already and logs in as before.")
    else:
        print(f"Choose the first password here: {settings.STEGVIS_URL}{welcome_path(user)}")
    return 0
