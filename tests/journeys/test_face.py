"""The face all pages share, in the running product: its frame, its policy, its weight, its error page."""

import sys

import brotli
import pytest
from playwright.sync_api import Response, expect

from tests.journeys.conftest import Check, PageAt, Watch
from tests.running import Site

pytestmark = pytest.mark.browser
FIRST_CLIENT_PAGE = 80_000  # bytes with all assets, compressed (issue 2)


@pytest.mark.parametrize("place", [(360, "nb"), (1280, "nn"), (360, "sv"), (1280, "en")])
def test_a_page_that_is_not_there_says_so_calmly(
    page_at: PageAt, axe: Check, not_sideways: Check, watch: Watch, place: tuple[int, str]
) -> None:
    """In the visitor's language, with the crisis numbers, and nothing that tells whether it ever existed."""
    watch.expect("404")
    width, language = place
    page = page_at(width, language)
    answer = page.goto("/no-such-page")
    assert answer is not None
    assert answer.status == 404
    headings = {
        "nb": "Det er ingen slik side her", "nn": "Det er inga slik side her",
        "sv": "Det finns ingen sådan sida här", "en": "There is no such page here",
    }  # fmt: skip
    assert page.locator("h1").inner_text() == headings[language]
    expect(page).to_have_title("Stegvis")
    assert page.locator("aside.crisis a[href^='tel:']").count() >= 2
    axe(page)
    not_sideways(page)


def test_the_policy_lets_nothing_in_from_elsewhere(page_at: PageAt, watch: Watch) -> None:
    """Self only, no inline script or style, no frame around us: stated on the answer itself."""
    watch.expect("404")
    answer = page_at().goto("/no-such-page")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_the_first_client_page_is_light(page_at: PageAt, log_in: object, site: Site) -> None:
    """A person on an old phone and a poor line sees the page; fonts, styles and script included."""
    page = page_at(360, "nb")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  (Playwright marks its handlers)
    log_in(page, "client")  # type: ignore[operator]
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    weights = {answer.url.removeprefix(site.url): _weight(answer) for answer in answers if answer.status == 200}
    for url, weight in sorted(weights.items(), key=lambda each: -each[1]):
        sys.stdout.write(f"{weight:>7} {url}\n")
    sys.stdout.write(f"{sum(weights.values()):>7} in all\n")
    assert sum(weights.values()) <= FIRST_CLIENT_PAGE


def _weight(answer: Response) -> int:
    """Bytes on the line: as sent where the server compressed it, and as Brotli would send a page it did not."""
    body = answer.body()
    sent = answer.request.sizes()["responseBodySize"]
    if answer.headers.get("content-encoding") or answer.headers.get("content-type", "").startswith("font/"):
        return sent
    return len(brotli.compress(body))


def test_leaving_works_without_scripts(page_at: PageAt, log_in: object) -> None:
    """Somebody comes into the room: one press, and the page is gone, whatever the browser allows."""
    page = page_at(360, "nb", scripts=False)
    log_in(page, "client")  # type: ignore[operator]
    page.locator("button.exit").click()
    assert page.locator("button.exit").count() == 0
    expect(page).to_have_title("Stegvis")


def test_the_language_is_changed_by_one_press_and_stays(page_at: PageAt, log_in: object) -> None:
    page = page_at(1280, "nb", scripts=False)
    log_in(page, "client")  # type: ignore[operator]
    page.locator(".languages button[value=sv]").click()
    assert page.locator("html").get_attribute("lang") == "sv"
    page.reload()
    assert page.locator("html").get_attribute("lang") == "sv"
