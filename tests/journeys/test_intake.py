"""From a phone call to a chosen level of care: a coordinator and a lead in one clinic, in two languages."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from stegvis.definitions import clock
from tests.journeys.conftest import Check, PageAt, Watch

pytestmark = pytest.mark.browser
TEAM = "solvik"
LogIn = Callable[..., dict[str, str]]
LOOKED_AT = ((1280, 800), (360, 800))


@pytest.fixture
def look(axe: Check, not_sideways: Check) -> Check:
    """At both widths: one heading, a title that says nothing, nothing that axe finds, nothing that sticks out."""

    def check(page: Page) -> None:
        for width, height in LOOKED_AT:
            page.set_viewport_size({"width": width, "height": height})
            assert page.locator("h1").count() == 1
            expect(page).to_have_title("Stegvis")
            axe(page)
            not_sideways(page)

    return check


@pytest.mark.parametrize("language", ["nb", "en"])
def test_somebody_who_calls_gets_a_talk_and_a_level_of_care(
    page_at: PageAt, log_in: LogIn, look: Check, watch: Watch, language: str
) -> None:
    desk = page_at(1280, language)
    log_in(desk, "coordinator", team=TEAM)
    desk.goto(f"/clinic/{TEAM}/intake/")
    look(desk)
    referral = _type_in(desk, look)
    _book(desk, referral, look, starts={"nb": "06:15", "en": "05:15"}[language])
    lead = page_at(1280, language)
    log_in(lead, "lead", team=TEAM)
    _talk(lead, referral, look)
    watch.expect("409")
    _two_windows(lead, page_at(1280, language), log_in, referral, look)
    _complete(lead, referral, look)
    _choose(lead, look)


def _type_in(page: Page, look: Check) -> str:
    page.goto(f"/clinic/{TEAM}/intake/new/")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".errors")).to_be_visible()
    look(page)
    typed = {"name": "Prøve Telefonsen", "birth_date_day": "17", "birth_date_month": "5", "birth_date_year": "1990",
             "phone": "40 00 00 03", "problem": "Ringte og var lei seg."}  # fmt: skip
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    chosen = {"form": "phone", "source": "self", "gender": "female", "language": "nb", "may_call": "safe",
              "may_text": "safe", "work_status": "working", "on_sick_pay": "no", "gp_choice": "none"}  # fmt: skip
    for name, value in chosen.items():
        page.check(f"[name={name}][value={value}]")
    page.locator("[name=municipality]").first.check()
    page.locator("main form [type=submit]").click()
    expect(page.locator("h1")).to_have_text("Prøve Telefonsen")
    assert "lei seg" not in page.content()
    look(page)
    return page.url


def _book(page: Page, referral: str, look: Check, starts: str) -> None:
    page.goto(referral + "book/")
    look(page)
    page.fill("[name=day]", _next_weekday().isoformat())
    page.fill("[name=starts]", starts)
    page.locator("[name=staff]").first.check()
    page.check("[name=form][value=phone]")
    page.locator("main form [type=submit]").click()
    expect(page).to_have_url(referral)
    expect(page.locator("main .rows > li").first).to_contain_text("15")


def _talk(page: Page, referral: str, look: Check) -> None:
    """The draft is saved by itself, and says when."""
    page.goto(referral)
    look(page)
    page.locator("form[action$='assessment/begin/'] [type=submit]").click()
    look(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.fill("[name=brings]", "Sover dårlig.")
    expect(page.locator("[name=version]")).to_have_value("2", timeout=10_000)
    page.fill("[name=safety]", "Spurte rett ut. Ingen slike tanker nå.")
    expect(page.locator("[name=version]")).to_have_value("3", timeout=10_000)
    expect(page.locator("[data-draft-state]")).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    page.reload()
    expect(page.locator("[name=brings]")).to_have_value("Sover dårlig.")


def _two_windows(page: Page, other: Page, log_in: LogIn, referral: str, look: Check) -> None:
    """Two windows, one talk: the older one is told, and neither text is lost."""
    log_in(other, "lead", team=TEAM)
    other.goto(referral + "assessment/")
    page.fill("[name=wants]", "Fra det ene vinduet.")
    expect(page.locator("[name=version]")).to_have_value("4", timeout=10_000)
    other.fill("[name=wants]", "Fra det andre vinduet.")
    expect(other.locator("[data-draft-state] .wrong")).to_be_visible(timeout=10_000)
    other.locator("main form [type=submit]").first.click()
    expect(other.locator("main")).to_contain_text("Fra det ene vinduet.")
    expect(other.locator("[name=wants]")).to_have_value("Fra det andre vinduet.")
    look(other)
    other.fill("[name=wants]", "Fra begge vinduene.")
    other.locator("main form [type=submit]").click()
    page.goto(referral + "assessment/")
    expect(page.locator("[name=wants]")).to_have_value("Fra begge vinduene.")


def _complete(page: Page, referral: str, look: Check) -> None:
    page.locator("[name=complete]").click()
    look(page)
    page.fill("[name=minutes]", "50")
    page.check("[name=form][value=phone]")
    page.locator("main form [type=submit]").click()
    expect(page).to_have_url(referral + "level/")


def _choose(page: Page, look: Check) -> None:
    look(page)
    assert page.locator("main input:checked").count() == 0, "nothing is chosen beforehand"
    page.locator("[name=offer]").last.check()
    page.check("[name=problem][value=insomnia]")
    page.fill("[name=preference]", "Helst hjemme.")
    page.fill("[name=reason]", "Har prøvd kurs før.")
    page.check("[name=is_joint][value=yes]")
    page.locator("main form [type=submit]").click()
    expect(page.locator("a[href$='level/']")).to_be_visible()
    for onward in ("refer-on/", "goals/", "responsible/"):
        page.goto(page.url.split("?")[0].rstrip("/").removesuffix("/level") + "/" + onward)
        look(page)
        page.go_back()


def _next_weekday() -> date:
    day = clock.today("Europe/Oslo") + timedelta(days=2)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
