"""A browser that does not give up: it keeps its cookies, and asks again when the connection or the server breaks."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 90.0  # seconds; the supervisor may be killed and started again meanwhile
ANSWER_PATIENCE = 15.0  # seconds for one answer, then the connection counts as broken
PAUSE = 0.2  # seconds before the next try
SEE_OTHER, FOUND, OK = 303, 302, 200


class Broken(Exception):  # noqa: N818 - it is what the network says, not our fault
    """No answer came, or one that says the server is broken."""


class Stuck(Exception):  # noqa: N818
    """The product answered something that no client of it should meet, or nothing for too long."""


@dataclass(frozen=True)
class Page:
    """An answer: where it came from, and where it points."""

    path: str
    status: int
    location: str
    text: str

    def hidden(self, name: str) -> str:
        """The last hidden field of that name: a page's own form stands after the small ones of its lists."""
        found: list[str] = re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', self.text)
        if not found:
            raise Stuck(f"{self.path} ({self.status}) has no field {name}.")
        return found[-1]


Fields = Sequence[tuple[str, str]]


class Browser:
    """One person's browser. Not for several threads."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.answers = 0  # pages with status 200
        self._open: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Page:
        """The page at the end of its redirects."""
        for _ in range(8):
            page = self.insist("GET", path)
            if page.status not in (FOUND, SEE_OTHER):
                return page
            path = page.location
        raise Stuck(f"{path} leads in a circle.")

    def insist(self, method: str, path: str, fields: Fields = ()) -> Page:
        """The same request until it is answered. Raises Stuck when the patience ends."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.once(method, path, fields)
            except Broken as broken:
                if time.monotonic() > deadline:
                    self.hang_up()
                    raise Stuck(f"{method} {path} was not answered: {broken}") from broken
                time.sleep(PAUSE)

    def once(self, method: str, path: str, fields: Fields = ()) -> Page:
        """One try. Raises Broken."""
        self.send(method, path, fields)
        return self.receive(path)

    def send(self, method: str, path: str, fields: Fields = ()) -> None:
        """The request alone. Raises Broken."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            if self._open is None:
                self._open = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_PATIENCE)
            self._open.request(method, path, urlencode(fields) if method == "POST" else None, headers)
        except (OSError, http.client.HTTPException) as fault:
            self.hang_up()
            raise Broken(type(fault).__name__) from fault

    def receive(self, path: str) -> Page:
        """The answer to what was sent. Raises Broken."""
        if self._open is None:
            raise Broken("hung up")
        try:
            answer = self._open.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as fault:
            self.hang_up()
            raise Broken(type(fault).__name__) from fault
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        if answer.status >= 500:
            raise Broken(f"status {answer.status}")
        self.answers += answer.status == OK
        location = urljoin(path, answer.headers.get("Location", ""))
        return Page(path, answer.status, urlsplit(location).path, text)

    def hang_up(self) -> None:
        """Let go of the connection; what was sent may still arrive."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def twin(self) -> Browser:
        """Another window of the same browser, with a connection of its own."""
        other = Browser(self.port)
        other.cookies = self.cookies
        return other

    def _keep(self, lines: Sequence[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
