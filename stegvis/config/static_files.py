"""Style sheets, scripts and fonts gathered for serving, only when one of them changed. Makes no files."""

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
# Libraries whose own files are gathered with ours, or that decide how files are named and packed.
LIBRARIES = ("Django", "django-allauth", "wagtail", "whitenoise")


def gathered(data: Path) -> bool:
    """Does the data folder hold exactly these files, as gathered by these libraries?"""
    stamp = data / "static" / "stamp"
    return stamp.is_file() and stamp.read_text() == _fingerprint()


def remember(data: Path) -> None:
    """Note what was gathered; last, so that a gathering cut short is done again."""
    (data / "static" / "stamp").write_text(_fingerprint())


def _fingerprint() -> str:
    """Over names, sizes and times of change: reading every font at each start would tell no more."""
    digest = hashlib.sha256(" ".join(version(name) for name in LIBRARIES).encode())
    for file in sorted(PACKAGE.glob("*/static/**/*")):
        status = file.stat()
        digest.update(os.fsencode(file) + f" {status.st_size} {status.st_mtime_ns}\0".encode())
    return digest.hexdigest()
