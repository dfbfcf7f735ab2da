"""The written form of a programme: a folder of TOML files, a folder for each language, with Markdown for rich text."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stegvis.definitions.programme.document import FORMAT
from stegvis.definitions.programme.rich_text import from_markdown
from stegvis.definitions.toml_files import LANGUAGES

_RICH = ("body", "intro", "for_whom", "safety", "transcript")
_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "exercise": {"tool": ""},
    "worksheet": {"intro": "", "rows": 1},
    "image": {"alt": "", "credit": ""},
    "film": {"captions": "", "description": "", "transcript": ""},
    "sound": {"transcript": ""},
}


def written(folder: Path, *, with_unfinished: bool = False) -> dict[str, Any]:
    """The document of that folder. It is not checked; tomllib.TOMLDecodeError names a file that is no TOML.

    A language whose folder holds a file `unfinished` is being translated, and not in it unless asked for.
    """
    of = read_toml(folder / "programme.toml")
    files = sorted((folder / "files").glob("*"))
    return {
        "format": FORMAT,
        **{"introduction": "", "measures": [], **of},
        "files": {file.name: written_file(file) for file in files},
        "languages": {
            each: _tree(folder / each)
            for each in LANGUAGES
            if (folder / each / "programme.toml").exists()
            and (with_unfinished or not (folder / each / "unfinished").exists())
        },
    }


def _tree(folder: Path) -> dict[str, Any]:
    tree = {"sources": [], "safety": "", **read_toml(folder / "programme.toml")}
    modules = sorted(folder.glob("[0-9]*.toml"), key=lambda file: int(file.stem))
    return {**_enriched(tree), "modules": [_module(read_toml(file)) for file in modules]}


def _module(module: dict[str, Any]) -> dict[str, Any]:
    homework = {"id": f"{module.get('id')}-homework", "intro": "", "fields": [], **module.get("homework", {})}
    steps = [{**step, "blocks": [_block(each) for each in step.get("blocks", ())]} for step in module.get("steps", ())]
    return {**module, "steps": steps, "homework": _enriched(homework)}


def _block(block: dict[str, Any]) -> dict[str, Any]:
    return _enriched({**_DEFAULTS.get(block.get("kind", ""), {}), **block})


def _enriched(part: dict[str, Any]) -> dict[str, Any]:
    return {
        key: from_markdown(value) if key in _RICH and isinstance(value, str) else value for key, value in part.items()
    }


def read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise tomllib.TOMLDecodeError(f"{file.parent.name}/{file.name}: {wrong}") from wrong


def written_file(file: Path) -> dict[str, str]:
    content = file.read_bytes()
    return {
        "type": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
    }
