"""`stegvis receive FILE --as NATIONAL`: takes a bundle in, or refuses it with its reason and exit code 2."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

WRONG_INPUT = 2


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="stegvis receive", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="what `stegvis bundle` printed")
    parser.add_argument("--as", dest="national", required=True, metavar="NATIONAL", help="the receiving organisation")
    parser.add_argument("--data", metavar="DIR", help="the data folder that `stegvis up --data` was given")
    options = parser.parse_args(arguments)
    if options.data:
        os.environ["STEGVIS_DATA"] = options.data
    try:
        file = options.file.read_bytes()
    except OSError as fault:
        print(f"stegvis receive: {options.file} cannot be read ({fault.strerror}).", file=sys.stderr)
        return WRONG_INPUT
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    import django

    django.setup()
    from django.utils.translation import override

    from stegvis.exchange.actions.receive_bundle import receive_bundle
    from stegvis.exchange.bundle.refusal import sentence
    from stegvis.exchange.models import RefusedBundle
    from stegvis.people.models import Denied, Organisation
    from stegvis.people.tenancy import working_in

    found = Organisation.objects.filter(slug=options.national).first()
    if found is None:
        print(f"stegvis receive: there is no organisation called {options.national}.", file=sys.stderr)
        return WRONG_INPUT
    with override("en"):
        try:
            with working_in(found) as by:
                answer = receive_bundle(by=by, file=file)
                sender = answer.sender.name if answer.sender else ""
        except Denied as refusal:
            print(f"stegvis receive: {refusal.sentence}", file=sys.stderr)
            return WRONG_INPUT
        if isinstance(answer, RefusedBundle):
            print(f"stegvis receive: {sentence(answer.reason, answer.place)}", file=sys.stderr)
            return WRONG_INPUT
    print(f"{sender}, {answer.year}: taken in.")
    return 0
