"""The guide answers what a client handed in, opens the next module and hides one; a programme travels as a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Check, PageAt

pytestmark = pytest.mark.browser
HIDDEN = {"nb": "Skjult", "en": "Hidden"}
ANSWER = "Takk for at du skrev. Legg merke til kveldene, og skriv hvordan det går."
LogIn = Callable[..., dict[str, str]]


@pytest.fixture
def look(axe: Check, not_sideways: Check) -> Check:
    def check(page: Page) -> None:
        assert page.locator("h1").count() == 1, page.url
        axe(page)
        not_sideways(page)

    return check


def whose_answer_waits(page: Page, organisations: list[dict[str, Any]]) -> str:
    """Log in as the first of Solvik's therapists for whom something waits; the address of what waits."""
    staff = [user for one in organisations for user in one["users"].get("therapist", []) if user["team"] == "solvik"]
    for somebody in staff:
        page.goto(somebody["log_in"])
        page.goto("/clinic/solvik/guiding/")
        waiting = page.locator("main ul.rows a[href*='/programmes/parts/']")
        if waiting.count():
            return str(waiting.first.get_attribute("href"))
    raise AssertionError("No answer waits for any therapist of the demo.")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_guide_answers_and_arranges_what_comes_after(
    page_at: PageAt, look: Check, organisations: list[dict[str, Any]], language: str
) -> None:
    page = page_at(360 if language == "nb" else 1280, language)
    address = whose_answer_waits(page, organisations)
    look(page)
    page.goto(address)
    look(page)
    page.locator("textarea").fill(ANSWER)
    page.locator("main form button[type=submit]").click()
    page.goto(address)
    assert ANSWER in page.locator("main").inner_text()

    page.locator("main p.small a").first.click()
    closed = page.locator("main ol.rows > li").filter(has=page.locator("button[value=open]"))
    opened = closed.first.locator("a").first.inner_text()
    closed.first.locator("summary").click()
    closed.first.locator("button[value=open]").click()
    row = page.locator("main ol.rows > li").filter(has_text=opened)
    assert not row.locator("button[value=open]").count()

    last = page.locator("main ol.rows > li").last
    last.locator("summary").click()
    last.locator("button[value=hide]").click()
    assert HIDDEN[language] in page.locator("main ol.rows > li").last.inner_text()
    look(page)


def test_a_programme_is_saved_as_a_file_and_taken_in_by_the_other_organisation(
    page_at: PageAt, look: Check, log_in: LogIn, tmp_path: Any
) -> None:
    page = page_at(1280, "nb")
    log_in(page, "lead", team="solvik")
    page.goto("/clinic/solvik/programmes/")
    look(page)
    with page.expect_download() as saved:
        page.locator("a[href$='/file/']").first.click()
    file = tmp_path / "programme.json"
    saved.value.save_as(file)
    changed = re.sub(r'"slug": "[a-z-]+"', '"slug": "from-solvik"', file.read_text(), count=1)
    file.write_text(changed)

    other = page_at(360, "en")
    log_in(other, "lead", team="fjordbyen")
    other.goto("/clinic/fjordbyen/programmes/import/")
    look(other)
    other.locator("input[type=file]").set_input_files(file)
    other.locator("main form button[type=submit]").first.click()
    other.wait_for_url(re.compile("/clinic/fjordbyen/programmes/[0-9a-f-]{36}/$"))
    look(other)

    file.write_text(changed.replace('"kind": "worksheet"', '"kind": "spreadsheet"'))
    other.goto("/clinic/fjordbyen/programmes/import/")
    other.locator("input[type=file]").set_input_files(file)
    other.locator("main form button[type=submit]").first.click()
    assert "spreadsheet" in other.locator("main .errors").first.inner_text()
    look(other)
