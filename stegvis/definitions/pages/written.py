"""The written form of a page: a folder with `page.toml` and a TOML file a language, with Markdown for rich text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from stegvis.definitions.pages.document import FORMAT
from stegvis.definitions.programme.rich_text import from_markdown
from stegvis.definitions.programme.written import read_toml, written_file
from stegvis.definitions.toml_files import LANGUAGES

_RICH = ("body", "transcript", "after", "answer")
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "exercise": {"tool": ""},
    "image": {"alt": "", "credit": ""},
    "film": {"captions": "", "description": "", "transcript": ""},
    "sound": {"transcript": ""},
    "concept": {"source": ""},
    "storyboard": {"note": ""},
    "poll": {"after": "", "scope": "public"},
    "offers": {"kind_of_offer": "", "problem": ""},
}
# What an item of such a block has where it is not written.
_ITEMS: Mapping[str, Mapping[str, Any]] = {
    "recap": {"url": ""},
    "documents": {"url": "", "replaced_by": ""},
}


def written(folder: Path) -> dict[str, Any]:
    """The document of that folder. It is not checked; tomllib.TOMLDecodeError names a file that is no TOML."""
    of = {"parent": "", "topics": [], "related": [], "image": "", **read_toml(folder / "page.toml")}
    files = sorted((folder / "files").glob("*"))
    return {
        "format": FORMAT,
        **{key: value.isoformat() if isinstance(value, date) else value for key, value in of.items()},
        "files": {file.name: written_file(file) for file in files},
        "languages": {
            language: _tree(read_toml(folder / f"{language}.toml"))
            for language in LANGUAGES
            if (folder / f"{language}.toml").exists()
        },
    }


def _tree(tree: dict[str, Any]) -> dict[str, Any]:
    sources = [{"url": "", **source} for source in tree.get("sources", ())]
    parts = [{**part, "blocks": [_block(each) for each in part.get("blocks", ())]} for part in tree.get("parts", ())]
    return {"image_alt": "", "image_credit": "", **tree, "sources": sources, "parts": parts}


def _block(block: dict[str, Any]) -> dict[str, Any]:
    kind = block.get("kind", "")
    whole = {**_DEFAULTS.get(kind, {}), **block}
    if kind in _ITEMS and isinstance(whole.get("items"), list):
        whole["items"] = [{**_ITEMS[kind], **item} if isinstance(item, dict) else item for item in whole["items"]]
    return {key: _enriched(key, value) for key, value in whole.items()}


def _enriched(key: str, value: Any) -> Any:
    """Markdown becomes rich text wherever it may stand, in a block and in its lines and cards."""
    if key in _RICH and isinstance(value, str):
        return from_markdown(value)
    if isinstance(value, list):
        return [
            {name: _enriched(name, one) for name, one in each.items()} if isinstance(each, dict) else each
            for each in value
        ]
    return value
