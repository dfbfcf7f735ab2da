"""One hash over everything that decides the schema, so that a restart need not ask Django. Reads files."""

import hashlib
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
# Migrations, and what they take from elsewhere: constraint classes and SQL texts.
PATTERNS = ("*/migrations/**/*.py", "**/constraints.py", "**/*.sql", "config/settings.py")


@cache
def of_migrations() -> str:
    """16 hex digits over those files and the versions of everything installed."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in PATTERNS for file in PACKAGE.glob(pattern)}):
        digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    installed = {f"{one.metadata['Name']} {one.version}" for one in distributions()}
    digest.update("\n".join(sorted(installed)).encode())
    return digest.hexdigest()[:16]
