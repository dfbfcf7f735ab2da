"""Letters that a client's device sealed while the connection was gone: opened with the post box's secret, and kept.

A letter says in itself which sheet it is for, so that nothing on the device does. It is sealed by ephemeral ECDH on
P-256, HKDF-SHA256 and AES-256-GCM, with the letter's own id as associated data.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.programme.answers import read_answers
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, PersonKey
from stegvis.people.sealing import NONCE, sealer_of
from stegvis.selfhelp.actions.save_sheet import keep, sheet_of
from stegvis.selfhelp.models import PostBox, Sheet
from stegvis.selfhelp.queries.own_module import module_in, own_module

log = logging.getLogger("stegvis.selfhelp")

POINT = 65  # an uncompressed point on P-256
PURPOSE = b"stegvis/letter/1"
# A sheet of ten rows of thirty fields of 5,000 characters would be larger; nobody writes it between two stations.
LARGEST = 400_000


@dataclass(frozen=True)
class Letter:
    """`id` was made on the device; `sealed` is the device's point, a nonce and what was sealed."""

    id: uuid.UUID
    sealed: bytes


@dataclass(frozen=True)
class _Written:
    """What a letter says."""

    module: uuid.UUID
    block: str
    version: int
    rows: list[Mapping[str, str]]
    at: datetime


@transaction.atomic
def open_post_box(*, by: Actor) -> bytes:
    """The public point that the client's devices seal to; made the first time it is asked for."""
    found = PostBox.objects.filter(organisation_id=by.organisation_id, person_id=by.own_person).first()
    return bytes((found or _made(by)).public)


def _made(by: Actor) -> PostBox:
    secret = ec.generate_private_key(ec.SECP256R1())
    number = f"{secret.private_numbers().private_value:064x}"
    key = PersonKey.objects.get(organisation_id=by.organisation_id, person_id=by.own_person)
    row = uuid.uuid4()
    box, _is_new = PostBox.objects.get_or_create(
        organisation_id=by.organisation_id,
        person_id=by.own_person,
        defaults={
            "id": row,
            "public": secret.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
            "private_sealed": sealer_of(key).seal(number, table="selfhelp_postbox", column="private_sealed", row=row),
            "made_at": clock.now(),
        },
    )
    return box


@transaction.atomic
def receive_sealed(*, by: Actor, letter: Letter) -> Sheet:
    """Keep what the letter says, as `save_sheet` would; the same letter again has no effect.

    What was written on the ground of an older version, or for homework that has been sent since, is kept as a copy.
    An answer that its field cannot hold is left out, and the others are kept; so is what comes after the programme
    has ended, for it was written before. Raises Denied for a letter that was
    not sealed for this person or was changed on the way, and NotFound for a sheet that is not this person's.
    """
    return _kept(by=replace(by, command=letter.id), written=_opened(by, letter))


@once(Sheet)
def _kept(*, by: Actor, written: _Written) -> Sheet:
    module = own_module(by, written.module, is_held=True)
    # Hidden since, it still belongs to the client; never opened, no form of ours was ever shown.
    if module.begun_at is None:
        raise NotFound
    block = sheet_of(module, written.block, by.language)
    rows, _wrong = read_answers(block, written.rows)
    is_locked = module.handed_in_at is not None and block == module_in(module, by.language).homework
    at = min(written.at, clock.now())
    return keep(module, written.block, rows, written.version, written_at=at, is_locked=is_locked).sheet


def _opened(by: Actor, letter: Letter) -> _Written:
    """Raises Denied. Says in the log that a letter was refused, and nothing of it."""
    box = (
        PostBox.objects.select_related("person__key")
        .filter(organisation_id=by.organisation_id, person_id=by.own_person)
        .first()
    )
    try:
        if box is None or not POINT + NONCE < len(letter.sealed) <= LARGEST:
            raise ValueError("no letter")
        return _read(_unsealed(box, letter))
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        log.warning("A sealed letter was refused: it was not sealed for this person, or it was changed.")
        raise Denied(
            _("Something that was kept on this device could not be opened. It was sealed by somebody else, or damaged.")
        ) from fault


def _unsealed(box: PostBox, letter: Letter) -> bytes:
    number = sealer_of(box.person.key).unseal(
        box.private_sealed, table="selfhelp_postbox", column="private_sealed", row=box.pk
    )
    secret = ec.derive_private_key(int(number, 16), ec.SECP256R1())
    point, rest = letter.sealed[:POINT], letter.sealed[POINT:]
    shared = secret.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
    salt = point + bytes(box.public)
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=PURPOSE).derive(shared)
    return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], str(letter.id).encode())


def _read(content: bytes) -> _Written:
    found: dict[str, Any] = json.loads(content)
    at = datetime.fromisoformat(found["at"])
    if at.tzinfo is None:
        raise ValueError("no zone")
    return _Written(
        module=uuid.UUID(found["module"]),
        block=str(found["block"]),
        version=int(found["version"]),
        rows=[{str(field): str(text) for field, text in row.items()} for row in found["rows"]],
        at=at,
    )
