"""The client in a real browser: answering with and without scripts, help at once, leaving without a trace."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Check, PageAt

pytestmark = pytest.mark.browser
LogIn = Callable[..., dict[str, str]]
PAGES = ("", "questions/", "questions/all/", "questions/done/", "help/", "curve/", "goals/", "details/", "seen/")


@pytest.mark.parametrize("place", [(360, "nb"), (1280, "nb"), (360, "en"), (1280, "en")])
def test_the_clients_pages_are_for_everybody(
    page_at: PageAt, axe: Check, not_sideways: Check, log_in: LogIn, place: tuple[int, str]
) -> None:
    page = page_at(*place)
    log_in(page, "client")
    for path in PAGES:
        page.goto(f"/me/{path}")
        expect(page).to_have_title("Stegvis")
        assert page.locator("h1").count() == 1, path
        axe(page)
        not_sideways(page)


def first_question(page: Page) -> None:
    page.goto("/me/questions/")
    assert re.search(r"/me/questions/[0-9a-f-]{36}/\d+/$", page.url), page.url


def test_a_client_answers_by_keyboard_alone_and_goes_on_elsewhere(page_at: PageAt, log_in: LogIn) -> None:
    """Tab to the answers, a letter of the arrow keys, Enter; another device goes on at the same question."""
    page = page_at(360, "nb")
    log_in(page, "client", team="solvik", nth=1)
    first_question(page)
    before = page.url
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)
    assert "Lagret kl." in page.locator("main").inner_text()
    here = page.url

    elsewhere = page_at(1280, "nb")
    log_in(elsewhere, "client", team="solvik", nth=1)
    first_question(elsewhere)
    assert elsewhere.url == here


def test_a_risk_answer_meets_help_on_the_next_page_without_scripts(page_at: PageAt, axe: Check, log_in: LogIn) -> None:
    """Straight to item 9 by skipping, as somebody might who can bear no more: the very next page is help."""
    page = page_at(360, "nb", scripts=False)
    log_in(page, "client", team="solvik", nth=2)
    first_question(page)
    while not re.search(r"/9/$", page.url):
        page.get_by_role("link", name="Hopp over").click()
    page.get_by_label("Noen dager").check()
    page.get_by_role("button", name="Lagre svaret").click()

    assert page.url.endswith("/me/help/")
    words = page.locator("main").inner_text()
    assert page.locator("main a[href='tel:113']").is_visible()
    assert words.index("113") < words.index("Hvem leser svaret ditt")
    assert "Noen dager" not in words
    page.get_by_role("link", name="Fortsett med spørsmålene").click()
    assert page.locator("h1").inner_text() == "Det var siste spørsmål"


@pytest.mark.parametrize("scripts", [True, False])
def test_leaving_shows_nothing_and_back_shows_nothing_either(page_at: PageAt, log_in: LogIn, scripts: bool) -> None:
    """Somebody comes into the room: one press, and neither the page nor Back tells anything (safety.md, row 5)."""
    page = page_at(360, "nb", scripts=scripts)
    log_in(page, "client", team="solvik", nth=3)
    page.goto("/me/curve/")
    page.get_by_role("button", name="Forlat siden").click()
    assert page.url.endswith("/left/")
    expect(page).to_have_title("Stegvis")
    for _ in range(2):
        page.go_back()
        assert "/me/" not in page.url
        assert not re.search(r"poeng|Planen din|Hei,", page.locator("body").inner_text())
