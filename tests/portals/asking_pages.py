"""What tests of the request for help stand on: somebody with a browser who fills the steps in and sends them."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

YOU = {
    "name": "Kari Prøve",
    "birth_date_day": "17",
    "birth_date_month": "5",
    "birth_date_year": "1990",
    "gender": "female",
    "language": "nb",
    "national_number": "",
}
REACH = {
    "municipality": "4299",
    "phone": "400 00 001",
    "may_call": "safe",
    "may_text": "safe",
    "email": "",
    "address": "",
}
PROBLEM = {"problem": "Jeg sover dårlig og gruer meg til alt.", "work_status": "sick_leave_part", "on_sick_pay": "yes"}
NEEDS = {"accessibility": "", "gp_choice": "inform", "gp_name": "Dr. Prøvesen"}
STEPS: list[dict[str, str]] = [YOU, REACH, PROBLEM, NEEDS]


@dataclass
class Asker:
    """A browser at one team's request for help. Each post carries a new command id, as a fresh form does."""

    team: str = "solvik"
    language: str = "nb"
    browser: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.browser.cookies["language"] = self.language

    def path(self, rest: str = "") -> str:
        return f"/t/{self.team}/ask/{rest}"

    def get(self, rest: str = "") -> HttpResponse:
        return self.browser.get(self.path(rest))  # type: ignore[return-value]

    def post(self, rest: str, typed: dict[str, Any]) -> HttpResponse:
        return self.browser.post(self.path(rest), {"command": str(uuid.uuid4()), **typed})  # type: ignore[return-value]

    def step(self, number: int, **changed: str) -> HttpResponse:
        """Post a step as it should be, but for what is changed."""
        return self.post(f"{number}/", {**STEPS[number - 1], **changed})

    def fill_in(self, upto: int = 4) -> None:
        for number in range(1, upto + 1):
            answer = self.step(number)
            assert answer.status_code == 303, text_of(answer)

    def send(self, command: uuid.UUID | None = None, **more: str) -> HttpResponse:
        return self.post("check/", {"command": str(command or uuid.uuid4()), **more})

    def code(self) -> str:
        """The code as the page shows it."""
        found = re.search(r'<p class="code">([^<]+)</p>', html_of(self.get("1/")))
        assert found
        return found[1]


def html_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def text_of(answer: HttpResponse) -> str:
    """The page as it is read: no tags, and one space for any space."""
    body = re.sub(r"(?s)<(script|style|title)\b.*?</\1>", " ", html_of(answer))
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def error_at(answer: HttpResponse, control: str) -> str:
    """The sentence beside the field; the empty string where there is none."""
    found = re.search(rf'(?s)<p class="field-error" id="id_{control}_error">(.*?)</p>', html_of(answer))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""
