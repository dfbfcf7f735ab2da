"""Sharing a file with a network. The same name again is the next version; the older ones stay."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.check_file import check_room_left, checked_file
from stegvis.network.actions.checks import check_can_take_part, check_fits, check_names_nobody
from stegvis.network.models import Network, SharedFile
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound

LONGEST = {"name": 120, "description": 2000, "author": 200}  # characters
# Codes of licences as SPDX writes them; "own" is everything else, by agreement with the author.
LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "own")


@dataclass(frozen=True)
class FileFields:
    """What is said of a shared file."""

    name: str
    author: str
    licence: str
    description: str = ""


@once(SharedFile)
def share_file(*, by: Actor, network_id: uuid.UUID, fields: FileFields, content: bytes) -> SharedFile:
    """The new version. Raises NotFound, and Denied for a file that is not what it says, or the same as the last."""
    check_can_take_part(by)
    network = Network.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=network_id).first()
    if network is None:
        raise NotFound
    check_names_nobody(fields.name, fields.author, fields.description)
    check_fits(LONGEST, name=fields.name, description=fields.description, author=fields.author)
    if fields.licence not in LICENCES:
        raise Denied(_("Choose the licence under which others may use the file."))
    check_room_left(by)
    checked = checked_file(content)
    versions = SharedFile.objects.filter(organisation_id=by.organisation_id, network=network, name=fields.name.strip())
    last = versions.aggregate(last=Max("version"))["last"] or 0
    digest = hashlib.sha256(checked.content).hexdigest()
    if versions.filter(version=last, sha256=digest).exists():
        raise Denied(_("This is the same file as the newest version."))
    return SharedFile.objects.create(
        organisation_id=by.organisation_id,
        network=network,
        name=fields.name.strip(),
        version=last + 1,
        description=fields.description.strip(),
        author=fields.author.strip(),
        licence=fields.licence,
        type=checked.type,
        sha256=digest,
        content=checked.content,
        added_by_id=by.as_user,
        added_at=clock.now(),
    )
