"""The product's source as the architecture tests read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "stegvis"
ROOMS = [
    "config",
    "portals",
    "exchange",
    "outcomes",
    "selfhelp",
    "questionnaires",
    "safety",
    "care",
    "notices",
    "library",
    "network",
    "people",
    "definitions",
]


def modules(*, migrations: bool = False) -> Iterator[Path]:
    """Every Python file of the product."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "node_modules" not in path.parts and (migrations or "migrations" not in path.parts):
            yield path


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def templates() -> Iterator[Path]:
    yield from sorted(PACKAGE.rglob("templates/**/*.html"))
