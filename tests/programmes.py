"""A small invented programme for tests, in Norwegian and English: two modules with something to write in."""

from __future__ import annotations

import copy
import json
from typing import Any

from stegvis.definitions.programme.document import FORMAT


def small_programme(slug: str = "small", *, modules: int = 2) -> dict[str, Any]:
    """A document without faults; each module has a text, a worksheet, a reflection and homework."""
    trees = {language: _tree(language, modules) for language in ("nb", "en")}
    return {
        "format": FORMAT,
        "slug": slug,
        "problem": "insomnia",
        "opening": "completion",
        "days": 7,
        "introduction": "m1",
        "measures": [{"instrument": "phq-9", "every_days": 14}],
        "files": {},
        "languages": trees,
    }


def as_file(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode()


def changed(document: dict[str, Any], title: str) -> dict[str, Any]:
    """The same programme with other words."""
    other = copy.deepcopy(document)
    for tree in other["languages"].values():
        tree["title"] = title
    return other


def rich(text: str) -> list[dict[str, Any]]:
    return [{"kind": "paragraph", "runs": [{"text": text}]}]


def _tree(language: str, modules: int) -> dict[str, Any]:
    return {
        "title": f"Prøveprogram ({language})",
        "summary": "Et lite program.",
        "for_whom": rich("For den som prøver."),
        "safety": rich("Behandleren din leser innen to arbeidsdager."),
        "sources": [],
        "modules": [_module(language, number) for number in range(1, modules + 1)],
    }


def _module(language: str, number: int) -> dict[str, Any]:
    name = f"m{number}"
    return {
        "id": name,
        "title": f"Del {number} ({language})",
        "summary": "En liten del.",
        "minutes": 20,
        "steps": [
            {
                "id": f"{name}-read",
                "title": "Les",
                "blocks": [{"id": f"{name}-text", "kind": "text", "body": rich("Les dette i ro.")}],
            },
            {
                "id": f"{name}-write",
                "title": "Skriv",
                "blocks": [
                    {
                        "id": f"{name}-sheet",
                        "kind": "worksheet",
                        "title": "Ark",
                        "intro": rich("Fyll ut."),
                        "rows": 2,
                        "fields": [
                            {"id": f"{name}-tired", "kind": "yes_no", "label": "Trøtt?"},
                            {"id": f"{name}-hours", "kind": "number", "label": "Timer?", "least": 0, "most": 24},
                        ],
                    },
                    {"id": f"{name}-thought", "kind": "reflection", "prompt": "Hva tenker du?"},
                ],
            },
        ],
        "homework": {
            "id": f"{name}-homework",
            "intro": rich("Svar kort."),
            "fields": [{"id": f"{name}-how", "kind": "long_text", "label": "Hvordan gikk det?"}],
        },
    }
