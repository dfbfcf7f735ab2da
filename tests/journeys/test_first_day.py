"""The first day of a new clinic: founded by command, opened with two steps, empty pages that say what will come."""

import pytest
from playwright.sync_api import Page

from tests import founding
from tests.journeys.conftest import Check, PageAt
from tests.running import Site

pytestmark = pytest.mark.browser


def test_a_founded_clinic_is_opened_with_two_steps_and_its_empty_pages_speak(
    page_at: PageAt, site: Site, axe: Check, not_sideways: Check
) -> None:
    """No back door: a password alone opens nothing, and a page without clients is not a broken page."""
    office = page_at(1280, "nb")
    founding.log_in_first(office, founding.found_clinic(site), founding.ADMINISTRATOR)
    page = page_at(1280, "nb")
    founding.log_in_first(page, founding.add_colleague(office), founding.COLLEAGUE)
    for path in (
        "clinic/{}/today/",
        "clinic/{}/clients/",
        "clinic/{}/intake/",
        "clinic/{}/alerts/",
        "clinic/{}/duty/",
        "office/{}/results/",
        "office/{}/team/",
    ):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            answer = page.goto("/" + path.format(founding.TEAM))
            assert answer is not None
            assert answer.status == 200
            assert page.locator("h1").count() == 1
            axe(page)
            not_sideways(page)
    _is_logged_out_by_the_menu(page)


def _is_logged_out_by_the_menu(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(".who summary").click()
    page.locator(".who a[href*=logout]").click()
    page.locator("main button[type=submit]").click()
    answer = page.goto(f"/clinic/{founding.TEAM}/intake/")
    assert answer is not None
    assert "/account/login/" in page.url
