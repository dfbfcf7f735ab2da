"""Taking in a programme from a file that another service, or Stegvis itself, has written."""

from __future__ import annotations

import json

from stegvis.definitions.programme import BadProgramme, Fault
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.models import ProgrammeVersion
from stegvis.people.models import Actor

# A programme in four languages with a dozen films' worth of pictures; what is larger is no programme of ours.
LARGEST = 200_000_000


def import_programme(
    *, by: Actor, content: bytes, origin: ProgrammeVersion.Origin = ProgrammeVersion.Origin.IMPORTED
) -> ProgrammeVersion:
    """The version that the file holds, not approved here. Nothing is taken of a file with a fault.

    Raises Denied, and BadProgramme with every fault and its place.
    """
    try:
        document = json.loads(content) if len(content) <= LARGEST else {}
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as wrong:
        raise BadProgramme([Fault("not_a_document", "", "JSON")]) from wrong
    return publish_version(by=by, document=document, origin=origin)
