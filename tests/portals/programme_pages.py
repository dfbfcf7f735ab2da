"""What tests of a programme's pages stand on: a client who was given one, and a browser that is logged in."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.clinic import signed_in_client
from tests.unit.selfhelp.taking import Taking, make_taking


def taking_it(document: dict[str, Any] | None = None, **given: Any) -> tuple[Taking, Client]:
    made = make_taking(document, **given)
    return made, signed_in_client(made.episode.person)


def step(made: Taking, name: str = "m1-write", of: str = "m1") -> str:
    return f"/me/programme/parts/{made.module(of).pk}/steps/{name}/"


def page(made: Taking, name: str, of: str = "m1") -> str:
    return f"/me/programme/parts/{made.module(of).pk}/{name}/"


def write(browser: Client, path: str, how: str = "save", *, version: int = 0, **fields: str) -> HttpResponse:
    """As the page's own form sends it: `m1_hours_0="7"` for the first row of the field m1-hours."""
    sheets = {"m1-how": "m1-homework"}
    sent: dict[str, Any] = {"command": str(uuid.uuid4()), "how": how}
    for name, text in fields.items():
        field, _place, row = name.rpartition("_")
        field = field.replace("_", "-")
        sent[f"{row}.{field}"] = text
        sheet = sheets.get(field, "m1-thought" if field == "m1-thought" else "m1-sheet")
        sent[f"version.{sheet}"] = str(version)
    return browser.post(path, sent)  # type: ignore[return-value]
