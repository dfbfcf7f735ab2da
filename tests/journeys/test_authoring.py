"""An editor writes a programme of one module, three others read it, it is published, saved, and taken in elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Check, PageAt, Watch

pytestmark = pytest.mark.browser
LogIn = Callable[..., dict[str, str]]
TEXT = {"nb": "Tekst", "en": "Text"}
LONG_TEXT = {"nb": "Flere linjer", "en": "Several lines"}
MORE = "footer .w-dropdown__toggle, footer button[data-w-dropdown-target]"
WRITTEN = re.compile(r"/editor/pages/(\d+)/edit/$")


@pytest.fixture
def look(axe: Check, not_sideways: Check, watch: Watch) -> Check:
    # Wagtail's list of pages holds two small scripts of its own, which the policy does not let run.
    watch.expect("Executing inline script")

    def check(page: Page) -> None:
        axe(page)
        not_sideways(page)

    return check


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_programme_is_written_read_by_three_published_and_taken_in_elsewhere(
    page_at: PageAt, log_in: LogIn, look: Check, tmp_path: Any, language: str
) -> None:
    editor = page_at(1280, language)
    log_in(editor, "editor")
    editor.goto("/editor/from/solvik/")
    programme = _programme(editor, f"slept-{language}")
    tree = _language(editor, programme)
    _module(editor, tree, language)
    editor.goto(f"/editor/drafts/{programme}/remarks/")
    look(editor)
    editor.goto(f"/editor/pages/{programme}/edit/")
    editor.locator(MORE).last.click()
    with editor.expect_navigation():
        editor.locator("[name=action-submit]").click()

    for role in ("language_reviewer", "user_representative"):
        reviewer = page_at(1280, language)
        log_in(reviewer, role)
        reviewer.goto("/editor/from/solvik/")
        reviewer.goto(f"/editor/pages/{programme}/edit/")
        reviewer.locator(MORE).last.click()
        with reviewer.expect_navigation():
            reviewer.locator("[data-workflow-action-name=approve]").first.click()

    lead = page_at(1280, language)
    log_in(lead, "lead", team="solvik")
    lead.goto("/editor/from/solvik/")
    lead.goto(f"/editor/drafts/{programme}/preview/nb/")
    look(lead)
    lead.goto(f"/editor/drafts/{programme}/remarks/")
    with lead.expect_navigation():
        lead.locator(f"form[action$='/{programme}/publish/'] button").click()
    assert lead.locator("main form[action$='/publish/']").count() == 0, lead.locator("main").inner_text()
    look(lead)
    lead.goto("/clinic/solvik/programmes/")
    row = lead.locator("main ul.rows > li").filter(has_text="Natten som skole")
    assert row.count() >= 1
    with lead.expect_download() as saved:
        row.last.locator("a[href$='/file/']").first.click()
    saved.value.save_as(tmp_path / "programme.json")

    other = page_at(360, language)
    log_in(other, "lead", team="fjordbyen")
    other.goto("/clinic/fjordbyen/programmes/import/")
    other.locator("input[type=file]").set_input_files(tmp_path / "programme.json")
    other.locator("main form button[type=submit]").first.click()
    other.wait_for_url(re.compile("/clinic/fjordbyen/programmes/[0-9a-f-]{36}/$"))
    assert "Natten som skole" in other.locator("main").inner_text()
    look(other)


def _programme(page: Page, slug: str) -> str:
    page.goto("/editor/")
    root = page.locator("a[href^='/editor/pages/']").first
    root.wait_for()
    page.goto(str(root.get_attribute("href")).rstrip("/") + "/add_subpage/")
    page.fill("#id_title", "Natten som skole")
    page.fill("#id_slug", slug)
    page.select_option("#id_problem", "insomnia")
    page.fill("#id_introduction", "1")
    return _kept(page)


def _language(page: Page, programme: str) -> str:
    page.goto(f"/editor/pages/{programme}/add_subpage/")
    page.fill("#id_title", "Natten som skole")
    page.select_option("#id_language", "nb")
    page.fill("#id_summary", "Et kort program om søvn.")
    texts = page.locator(".DraftEditor-editorContainer [contenteditable=true]")
    for place, words in enumerate(("For deg som sover dårlig.", "Behandleren din leser innen to arbeidsdager.")):
        texts.nth(place).click()
        _type(page, words)
    return _kept(page)


def _module(page: Page, tree: str, language: str) -> str:
    page.goto(f"/editor/pages/{tree}/add_subpage/")
    page.fill("#id_title", "Natten")
    page.fill("#id_summary", "Om hvordan søvn virker.")
    page.locator("[id$=steps-section] button.c-sf-add-button").first.click()
    page.fill("#steps-0-value-title", "Slik virker søvn")
    page.locator("[data-contentpath=blocks] button.c-sf-add-button").first.click()
    page.get_by_text(TEXT[language], exact=True).last.click()
    page.locator("[data-contentpath=blocks] [contenteditable=true]").first.click()
    _type(page, "Kroppen styrer søvnen. Du kan hjelpe den.")
    page.locator("[id$=homework_fields-section] button.c-sf-add-button").first.click()
    page.get_by_text(LONG_TEXT[language], exact=True).last.click()
    page.fill("#homework_fields-0-value-label", "Hvordan sov du?")
    return _kept(page)


def _type(page: Page, words: str) -> None:
    """Type into the text editor, which hands its text to the form a moment later."""
    page.keyboard.type(words)
    page.wait_for_function(
        "words => [...document.querySelectorAll('input')].some(e => e.value.includes(words))", arg=words
    )


def _kept(page: Page) -> str:
    """Saved as a draft; the page's number."""
    page.keyboard.press("Control+s")
    page.wait_for_url(WRITTEN)
    found = WRITTEN.search(page.url)
    assert found is not None
    return found.group(1)
