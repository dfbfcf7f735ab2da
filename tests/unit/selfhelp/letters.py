"""Letters as a client's device seals them (static/stegvis/letters.js), written anew so that both must agree."""

from __future__ import annotations

import json
import os
import uuid
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from stegvis.selfhelp.actions.receive_sealed import Letter


def sealed_letter(public: bytes, says: dict[str, Any], id: uuid.UUID | None = None) -> Letter:
    """Sealed to the post box whose point is `public`."""
    id = id or uuid.uuid4()
    own = ec.generate_private_key(ec.SECP256R1())
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public))
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=point + public, info=b"stegvis/letter/1").derive(shared)
    nonce = os.urandom(12)
    return Letter(id, point + nonce + AESGCM(key).encrypt(nonce, json.dumps(says).encode(), str(id).encode()))
