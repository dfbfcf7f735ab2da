"""Learning and starting: a newcomer in the library, at an event and nearby; a new team; what a client is given."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Check, PageAt, Watch
from tests.running import Site

pytestmark = pytest.mark.browser
LogIn = Callable[..., dict[str, str]]
REPORT = "/learn/publications/implementeringsstotte-for-rask-psykisk-helsehjelp-2023/"
POLL = "#poll-areas-poll"
PERSON_NUMBER = "13829000002"  # synthetic: the month is 80 too high
PLACES = {
    "nb": {
        "team": "solvik", "words": "stotte oppstart", "again": "Det første svaret ditt gjelder",
        "offer": "solvik-gagruppe", "easy": "Les dette med enkle ord",
    },
    "sv": {
        "team": "fjordbyen", "words": "implementeringsstöd", "again": "Ditt första svar gäller",
        "offer": "fjordbyen-promenad", "easy": "Läs det här på lätt svenska",
    },
}  # fmt: skip


@pytest.fixture
def look(axe: Check, not_sideways: Check) -> Check:
    """`look(page)`: one heading, no violation, never sideways."""

    def check(page: Page) -> None:
        expect(page.locator("h1")).to_have_count(1)
        axe(page)
        not_sideways(page)

    return check


@pytest.fixture
def look_at(page_at: PageAt, look: Check) -> Callable[[Page, str], None]:
    """`look_at(page, "nb")`: the same address with the same cookies where scripts run, since axe needs them."""
    kept: dict[str, Page] = {}

    def check(page: Page, language: str) -> None:
        if language not in kept:
            kept[language] = page_at(360, language)
        seen = kept[language]
        seen.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # as Playwright itself gave them
        seen.goto(page.url)
        look(seen)

    return check


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_a_newcomer_finds_the_report_answers_and_sees_how_others_did(
    page_at: PageAt, look_at: Callable[[Page, str], None], language: str
) -> None:
    """On a phone, without scripts: the search, a citation, the chapter's poll, what there is nearby, an easy page."""
    words, page = PLACES[language], page_at(360, language, scripts=False)
    page.goto(f"/t/{words['team']}/learn/")
    look_at(page, language)
    page.fill("[name=q]", words["words"])
    page.locator("form[role=search] button").click()
    look_at(page, language)
    first = page.locator("ol.hits > li:nth-child(-n+3)").locator(f"a[href$='{REPORT}']")
    expect(first).to_have_count(1)
    first.click()
    look_at(page, language)
    _takes_a_citation(page)
    _votes(page, words, lambda: look_at(page, language))
    _finds_something_nearby(page, words, lambda: look_at(page, language))
    page.goto(f"/t/{words['team']}/learn/low-threshold-care/")
    page.get_by_role("link", name=words["easy"]).click()
    expect(page.locator("article p").first).to_be_visible()
    expect(page.get_by_role("link", name=words["easy"])).to_have_count(0)
    look_at(page, language)


def _takes_a_citation(page: Page) -> None:
    with page.expect_download() as waiting:
        page.locator("a[href$='cite.ris']").click()
    written = Path(waiting.value.path()).read_text("utf-8")
    assert written.startswith("TY  - RPRT")
    assert "9788275707190" in written.replace("-", "")


def _votes(page: Page, words: dict[str, str], look: Callable[[], None]) -> None:
    chapter = f"/t/{words['team']}/learn/internet-psychiatry/"
    page.goto(chapter)
    look()
    page.locator(f"a[href='{chapter}3/']").first.click()
    look()
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    page.locator(f"{POLL} input[value=heard]").check()
    page.locator(f"{POLL} button").click()
    look()
    shares = [int(each) for each in re.findall(r"(\d+)\s*%", page.locator(f"{POLL} ol.poll").inner_text())]
    assert (len(shares), sum(shares)) == (4, 100)
    mine = page.locator(f"{POLL} li.mine")
    expect(mine).to_have_count(1)
    expect(mine.locator(".pill")).to_be_visible()
    answered = page.locator(f"{POLL} ol.poll").inner_text()
    # The page no longer offers the question; another tab of the same browser still holds it.
    other_tab.locator(f"{POLL} input[value=used]").check()
    other_tab.locator(f"{POLL} button").click()
    expect(other_tab.locator("main")).to_contain_text(words["again"])
    other_tab.close()
    page.reload()
    assert page.locator(f"{POLL} ol.poll").inner_text() == answered


def _finds_something_nearby(page: Page, words: dict[str, str], look: Callable[[], None]) -> None:
    page.goto(f"/t/{words['team']}/nearby/")
    look()
    page.select_option("[name=kind]", "training")
    page.locator("form.near-search button").click()
    page.locator(f"main a[href$='/nearby/{words['offer']}/']").click()
    look()


def test_a_newcomer_joins_an_event_and_gives_the_seat_back(
    site: Site, page_at: PageAt, look: Check, look_at: Callable[[Page, str], None], watch: Watch
) -> None:
    """A seat where there is one, a place in the line where there is none; by the link of the letter both come back."""
    watch.expect("422")
    page, seen = page_at(360, "nb", scripts=False), page_at(360, "nb")
    page.goto("/t/solvik/events/")
    look_at(page, "nb")
    page.locator("main a[href$='/events/spring-screen/']").click()
    look_at(page, "nb")
    page.locator("main a[href$='/sign-up/']").click()
    seen.goto(page.url)
    seen.locator("main form button").click()
    look(seen)
    _refused_and_kept(page)
    for event, heading in (("spring-screen", "Du har plass"), ("winter-gathering", "Du står på venteliste")):
        address = f"newcomer.{event}@prove.example"
        page.goto(f"/t/solvik/events/{event}/sign-up/")
        _says_who(page, address)
        expect(page.locator("h1")).to_contain_text(heading)
        page.goto(_link_in_letter(site, address))
        look_at(page, "nb")
        page.locator("main form button").click()
        expect(page.locator("h1")).to_have_text("Du er ikke lenger påmeldt")
        assert page.locator("main form").count() == 0


def _refused_and_kept(page: Page) -> None:
    """Without a name, and with a person's number, nothing is taken and what was written stays."""
    _says_who(page, "newcomer@prove.example", name="", needs=f"Teleslynge, {PERSON_NUMBER}")
    expect(page.locator("section.errors")).to_be_visible()
    expect(page.locator("[name=email]")).to_have_value("newcomer@prove.example")
    page.fill("[name=name]", "Prøve Nykommer")
    page.locator("main form button").click()
    expect(page.locator("section.errors")).to_contain_text("nummer")
    expect(page.locator("[name=needs]")).to_have_value(f"Teleslynge, {PERSON_NUMBER}")


def _says_who(page: Page, address: str, *, name: str = "Prøve Nykommer", needs: str = "Teleslynge") -> None:
    page.fill("[name=name]", name)
    page.fill("[name=email]", address)
    page.check("[name=comes_as][value=lived_experience]")
    page.fill("[name=needs]", needs)
    page.locator("main form button").click()


def _link_in_letter(site: Site, address: str) -> str:
    """The path of the link in the e-mail to that address; the worker sends it within a moment."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for file in site.letters.glob("*.json"):
            letter: dict[str, Any] = json.loads(file.read_text("utf-8"))
            if letter["to"] == address:
                found = re.search(r"/t/solvik/events/seat/[^\s]+/", letter["body"])
                assert found is not None, letter["subject"]
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"No letter came to {address}.")


def test_a_new_team_begins_its_plan_and_is_helped(page_at: PageAt, log_in: LogIn, look: Check, tmp_path: Path) -> None:
    """Three tasks, one with the paper that shows it; staffing, self-check, and a question that is answered."""
    page, home = page_at(1280, "nb"), "/office/havna/our-team/"
    log_in(page, "lead", team="havna")
    page.goto(home)
    look(page)
    page.fill("[name=opens_on]", "2027-09-01")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("0 av 34")
    paper = tmp_path / "vedtak.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    for place in range(3):
        page.goto(home)
        page.locator("ol.weeks a").first.click()
        if place == 0:
            look(page)
            page.locator("main a[href$='/papers/']").click()
            page.fill("[name=title]", "Vedtaket")
            page.set_input_files("[name=file]", paper)
            page.locator("main form button[type=submit]").click()
            expect(page.locator("main")).to_contain_text("Vedtaket")
        page.check("[name=state][value=done]")
        page.locator("main form:has([name=state]) button[type=submit]").click()
    page.goto(home)
    expect(page.locator("main")).to_contain_text("3 av 34")
    look(page)
    _says_staffing(page, home, look)
    _checks_itself(page, home, look)
    _asks_and_is_answered(page, page_at(1280, "nb"), log_in, home, look)


def _says_staffing(page: Page, home: str, look: Check) -> None:
    page.goto(f"{home}staffing/")
    for name, value in (("all", "3,5"), ("psychologist", "0,5"), ("merkantil", "0,5"), ("trained", "3")):
        page.fill(f"[name={name}]", value)
    page.check("[name=all_have_three_years]")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main tr.needs")).to_have_count(2)
    look(page)


def _checks_itself(page: Page, home: str, look: Check) -> None:
    page.goto(f"{home}self-check/")
    page.locator("main .actions a.ds-button").click()
    look(page)
    while "/questions/" in page.url:
        page.check("[name=answer][value=partly]")
        page.locator("main form button[type=submit]").click()
    page.locator("main form[action$='/finish/'] button").click()
    look(page)


def _asks_and_is_answered(page: Page, other: Page, log_in: LogIn, home: str, look: Check) -> None:
    page.goto(f"{home}support/new/")
    page.fill("[name=title]", "Hvordan begynner andre?")
    page.fill("[name=text]", "Vi er fire. Hva gjorde de første?")
    page.locator("main form button[type=submit]").click()
    log_in(other, "supporter")
    other.goto("/office/solvik/our-team/support/")
    other.get_by_role("link", name="Hvordan begynner andre?").click()
    look(other)
    other.get_by_role("button", name="Jeg tar den").click()
    other.fill("[name=text]", "De begynte med én klient hver.")
    other.locator("main form:has([name=text]) button[type=submit]").click()
    page.reload()
    expect(page.locator("main")).to_contain_text("De begynte med én klient hver.")
    look(page)


def test_a_client_is_given_an_article_in_one_click_and_opens_it(
    page_at: PageAt, log_in: LogIn, look: Check, organisations: list[dict[str, Any]]
) -> None:
    page, client = page_at(1280, "nb"), page_at(360, "nb", scripts=False)
    name = log_in(client, "client", team="solvik")["name"]
    responsible = client.locator("dt:has-text('Ansvarlig for') + dd").inner_text().split(",")[0]
    staff = next(each for each in organisations if each["country"] == "NO")["users"]
    page.goto(
        next(each for role in ("therapist", "lead") for each in staff[role] if each["name"] == responsible)["log_in"]
    )
    page.goto("/clinic/solvik/clients/")
    page.get_by_role("link", name=name, exact=True).first.click()
    page.locator("main a[href$='/reading/']").first.click()
    look(page)
    page.fill("[name=q]", "rask psykisk helsehjelp")
    page.locator("form[role=search] button").click()
    articles = page.locator("ul.rows > li", has=page.locator("a[href*='/library/page/']"))
    row = articles.filter(has=page.locator("form")).first
    title = row.locator("a").first.inner_text()
    row.locator("form button.ds-button").click()
    look(page)
    given = page.locator("ul.rows > li", has=page.get_by_role("link", name=title, exact=True))
    expect(given).to_contain_text("Ikke åpnet ennå")

    client.goto("/me/")
    client.locator("a[href='/me/reading/']").click()
    client.get_by_role("link", name=title, exact=True).click()
    expect(client.locator("h1")).to_have_text(title)
    seen = page_at(360, "nb")
    seen.context.add_cookies(client.context.cookies())  # type: ignore[arg-type]
    seen.goto(client.url)
    look(seen)
    page.reload()
    expect(given).to_contain_text("Åpnet ")
