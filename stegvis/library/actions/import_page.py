"""Taking in a page from a file that another service, or Stegvis itself, has written."""

from __future__ import annotations

import json

from stegvis.definitions.pages import FORMAT, BadPage, Remark
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.models import PageVersion
from stegvis.people.models import Actor

# A chapter in four languages with its pictures; what is larger is no page of ours.
LARGEST = 60_000_000
# The one sign that PostgreSQL keeps in no text, as JSON writes it.
UNWRITABLE = b"\\u0000"


def import_page(*, by: Actor, raw: bytes) -> PageVersion:
    """The version that the file holds, read from now on. Nothing is taken of a file with a fault.

    Raises Denied, and BadPage with every fault and its place.
    """
    try:
        document = json.loads(raw) if len(raw) <= LARGEST else {}
        written = json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as wrong:  # no JSON, no text, or a number with thousands of digits
        raise BadPage([Remark("not_a_document", "", FORMAT)]) from wrong
    if UNWRITABLE in written:
        raise BadPage([Remark("not_text", "", "")])
    return publish_page(by=by, document=document, origin=PageVersion.Origin.IMPORTED)
