"""The two secrets of an installation as files: the master key and Django's. Encrypts nothing itself."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from stegvis.config.refusal import CannotStart

MASTER = "STEGVIS_MASTER_KEY_FILE"
DJANGO = "STEGVIS_SECRET_KEY_FILE"
MASTER_BYTES = 32  # AES-256


def ensure_keys(data: Path, environ: Mapping[str, str], known: str | None) -> dict[str, str]:
    """The two variables for the children, made where missing.

    `known` is the fingerprint of the master key that the database was encrypted under, None for a new one:
    then, and only then, a master key may be made. A file that the environment names is never made.
    """
    folder = data / "keys"
    master = Path(environ.get(MASTER) or folder / "master.key").absolute()
    if known is not None and not (master.is_file() and fingerprint(master) == known):
        raise CannotStart(
            f"{master} is not the master key that this database was encrypted under; put that key there,"
            " from where you keep its copy. Without it names and notes cannot be read by anyone."
        )
    return {
        MASTER: str(_ensure(environ.get(MASTER), master, secrets.token_bytes(MASTER_BYTES))),
        DJANGO: str(_ensure(environ.get(DJANGO), folder / "django.key", secrets.token_hex(32).encode())),
    }


def told(data: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The data folder and the key files in it, for a command that runs beside `stegvis up`; makes none."""
    found = {"STEGVIS_DATA": str(data)}
    for variable, own in ((MASTER, "master.key"), (DJANGO, "django.key")):
        if not environ.get(variable) and (data / "keys" / own).is_file():
            found[variable] = str(data / "keys" / own)
    return found


def fingerprint(file: Path) -> str:
    """Which key this is, without giving it away; kept with the database, so that a lost key is noticed."""
    return hashlib.sha256(b"stegvis master key\0" + file.read_bytes()).hexdigest()[:16]


def _ensure(named: str | None, own: Path, fresh: bytes) -> Path:
    if named:
        if not Path(named).is_file():
            raise CannotStart(f"The key file {named} is not there; it is never made anew by itself.")
        return Path(named).absolute()
    if not own.exists():
        _write(own, fresh)
    return own


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, on disk before anyone uses it: a half-written key would encrypt for nobody."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    unfinished.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
