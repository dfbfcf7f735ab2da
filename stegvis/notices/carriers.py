"""Carriers: how a finished notice leaves the house. Spool, SMTP or console; knows nothing of persons or care."""

from __future__ import annotations

import json
import os
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from stegvis.definitions import clock


class CarrierError(Exception):
    """The carrier did not take the notice. Holds a sentence without address or text."""


@dataclass(frozen=True)
class Letter:
    """One finished notice to exactly one address. `key` is the idempotency key."""

    key: uuid.UUID
    kind: str
    to: str
    subject: str
    body: str


def carry(letter: Letter) -> str:
    """Hand the notice over; the carrier's own id of it, or empty. Raises CarrierError.

    With `STEGVIS_SPOOL` every notice is also a file there, and nothing else is needed to count as sent
    where no SMTP server is set. An SMS needs the spool or the console: no gateway is built in yet.
    """
    if any(sign in letter.to for sign in ",; \n"):
        raise CarrierError("A notice has exactly one recipient.")
    spooled = _spool(letter) if settings.STEGVIS_SPOOL else ""
    if letter.kind == "email" and settings.EMAIL_HOST:
        return _smtp(letter)
    if spooled:
        return spooled
    if settings.DEBUG or settings.STEGVIS_DEMO:
        return _console(letter)
    raise CarrierError(f"No carrier is set up for {letter.kind}.")


def _spool(letter: Letter) -> str:
    """A file named by the key, written whole or not at all; sent again it is the same file."""
    folder = Path(settings.STEGVIS_SPOOL)
    content = {
        "id": str(letter.key),
        "kind": letter.kind,
        "to": letter.to,
        "subject": letter.subject,
        "body": letter.body,
        "at": clock.now().isoformat(),
    }
    half = folder / f".{letter.key}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(half, folder / f"{letter.key}.json")
    except OSError as fault:
        raise CarrierError("The spool folder cannot be written to.") from fault
    return f"spool:{letter.key}"


def _smtp(letter: Letter) -> str:
    message = EmailMessage(
        subject=letter.subject, body=letter.body, to=[letter.to], headers={"Message-ID": f"<{letter.key}@stegvis>"}
    )
    try:
        message.send()
    except (SMTPException, OSError) as fault:
        raise CarrierError("The SMTP server did not take the message.") from fault
    return f"smtp:{letter.key}"


def _console(letter: Letter) -> str:
    """For the demo and for developers: that a notice left, without address, link or code."""
    sys.stderr.write(f"Notice {letter.key} ({letter.kind}): {letter.subject}\n")
    return f"console:{letter.key}"
