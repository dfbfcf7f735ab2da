"""What tests of the client's pages stand on: somebody with open questions, and a browser that is logged in."""

from __future__ import annotations

import gzip
import re
import uuid
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.clinic import signed_in_client
from tests.unit.questionnaires.conftest import Asked, make_asked

NOT_COUNTED = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|set_config", re.I)


def somebody(**given: Any) -> tuple[Asked, Client]:
    made = make_asked(**given)
    return made, signed_in_client(made.episode.person)


def question(made: Asked, item: str = "1", of: str = "phq") -> str:
    return f"/me/questions/{getattr(made, of)}/{item}/"


def answer(browser: Client, path: str, value: object, command: uuid.UUID | None = None) -> HttpResponse:
    """As the page's own form sends it."""
    return browser.post(path, {"value": value, "command": str(command or uuid.uuid4())})  # type: ignore[return-value]


def whole(made: Asked, phq: int = 1, gad: int = 1, nine: int = 0) -> dict[str, Any]:
    """The form with every question, filled in."""
    return {
        "asked": [str(made.phq), str(made.gad)],
        "command": str(uuid.uuid4()),
        **{f"{made.phq}.{item}": phq for item in range(1, 9)},
        f"{made.phq}.9": nine,
        **{f"{made.gad}.{item}": gad for item in range(1, 8)},
    }


def statements(browser: Client, method: str, path: str, data: dict[str, Any] | None = None) -> list[str]:
    """What the page asked the database, without opening, closing and naming the tenant (issue 2)."""
    with CaptureQueriesContext(connection) as captured:
        response = getattr(browser, method)(path, data)
    assert response.status_code in (200, 303), response.status_code
    return [query["sql"] for query in captured.captured_queries if not NOT_COUNTED.search(query["sql"])]


def packed(response: HttpResponse) -> int:
    """Bytes on the wire, as a web server compresses them."""
    return len(gzip.compress(response.content, 6))
