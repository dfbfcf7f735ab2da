"""A tool on paper: the empty sheet to fill in by hand, printed as those of programmes. Holds nothing of anybody."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from stegvis.definitions.crisis import crisis_contacts
from stegvis.definitions.programme import Block, Field
from stegvis.definitions.tools import Tool
from stegvis.portals.programme.paper import compiled

# The sheets come with the product and change only with it.
MADE_AT = datetime(2026, 11, 22, tzinfo=UTC)
WEEK, A_FEW = 7, 3  # how many entries one sheet has room for
MOST_STEPS = 11  # a longer scale is written as a number


def tool_pdf(of: Tool, block: Block, language: str, country: str) -> bytes:
    """The entry or the plan of a tool as a PDF. The safety plan carries the country's crisis contacts."""
    rows = block.rows if block == of.plan else WEEK if of.is_daily else A_FEW
    with override(language):
        sheet = {
            "language": language,
            "programme": "Stegvis",
            "part": of.title,
            "title": block.content.get("title", of.title),
            "prompt": "",
            "body": [{"kind": "paragraph", "runs": [{"text": of.summary}]}, *_calls(of, language, country)],
            "minutes": "",
            "fields": [asdict(_on_paper(field)) for field in block.fields],
            "rows": rows,
            "words": {"yes": _("Yes"), "no": _("No"), "page": _("Page"), "notes": _("Notes")},
        }
    return compiled(json.dumps(sheet), MADE_AT)


def _calls(of: Tool, language: str, country: str) -> list[dict[str, Any]]:
    if of.name != "safety_plan":
        return []
    contacts = crisis_contacts(country, language)
    return [{"kind": "bullets", "items": [[{"text": f"{each.name}: {each.number}"}] for each in contacts]}]


def _on_paper(field: Field) -> Field:
    if field.kind == "scale" and (field.most or 0) - (field.least or 0) >= MOST_STEPS:
        return replace(field, kind="number", unit=f"{field.least}\N{EN DASH}{field.most}")
    return field
