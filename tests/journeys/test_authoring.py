"""An editor writes a programme and a page of the library, three others read them, and they are published."""

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
    _hand_in(editor, programme)

    _read_by_two(page_at, log_in, programme, language)
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


def test_a_page_with_a_poll_is_written_read_by_three_published_and_found_by_a_visitor(
    page_at: PageAt, log_in: LogIn, look: Check
) -> None:
    editor = page_at(1280, "nb")
    log_in(editor, "editor")
    editor.goto("/editor/from/solvik/")
    draft = _learn_page(editor, "rest-at-night")
    _learn_language(editor, draft)
    editor.goto(f"/editor/drafts/{draft}/remarks/")
    look(editor)
    _hand_in(editor, draft)
    _read_by_two(page_at, log_in, draft, "nb")

    lead = page_at(1280, "nb")
    log_in(lead, "lead", team="solvik")
    lead.goto("/editor/from/solvik/")
    lead.goto(f"/editor/drafts/{draft}/preview/nb/")
    assert "Hvor lenge sov du i natt?" in lead.locator("main").inner_text()
    look(lead)
    lead.goto(f"/editor/drafts/{draft}/remarks/")
    with lead.expect_navigation():
        lead.locator(f"form[action$='/{draft}/publish/'] button").click()
    assert lead.locator("main form[action$='/publish/']").count() == 0, lead.locator("main").inner_text()

    visitor = page_at(360, "nb")
    visitor.goto("/t/solvik/learn/rest-at-night/")
    assert "Hvil om natten" in visitor.locator("h1").inner_text()
    visitor.get_by_label("Seks timer").check()
    with visitor.expect_navigation():
        visitor.locator("main form:has(input[type=radio]) button").click()
    assert visitor.locator("main form:has(input[type=radio])").count() == 0
    look(visitor)


def _hand_in(page: Page, draft: str) -> None:
    page.goto(f"/editor/pages/{draft}/edit/")
    page.locator(MORE).last.click()
    with page.expect_navigation():
        page.locator("[name=action-submit]").click()


def _read_by_two(page_at: PageAt, log_in: LogIn, draft: str, language: str) -> None:
    for role in ("language_reviewer", "user_representative"):
        reviewer = page_at(1280, language)
        log_in(reviewer, role)
        reviewer.goto("/editor/from/solvik/")
        reviewer.goto(f"/editor/pages/{draft}/edit/")
        reviewer.locator(MORE).last.click()
        with reviewer.expect_navigation():
            reviewer.locator("[data-workflow-action-name=approve]").first.click()


def _add_below_root(page: Page, kind: str) -> None:
    """Where a draft of that kind is added: a root holds programmes and pages of the library."""
    page.goto("/editor/")
    root = page.locator("a[href^='/editor/pages/']").first
    root.wait_for()
    number = str(root.get_attribute("href")).rstrip("/").rpartition("/")[2]
    page.goto(f"/editor/pages/add/library/{kind}/{number}/")


def _learn_page(page: Page, slug: str) -> str:
    _add_below_root(page, "learndraft")
    page.fill("#id_title", "Hvil om natten")
    page.fill("#id_slug", slug)
    page.select_option("#id_kind", "article")
    return _kept(page)


def _learn_language(page: Page, draft: str) -> str:
    page.goto(f"/editor/pages/{draft}/add_subpage/")
    page.fill("#id_title", "Hvil om natten")
    page.select_option("#id_language", "nb")
    page.fill("#id_lead", "Litt om søvn.")
    page.locator("[id$=parts-section] button.c-sf-add-button").first.click()
    page.locator("[data-contentpath=blocks] button.c-sf-add-button").first.click()
    page.get_by_text("Avstemning", exact=True).last.click()
    page.fill("#parts-0-value-blocks-0-value-question", "Hvor lenge sov du i natt?")
    for place, words in enumerate(("Seks timer", "Åtte timer")):
        page.fill(f"#parts-0-value-blocks-0-value-choices-{place}-value-text", words)
    page.locator("[id$=sources-section] button.c-sf-add-button").first.click()
    page.fill("#sources-0-value-text", "Prøve (2020). Om søvn.")
    return _kept(page)


def _programme(page: Page, slug: str) -> str:
    _add_below_root(page, "programmepage")
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
