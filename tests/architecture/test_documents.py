"""What the documents say of the code is held to the code."""

import re

from tests.architecture.source import PACKAGE

DOCS = PACKAGE.parent / "docs"
VARIABLE = re.compile(r"\b(STEGVIS_[A-Z_]*[A-Z]|DATABASE_[A-Z]+_URL|DATABASE_URL)\b")
READ = re.compile(r"environ(?:\.get\(|\[)\s*\"(STEGVIS_[A-Z_]+|DATABASE_URL)\"")


def test_every_setting_is_described_and_no_other() -> None:
    """Somebody who runs a site finds each variable on one page."""
    read = {found for path in PACKAGE.rglob("*.py") for found in READ.findall(path.read_text("utf-8"))}
    read |= {f"DATABASE_{role}_URL" for role in ("OWNER", "REPORT", "BACKUP")}
    assert set(VARIABLE.findall((DOCS / "settings.md").read_text("utf-8"))) == read
