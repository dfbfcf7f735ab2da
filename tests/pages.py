"""A small invented page of the library for tests, in Norwegian and Swedish, with one block of every kind."""

from __future__ import annotations

import copy
from typing import Any

from stegvis.definitions.pages import FORMAT


def small_page(slug: str = "small", **changes: Any) -> dict[str, Any]:
    """A document without faults; `changes` are keys of the document, as kind or audience."""
    document = {
        "format": FORMAT,
        "slug": slug,
        "kind": "article",
        "audience": "anyone",
        "parent": "",
        "topics": ["sleep"],
        "related": [],
        "published_on": "2026-03-02",
        "review_by": "2028-03-02",
        "image": "",
        "files": {},
        "languages": {"nb": _tree("nb"), "sv": _tree("sv")},
    }
    return copy.deepcopy({**document, **changes})


def every_block() -> list[dict[str, Any]]:
    """One block of each kind that a page may hold, but for pictures, films and sounds."""
    ids = [{"id": "a", "text": "Litt"}, {"id": "b", "text": "Mye"}]
    return [
        {"id": "b-text", "kind": "text", "body": [*rich("Kroppen trenger søvn."), *cited("Det er vist", "s1")]},
        {"id": "b-example", "kind": "example", "title": "Eva", "body": rich("Hun sov lite.")},
        {"id": "b-quote", "kind": "quote", "body": rich("Jeg ga opp."), "by": "Eva, 43"},
        {"id": "b-list", "kind": "list", "style": "bullets", "items": ["Lys", "Lyd"]},
        {"id": "b-check", "kind": "check", "question": "Hva hjelper?",
         "choices": [{**ids[0], "right": True, "feedback": "Ja."}, {**ids[1], "right": False, "feedback": "Nei."}]},
        {"id": "b-link", "kind": "link", "text": "Mer", "url": "https://example.org/"},
        {"id": "b-reflection", "kind": "reflection", "prompt": "Hva merker du?"},
        {"id": "b-exercise", "kind": "exercise", "title": "Pust", "body": rich("Rolig."), "tool": "", "minutes": 5},
        {"id": "b-claim", "kind": "claim", "claim": "one-in-ten"},
        {"id": "b-concept", "kind": "concept", "term": "Søvntrykk", "body": rich("Det som bygger seg opp."),
         "source": "s1"},
        {"id": "b-interview", "kind": "interview", "by": "Psykolog",
         "lines": [{"question": "Hvor lenge?", "answer": rich("Seks uker.")}]},
        {"id": "b-cards", "kind": "cards", "items": [{"id": "c1", "title": "Kveld", "body": rich("Ro.")}]},
        {"id": "b-storyboard", "kind": "storyboard", "title": "Natt", "note": "",
         "scenes": [{"picture": "Et vindu.", "words": "Det er stille."}]},
        {"id": "b-poll", "kind": "poll", "question": "Sover du?", "scope": "public", "choices": ids, "after": []},
        {"id": "b-recap", "kind": "recap", "prompt": "Kan du?", "items": [{"id": "r1", "text": "Ja", "url": ""}]},
        {"id": "b-publications", "kind": "publications", "title": "Les", "items": ["a-report-2023"]},
        {"id": "b-documents", "kind": "documents", "title": "Lover",
         "items": [{"title": "Lov", "publisher": "Riksdagen", "year": 2017, "url": "", "in_force": True,
                    "replaced_by": ""}]},
        {"id": "b-duties", "kind": "duties", "title": "Plikter",
         "items": [{"id": "d1", "verb": "inform", "text": "Si fra."}]},
        {"id": "b-offers", "kind": "offers", "title": "Nær deg", "kind_of_offer": "training", "problem": "insomnia"},
    ]  # fmt: skip


def rich(text: str) -> list[dict[str, Any]]:
    return [{"kind": "paragraph", "runs": [{"text": text}]}]


def cited(text: str, source: str) -> list[dict[str, Any]]:
    return [{"kind": "paragraph", "runs": [{"text": text, "source": source}]}]


def block(document: dict[str, Any], name: str, language: str = "nb") -> dict[str, Any]:
    """The block of that id."""
    parts = document["languages"][language]["parts"]
    return next(one for part in parts for one in part["blocks"] if one["id"] == name)


def _tree(language: str) -> dict[str, Any]:
    blocks = every_block()
    return {
        "title": f"Sov godt ({language})",
        "lead": "Slik sover du bedre.",
        "image_alt": "",
        "image_credit": "",
        "sources": [{"id": "s1", "text": "En studie (2020).", "url": "https://example.org/s1"}],
        "parts": [
            {"id": "first", "title": "Først", "blocks": blocks[:3]},
            {"id": "then", "title": "Så", "blocks": blocks[3:]},
        ],
    }
