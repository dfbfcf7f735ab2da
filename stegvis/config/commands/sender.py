"""`stegvis sender SLUG --as NATIONAL …`: registers who may send a national body bundles, and with what key."""

from __future__ import annotations

import argparse
import base64
import binascii
import os
import sys

WRONG_INPUT = 2


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="stegvis sender", description=__doc__)
    parser.add_argument("slug", metavar="SLUG", help="how the sender names itself, as solvik-kommune")
    parser.add_argument("--as", dest="national", required=True, metavar="NATIONAL", help="the receiving organisation")
    parser.add_argument("--name", required=True)
    parser.add_argument("--country", required=True, choices=("NO", "SE"))
    parser.add_argument("--region", required=True, help="the heading it stands under in tables")
    parser.add_argument("--key", required=True, help="what `stegvis bundle SLUG --public-key` prints there")
    parser.add_argument("--data", metavar="DIR", help="the data folder that `stegvis up --data` was given")
    options = parser.parse_args(arguments)
    try:
        key = base64.b64decode(options.key, validate=True)
    except binascii.Error:
        print("stegvis sender: the key is not written in base64.", file=sys.stderr)
        return WRONG_INPUT
    if options.data:
        os.environ["STEGVIS_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    import django

    django.setup()
    from django.utils.translation import override

    from stegvis.exchange.actions.register_sender import register_sender
    from stegvis.people.models import Denied, Organisation
    from stegvis.people.tenancy import working_in

    found = Organisation.objects.filter(slug=options.national).first()
    if found is None:
        print(f"stegvis sender: there is no organisation called {options.national}.", file=sys.stderr)
        return WRONG_INPUT
    with override("en"), working_in(found) as by:
        try:
            register_sender(
                by=by, slug=options.slug, name=options.name, country=options.country, region=options.region,
                public_key=key,
            )  # fmt: skip
        except Denied as refusal:
            print(f"stegvis sender: {refusal.sentence}", file=sys.stderr)
            return WRONG_INPUT
    print(f"{options.name} may send bundles to {found.name}.")
    return 0
