"""Takes the pictures of docs/pictures: every page of docs/pictures.toml, from a demo started for it.

`./run pictures` runs this; `./run pictures NAME…` takes only those. What is no longer listed is removed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests import founding
from tests.running import Site, open_browser, running

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDTHS = (360, 1280)
Entry = dict[str, Any]


def main(names: list[str]) -> int:
    """Take the pictures; 1 when a page could not be reached."""
    with (ROOT / "docs" / "pictures.toml").open("rb") as listed:
        entries: list[Entry] = tomllib.load(listed)["page"]
    wanted = [entry for entry in entries if not names or entry["name"] in names]
    PICTURES.mkdir(exist_ok=True)
    failed = []
    with running("--demo") as site, sync_playwright() as playwright:
        browser = open_browser(playwright)
        organisations = site.organisations() + site.organisations("national")
        for entry in wanted:
            failed += _take(browser, site, entry, lambda page, entry=entry: _reach(page, organisations, entry))
        failed += _take_empty(browser, site, [entry for entry in wanted if entry.get("empty")])
        browser.close()
    if not names:
        _sweep(entries)
    for fault in failed:
        sys.stderr.write(f"{fault}\n")
    return 1 if failed else 0


def _take_empty(browser: Browser, site: Site, entries: list[Entry]) -> list[str]:
    """The same pages in a clinic founded a minute ago, where nobody has asked for help yet."""
    if not entries:
        return []
    administrator, colleague = (browser.new_context(base_url=site.url, locale="nb") for _ in range(2))
    page = administrator.new_page()
    founding.log_in_first(page, founding.found_clinic(site), founding.ADMINISTRATOR)
    founding.log_in_first(colleague.new_page(), founding.add_colleague(page), founding.COLLEAGUE)
    cookies = colleague.cookies()
    faults = []
    for entry in entries:

        def reach(page: Page, path: str = entry["path"]) -> None:
            page.context.add_cookies([{**cookie} for cookie in cookies])  # type: ignore[misc, list-item]
            _go(page, path.format(team=founding.TEAM))

        faults += _take(browser, site, {**entry, "name": f"{entry['name']}-empty", "dark": False}, reach)
    return faults


def _take(browser: Browser, site: Site, entry: Entry, reach: Callable[[Page], None]) -> list[str]:
    """The pictures of one page; a sentence for each that could not be taken."""
    faults = []
    for width, dark in _kinds(entry):
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            locale=entry.get("words", "nb"),
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        try:
            reach(page)
            page.wait_for_load_state("networkidle")
            page.evaluate("document.fonts.ready")
            page.screenshot(path=PICTURES / _file(entry["name"], width, dark), full_page=True)
        except PlaywrightError as fault:
            faults.append(f"{entry['name']} at {width} px was not taken: {fault}")
        finally:
            context.close()
    return faults


def _kinds(entry: Entry) -> list[tuple[int, bool]]:
    """Width, and whether in the dark."""
    return [(width, dark) for dark in (False, True) if not dark or entry.get("dark") for width in WIDTHS]


def _reach(page: Page, organisations: list[Entry], entry: Entry) -> None:
    """Log in where that is asked for, go to the page, follow its links."""
    team = entry.get("team") or _first_team(organisations, entry.get("words", "nb"))
    if role := entry.get("as"):
        users = [user for house in organisations for user in house["users"].get(role, [])]
        there = [user for user in users if user["team"] in (team, "")]
        page.goto(there[entry.get("nth", 0)]["log_in"])
    _go(page, entry["path"].format(team=team))
    for link in entry.get("follow", []):
        page.locator(link).first.click()


def _go(page: Page, path: str) -> None:
    answer = page.goto(path)
    if answer is None or answer.status >= 500:
        raise PlaywrightError(f"{path} answered with an error of ours.")


def _first_team(organisations: list[Entry], words: str) -> str:
    """A team where that language is spoken."""
    country = "SE" if words == "sv" else "NO"
    slugs: list[str] = [
        team["slug"] for house in organisations if house["country"] == country for team in house["teams"]
    ]
    return slugs[0]


def _file(name: str, width: int, dark: bool) -> str:
    return f"{name}-{width}{'-dark' if dark else ''}.png"


def _sweep(entries: list[Entry]) -> None:
    """Remove the pictures of pages that are no longer listed."""
    known = {
        _file(name, width, dark)
        for entry in entries
        for name in (entry["name"], f"{entry['name']}-empty")
        for width, dark in _kinds(entry)
    }
    for picture in PICTURES.glob("*.png"):
        if picture.name not in known:
            picture.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
