"""Taking a programme on a phone: the connection goes while one writes, nothing readable stays, the text arrives."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.given_programme import given
from tests.journeys.conftest import Check, PageAt, Watch
from tests.running import Site, environment

pytestmark = pytest.mark.browser
TEXT = "KANARI: jeg ligger og hører på klokka"
# Everything that a page may leave on a device.
LEFT = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, await caches.keys(), (await indexedDB.databases()).map(each => each.name),
  document.cookie])"""
SAVED = {"nb": r"^Lagret kl\.", "en": r"^Saved at"}
SENT = {"nb": "Det er sendt.", "en": "It is sent."}
NOT_SENT = {"nb": "Ikke sendt ennå", "en": "Not sent yet"}


@pytest.fixture(scope="module")
def clients(site: Site) -> dict[str, Any]:
    """Two clients of the demo who were given the insomnia programme."""
    return given(site.data, environment(), count=2)


@pytest.fixture
def look(axe: Check, not_sideways: Check) -> Check:
    """`look(page)`: a neutral title, one heading, no violation, never sideways."""

    def check(page: Page) -> None:
        expect(page).to_have_title("Stegvis")
        assert page.locator("h1").count() == 1, page.url
        axe(page)
        not_sideways(page)

    return check


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_client_takes_the_first_module_and_the_connection_goes(
    page_at: PageAt, look: Check, watch: Watch, clients: dict[str, Any], language: str
) -> None:
    who = clients["clients"][["nb", "en"].index(language)]
    page = page_at(360, language)
    page.goto(f"/demo/in/{clients['organisation']}/{who['person']}/")
    page.goto("/me/")
    page.locator(f"a[href$='/programme/parts/{who['module']}/']").first.click()

    seen = 0
    while not page.locator("textarea").count():
        look(page)
        page.locator("article .actions a.ds-button").click()
        page.wait_for_load_state()  # or what is counted next is a page half read
        seen += 1
    assert seen >= 2
    _write_without_connection(page, watch, language)
    look(page)

    page.reload()
    assert page.locator("textarea").first.input_value() == TEXT
    page.goto(f"/me/programme/parts/{who['module']}/homework/")
    page.locator("textarea").first.fill("Bra")
    expect(page.locator("[data-saved]")).to_have_text(re.compile(SAVED[language]))
    page.locator("button[value=send]").click()
    expect(page.locator("main")).to_contain_text(SENT[language])
    assert page.locator("textarea").count() == 0
    look(page)
    page.goto(f"/me/programme/{who['assignment']}/")
    assert page.locator(".weeks a[href*='/parts/']").count() == 2
    look(page)


def _write_without_connection(page: Page, watch: Watch, language: str) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.locator("textarea").first.fill(TEXT)
    expect(page.locator("[data-saved]")).to_contain_text(NOT_SENT[language])
    left = page.evaluate(LEFT)
    assert "KANARI" not in left
    stored = json.loads(left)[0]
    assert [re.fullmatch(r"letter\.[0-9a-f-]{36}", key) is not None for key in stored] == [True]
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", *stored.values())
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_have_text(re.compile(SAVED[language]))
    assert json.loads(page.evaluate(LEFT))[0] == {}


def test_leaving_at_once_takes_nothing_from_who_wrote_and_gives_nothing_to_who_comes_after(
    page_at: PageAt, watch: Watch, clients: dict[str, Any]
) -> None:
    """The way out empties the device, but for what is sealed and not sent; that is sent at the next log-in."""
    watch.expect("ERR_FAILED")
    who = clients["clients"][0]
    page = page_at(360, "nb")
    page.goto(f"/demo/in/{clients['organisation']}/{who['person']}/")
    page.goto(f"/me/programme/parts/{who['module']}/steps/m1-goal/")
    gone = re.compile("/me/programme/")
    page.context.route(gone, lambda route: route.abort())
    page.locator("input[type=text]").first.fill(TEXT)
    expect(page.locator("[data-saved]")).to_contain_text(NOT_SENT["nb"])
    page.get_by_role("button", name="Forlat siden").click()
    page.wait_for_url("**/left/")
    left = page.evaluate(LEFT)
    assert "KANARI" not in left
    assert len(json.loads(left)[0]) == 1

    page.context.unroute(gone)
    page.goto(f"/demo/in/{clients['organisation']}/{who['person']}/")
    expect(page.locator("[data-letters]")).to_contain_text("er sendt nå")
    assert json.loads(page.evaluate(LEFT))[0] == {}
    page.goto(f"/me/programme/parts/{who['module']}/steps/m1-goal/")
    assert page.locator("input[type=text]").first.input_value() == TEXT
