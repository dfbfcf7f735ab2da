"""Signing a bundle and checking it: Ed25519 (RFC 8032) over the canonical bytes of its content."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# What is signed begins with this, so that a signature can never be taken for one of something else.
PURPOSE = b"stegvis-bundle-1\n"
KEY_BYTES = 32


def canonical(content: Any) -> bytes:
    """The same content in the same bytes: keys in order, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def signed(content: dict[str, Any], private: bytes) -> str:
    """The file of a bundle: the content and its signature as JSON."""
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(PURPOSE + canonical(content))
    return json.dumps(
        {"bundle": content, "signature": base64.b64encode(signature).decode()}, ensure_ascii=False, indent=1
    )


def is_signed_by(public: bytes, content: Any, signature: str) -> bool:
    try:
        told = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(told, PURPOSE + canonical(content))
    except (binascii.Error, ValueError, InvalidSignature):
        return False
    return True


def new_private_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
