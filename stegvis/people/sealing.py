"""Sealing: AES-256-GCM under a person's key, wrapped by an organisation's key, wrapped by the master key.

The associated data is table, column and row, so a ciphertext cannot be moved to another place unnoticed.
Look-up hashes are keyed per organisation. Never logs, never returns a key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
import uuid
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from stegvis.people.models.keys import OrganisationKey, PersonKey

NONCE = 12


class Unreadable(Exception):  # noqa: N818
    """A sealed value cannot be opened: wrong key, another row's value, or a damaged one."""


class Sealer:
    """Opens and closes one person's sealed values. Made by `sealer_of` from the person's key row."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, text: str, *, table: str, column: str, row: uuid.UUID) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), _place(table, column, row))

    def unseal(self, sealed: bytes | memoryview, *, table: str, column: str, row: uuid.UUID) -> str:
        value = bytes(sealed)
        try:
            return self._cipher.decrypt(value[:NONCE], value[NONCE:], _place(table, column, row)).decode()
        except InvalidTag as fault:
            raise Unreadable(f"The sealed column {table}.{column} cannot be opened with this key.") from fault


def sealer_of(key: PersonKey) -> Sealer:
    """The sealer of a person, from the person's (fetched) key row."""
    wrapper = _organisation_key(key.organisation_id)
    return Sealer(_unwrap(wrapper, bytes(key.wrapped), key.person_id))


def organisation_sealer(organisation_id: uuid.UUID) -> Sealer:
    """For what belongs to nobody yet, as an unfinished self-referral."""
    return Sealer(_derive(_organisation_key(organisation_id), b"drafts"))


def new_person_key(organisation_id: uuid.UUID, person_id: uuid.UUID) -> bytes:
    """A fresh wrapped key for a person, to store in `PersonKey.wrapped`."""
    return _wrap(_organisation_key(organisation_id), AESGCM.generate_key(256), person_id)


def new_organisation_key(organisation_id: uuid.UUID) -> bytes:
    """A fresh wrapped key for an organisation, to store in `OrganisationKey.wrapped`."""
    return _wrap(master_key(), AESGCM.generate_key(256), organisation_id)


def look_up_hash(organisation_id: uuid.UUID, kind: str, value: str) -> bytes:
    """Keyed hash for exact search inside one organisation; the same value elsewhere hashes differently."""
    folded = unicodedata.normalize("NFKC", value).casefold().strip()
    return hmac.digest(_derive(_organisation_key(organisation_id), b"look-up"), f"{kind}\0{folded}".encode(), "sha256")


def study_key(organisation_id: uuid.UUID, study_id: uuid.UUID) -> bytes:
    """Names the persons of one study in its data sets, and no other's: two studies cannot be joined by them."""
    return _derive(_organisation_key(organisation_id), b"study/" + study_id.bytes)


def door_hash(secret: str) -> bytes:
    """Keyed by the master key: for what must be found before an organisation is known, as a log-in token."""
    return hmac.digest(_derive(master_key(), b"door"), secret.encode(), "sha256")


def from_json(text: str) -> bytes:
    """A sealed column that came inside JSON: PostgreSQL writes bytes there as "\\x" and hexadecimal digits."""
    return bytes.fromhex(text.removeprefix("\\x"))


def forget_keys() -> None:
    """Drop unwrapped organisation keys from memory (after a key change, and between tests)."""
    _organisation_key.cache_clear()
    master_key.cache_clear()


@lru_cache(maxsize=1)
def master_key() -> bytes:
    """The master key: 32 bytes in the file that `STEGVIS_MASTER_KEY_FILE` names, outside the database."""
    key = Path(settings.STEGVIS_MASTER_KEY_FILE).read_bytes()
    if len(key) != 32:
        raise RuntimeError("The master key file must hold exactly 32 bytes; see the manual on keys.")
    return key


@lru_cache(maxsize=256)
def _organisation_key(organisation_id: uuid.UUID) -> bytes:
    wrapped = OrganisationKey.objects.values_list("wrapped", flat=True).get(organisation_id=organisation_id)
    return _unwrap(master_key(), bytes(wrapped), organisation_id)


def _wrap(wrapper: bytes, key: bytes, owner: uuid.UUID) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(wrapper).encrypt(nonce, key, owner.bytes)


def _unwrap(wrapper: bytes, wrapped: bytes, owner: uuid.UUID) -> bytes:
    try:
        return AESGCM(wrapper).decrypt(wrapped[:NONCE], wrapped[NONCE:], owner.bytes)
    except InvalidTag as fault:
        raise Unreadable("A wrapped key cannot be opened: the master key is not the one it was made with.") from fault


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"stegvis/" + purpose, hashlib.sha256)


def _place(table: str, column: str, row: uuid.UUID) -> bytes:
    return f"{table}.{column}.{row}".encode()
