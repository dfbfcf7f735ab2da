"""What the pages show after it all, against the record: to the client, and of alerts to the lead."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from decimal import Decimal

from bench.faults.browser import Browser
from bench.faults.pool import Person
from bench.faults.record import Record, Row
from bench.faults.site import Site
from stegvis.definitions.instrument import instrument


def pages_that_differ(site: Site, persons: Iterable[Person], record: Record, most: int, seed: str) -> list[str]:
    """Of at most so many people: whose pages show something else than the record holds, and which."""
    everybody = sorted(persons, key=lambda one: one.id)
    chosen = random.Random(seed).sample(everybody, min(most, len(everybody)))
    told = {signal.person for signal in record.signals}
    wrong = []
    for person in chosen:
        rows = [row for row in record.rows.values() if row.person == person.id]
        browser = Browser(site.port)
        browser.get(person.log_in)
        wrong += _open_forms(browser, [row for row in rows if row.submitted_at is None])
        wrong += _last_scores(browser, [row for row in rows if row.submitted_at is not None])
        if person.id in told and not re.search(r'class="truth[" ]', browser.get("/me/help/").text):
            wrong.append(f"person {person.id}: the help page knows of no answer that is to be read")
        browser.hang_up()
    return wrong


def alerts_that_no_lead_sees(site: Site, record: Record) -> list[str]:
    """Alerts of the run that do not stand on the page of the lead of their team."""
    wrong = []
    for team, log_in in site.leads().items():
        browser = Browser(site.port)
        browser.get(log_in)
        text = browser.get(f"/clinic/{team}/alerts/").text
        wrong += [f"alert {one.id}" for one in record.alerts if one.team == team and f"/{one.id}/" not in text]
        browser.hang_up()
    return wrong


def _open_forms(browser: Browser, rows: list[Row]) -> list[str]:
    if not rows:
        return []
    text = browser.get("/me/questions/all/").text
    wrong = []
    for row in rows:
        shown = re.findall(rf'name="{row.id}\.(\w+)" value="(\d+)" checked', text)
        codes = instrument(row.instrument).scored_codes
        kept = dict(zip(instrument(row.instrument).codes, row.answers, strict=True))
        if dict(shown) != {code: str(kept[code]) for code in codes if kept[code] is not None}:
            wrong.append(f"questionnaire {row.id}: the form shows other answers")
    return wrong


def _last_scores(browser: Browser, rows: list[Row]) -> list[str]:
    """The last row of each table on the curve's page; scores of one day stand side by side."""
    scored = sorted((row for row in rows if row.score is not None), key=lambda row: str(row.submitted_at))
    newest = {instrument(row.instrument).title: row for row in scored}
    if not newest:
        return []
    text = browser.get("/me/curve/").text
    wrong = []
    for title, row in newest.items():
        table = re.search(rf'<th scope="col" class="num">{title}</th>.*?</table>', text, re.DOTALL)
        cells = re.findall(r'<td class="num">([^<]+)</td>', table[0]) if table else []
        last = cells[-1].rpartition(", ")[2] if cells else ""
        if not cells or Decimal(last.replace(",", ".")) != row.score:
            wrong.append(f"questionnaire {row.id}: the curve ends at {last}, not {row.score}")
    return wrong
