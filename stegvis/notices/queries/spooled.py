"""What lies in the spool of a demo, so that whoever tries it can read what was sent. Never anywhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from stegvis.people.models import NotFound, Organisation


@dataclass(frozen=True)
class SpooledLetter:
    """One SMS or e-mail as it left. `kind` is one of Notice.Kind."""

    kind: str
    to: str
    subject: str
    body: str
    at: datetime


def spooled_letters(most: int = 50) -> list[SpooledLetter]:
    """The newest first. Raises NotFound outside the demo, and over a database that holds a real organisation."""
    if not settings.STEGVIS_DEMO or not settings.STEGVIS_SPOOL or Organisation.objects.filter(is_demo=False).exists():
        raise NotFound
    files = sorted(Path(settings.STEGVIS_SPOOL).glob("*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_letter(json.loads(file.read_text("utf-8"))) for file in files[:most]]


def _letter(said: dict[str, str]) -> SpooledLetter:
    at = datetime.fromisoformat(said["at"])
    return SpooledLetter(said["kind"], said["to"], said["subject"], said["body"], at)
