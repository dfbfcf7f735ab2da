"""A clinic on its first day, made the way a site makes it: founded, logged in to with two steps, with one member.

Works through the command line and the browser only. Shared by the journeys and the pictures.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import struct
import subprocess
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.running import COMMAND, Site, environment

TEAM = "tomdal"
EMAIL = "unni.vang@tomdal.example"
ROLES = ("therapist", "lead", "coordinator", "manager")
STEP = 30  # seconds a code stands (RFC 6238)


@dataclass(frozen=True)
class Newcomer:
    """The first administrator: what to type, and the key of the codes."""

    email: str
    password: str
    key: str


def found_clinic(site: Site) -> str:
    """`stegvis found`; the path of the link by which the administrator chooses a password."""
    said = subprocess.run(
        [*COMMAND, "found", "--organisation", "Tomdal kommune", "--slug", "tomdal-kommune", "--country", "NO",
         "--team", "Rask psykisk helsehjelp Tomdal", "--team-slug", TEAM, "--administrator", "Unni Vang",
         "--email", EMAIL, "--data", str(site.data)],
        env=environment(), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    link = re.search(r"https?://\S+", said)
    if link is None:
        raise RuntimeError(f"`stegvis found` gave no link. It said:\n{said}")
    return urlsplit(link.group()).path


def log_in_first(page: Page, welcome: str) -> Newcomer:
    """Choose the password, log in with it, set up codes from an app, and log in again with both."""
    password = secrets.token_urlsafe(16)
    page.goto(welcome)
    for field in page.locator("input[type=password]").all():
        field.fill(password)
    page.locator("main button[type=submit]").first.click()
    _log_in(page, password)
    page.goto("/account/2fa/totp/activate/")
    key = _key_on(page)
    page.locator("input[name=code]").fill(code(key))
    page.locator("main button[type=submit]").first.click()
    page.context.clear_cookies()
    _log_in(page, password)
    _wait_for_the_next_code()
    page.locator("input[name=code]").fill(code(key))
    page.locator("main button[type=submit]").first.click()
    return Newcomer(EMAIL, password, key)


def take_every_role(page: Page) -> None:
    """The administrator of a small clinic often is its therapist too."""
    for role in ROLES:
        page.goto(f"/office/{TEAM}/team/")
        form = page.locator("form[action$='/members/']")
        form.locator("[name=email]").fill(EMAIL)
        form.locator("[name=name]").fill("Unni Vang")
        choice = form.locator(f"[name=role][value={role}]")
        if choice.count():
            choice.check()
        else:
            form.locator("select[name=role]").select_option(role)
        form.locator("button[type=submit]").click()


def code(key: str) -> str:
    """The six digits an app would show now for that key (RFC 6238, SHA-1)."""
    counter = struct.pack(">Q", int(time.time()) // STEP)
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def _log_in(page: Page, password: str) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(password)
    page.locator("main form:has(input[name=password]) button[type=submit]").first.click()


def _key_on(page: Page) -> str:
    """The key as the page spells it for those who cannot scan."""
    shown = page.locator("main").inner_text() + " ".join(
        field.input_value() for field in page.locator("main input").all()
    )
    found = re.search(r"\b[A-Z2-7]{32}\b", shown.replace(" ", "\n"))
    if found is None:
        raise RuntimeError("The page that sets up codes shows no key.")
    return found.group()


def _wait_for_the_next_code() -> None:
    """A code is good once, so the second log-in needs the one after."""
    time.sleep(STEP - time.time() % STEP + 0.5)
