"""Asking for help in a real browser: from a team's page to what happens next, on a phone and on a wide screen."""

import re
import sys
from typing import Any

import brotli
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Check, PageAt, Watch

pytestmark = pytest.mark.browser
WORDS = {
    "nb": {
        "ask": "Be om hjelp", "begin": "Begynn", "next": "Neste", "sent": "Vi har fått det du skrev",
        "code": "Jeg har en kode", "on": "Fortsett", "kind": "Det er bra at du ber om hjelp",
    },
    "en": {
        "ask": "Ask for help", "begin": "Begin", "next": "Next", "sent": "We have received your request",
        "code": "I have a code", "on": "Go on", "kind": "It is good that you ask for help",
    },
}  # fmt: skip
LONG_NAME = "Kari Anne Fjellheim-Østbye Christophersen av Prøve"


@pytest.fixture
def team(organisations: list[dict[str, Any]]) -> str:
    """The public page of the first Norwegian team of the demo."""
    return next(each for each in organisations if each["country"] == "NO")["teams"][0]["path"]  # type: ignore[no-any-return]


def _about_you(page: Page, year: str = "1988") -> None:
    page.fill("[name=name]", LONG_NAME)
    for part, value in (("day", "3"), ("month", "5"), ("year", year)):
        page.fill(f"[name=birth_date_{part}]", value)
    page.check("[name=gender][value=female]")
    page.check("[name=language][value=nb]")


def _reach(page: Page) -> None:
    page.locator("[name=municipality]").first.check()
    page.fill("[name=phone]", "400 00 001")
    page.check("[name=may_call][value=safe]")
    page.check("[name=may_text][value=never]")


def _problem(page: Page) -> None:
    page.fill("[name=problem]", "Jeg sover dårlig og gruer meg til alt.\n\nDet har vart siden jul.")
    page.check("[name=work_status][value=sick_leave_part]")
    page.check("[name=on_sick_pay][value=yes]")


def _needs(page: Page) -> None:
    page.check("[name=gp_choice][value=inform]")


def _press(page: Page, words: str) -> None:
    """The one filled button of the page."""
    button = page.locator("main .ds-button:not([data-variant])")
    assert button.count() == 1, f"{page.url} has {button.count()} filled buttons"
    expect(button).to_have_text(words)
    button.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("place", [(360, "nb"), (1280, "nb"), (360, "en"), (1280, "en")])
def test_somebody_asks_for_help(
    page_at: PageAt, axe: Check, not_sideways: Check, team: str, place: tuple[int, str]
) -> None:
    words, page = WORDS[place[1]], page_at(*place)

    def looked_at() -> None:
        axe(page)
        not_sideways(page)
        above = page.locator("aside.crisis a[href^='tel:'], ul.calls a[href^='tel:']")
        assert above.count() >= 3, f"{page.url} shows no crisis contacts"

    page.goto(team)
    looked_at()
    _press(page, words["ask"])
    looked_at()
    _press(page, words["begin"])
    looked_at()
    _press(page, words["next"])
    expect(page.locator("section.errors")).to_be_focused()
    looked_at()
    for fill in (_about_you, _reach, _problem, _needs):
        fill(page)
        _press(page, words["next"])
        looked_at()
        expect(page).to_have_title("Stegvis")
        assert "Kari" not in page.url
    expect(page.locator("main")).to_contain_text(LONG_NAME)
    _press(page, words["ask"])
    expect(page.locator("h1")).to_have_text(words["sent"])
    looked_at()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_it_is_left_and_taken_up_again_without_scripts(page_at: PageAt, axe: Check, team: str, language: str) -> None:
    """On another device, with the code that was written down."""
    words, page = WORDS[language], page_at(360, language, scripts=False)
    page.goto(f"{team}ask/1/")
    _about_you(page)
    _press(page, words["next"])
    code = page.locator(".code").inner_text()
    assert re.fullmatch(r"\w{4} \w{4} \w{4}", code)
    page.locator("button.exit").click()
    assert page.locator("button.exit").count() == 0

    other = page_at(360, language)
    other.goto(f"{team}ask/")
    other.get_by_role("link", name=words["code"]).click()
    axe(other)
    other.fill("[name=code]", code.lower())
    _press(other, words["on"])
    _reach(other)
    _press(other, words["next"])
    other.go_back()
    expect(other.locator("[name=phone]")).to_have_value("400 00 001")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_child_is_met_kindly(page_at: PageAt, axe: Check, team: str, language: str) -> None:
    page = page_at(360, language)
    page.goto(f"{team}ask/1/")
    _about_you(page, year="2020")
    _press(page, WORDS[language]["next"])
    expect(page.locator("h1")).to_have_text(WORDS[language]["kind"])
    axe(page)
    page.locator("main form button.link").click()
    expect(page.locator("[name=name]")).to_have_value(LONG_NAME)


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_the_pages_around_it_can_be_read(
    page_at: PageAt, axe: Check, not_sideways: Check, team: str, language: str
) -> None:
    page = page_at(360, language)
    for path in ("/", "/privacy/", "/accessibility/", f"{team}is-this-for-me/", f"{team}who-else/"):
        page.goto(path)
        axe(page)
        not_sideways(page)


def test_the_dark_and_the_large_are_as_good(page_at: PageAt, axe: Check, not_sideways: Check, team: str) -> None:
    for path in (team, f"{team}ask/", f"{team}ask/1/"):
        page = page_at(320, "nb", dark=True)
        page.goto(path)
        axe(page)
        not_sideways(page)


def test_the_team_page_is_light(page_at: PageAt, team: str, watch: Watch) -> None:
    """Somebody with an old phone and a poor line asks for help too."""
    page, weight = page_at(360, "nb"), 0
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  (Playwright marks its handlers)
    page.goto(team)
    page.wait_for_load_state("networkidle")
    for answer in answers:
        packed = answer.headers.get("content-encoding") or "font" in answer.headers.get("content-type", "")
        size = answer.request.sizes()["responseBodySize"] if packed else len(brotli.compress(answer.body()))
        sys.stdout.write(f"{size:>7} {answer.url}\n")
        weight += size
    assert weight <= 80_000
