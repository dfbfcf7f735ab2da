"""Journeys: the product as it runs, a browser at any width and language, and a watch on all that goes wrong in it."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.running import Site, open_browser, running

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "sv": "sv-SE", "en": "en-GB"}

PageAt = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """The demo, started once for all journeys by the command that a newcomer runs."""
    with running("--demo") as found:
        yield found


@pytest.fixture(scope="package")
def organisations(site: Site) -> list[dict[str, Any]]:
    """The demo's organisations, teams and people."""
    return site.organisations()


# The browser ends with this package: its event loop must not stand around when later tests use the database.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = open_browser(playwright)
        yield opened
        opened.close()


class Watch:
    """Every console error, broken policy and request off the origin of the pages of one test."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self.expected: list[str] = []

    def expect(self, part: str) -> None:
        """A fault that holds this text is what the test is about, such as "404"."""
        self.expected.append(part)

    def look_at(self, context: BrowserContext) -> None:
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") or "Content Security Policy" in message.text:
            self.faults.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", "about:")):
            self.faults.append(f"left the origin: {request.url}")

    def unexpected(self) -> list[str]:
        return [fault for fault in self.faults if not any(part in fault for part in self.expected)]


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Fails the test afterwards when anything went wrong in the browser that the test did not expect."""
    found = Watch(site.url)
    yield found
    assert not found.unexpected(), "\n".join(found.unexpected())


@pytest.fixture
def page_at(site: Site, browser: Browser, watch: Watch) -> Iterator[PageAt]:
    """`page_at(360, "nb")`: a new browser window, nobody logged in; `dark=True`, `scripts=False` on wish."""
    contexts: list[BrowserContext] = []

    def open_page(width: int = 1280, language: str = "nb", *, dark: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            locale=LOCALES[language],
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        watch.look_at(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def log_in(organisations: list[dict[str, Any]]) -> Callable[..., dict[str, str]]:
    """`log_in(page, "therapist")`: open the demo as somebody of that role; gives back who it is.

    `team` is a team's slug; `nth` counts the people of that role there, in the order of `stegvis demo --json`.
    """

    def enter(page: Page, role: str, *, team: str = "", nth: int = 0) -> dict[str, str]:
        found = [
            user
            for organisation in organisations
            for user in organisation["users"].get(role, [])
            if not team or user["team"] == team
        ]
        page.goto(found[nth]["log_in"])
        somebody: dict[str, str] = found[nth]
        return somebody

    return enter


@pytest.fixture
def axe() -> Check:
    """`axe(page)`: no violation of WCAG 2.2 A and AA; what axe merely advises is printed."""
    source = AXE.read_text()

    def check(page: Page) -> None:
        page.evaluate(source)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", [*WCAG, "best-practice"]
        )["violations"]
        advice = [each for each in found if not set(each["tags"]) & set(WCAG)]
        wrong = [each for each in found if set(each["tags"]) & set(WCAG)]
        for each in advice:
            sys.stdout.write(f"axe advises {each['id']}: {each['help']} {_where(each)}\n")
        assert not wrong, f"{page.url}\n" + "\n".join(f"{each['id']}: {each['help']} {_where(each)}" for each in wrong)

    return check


def _where(violation: dict[str, Any]) -> str:
    return json.dumps([node["target"] for node in violation["nodes"]][:5])


@pytest.fixture
def not_sideways() -> Check:
    """`not_sideways(page)`: the page never scrolls sideways; only its own marked regions may."""

    def check(page: Page) -> None:
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{page.url} is {over} px wider than the window"

    return check
