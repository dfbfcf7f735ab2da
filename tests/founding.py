"""A clinic on its first day, made the way a site makes it: founded, opened with two steps, one colleague added.

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
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.running import COMMAND, Site, environment

TEAM = "tomdal"
ADMINISTRATOR = "unni.vang@tomdal.example"
COLLEAGUE = "sigrid.moe@tomdal.example"
ROLES = ("therapist", "lead", "coordinator", "manager")
STEP = 30  # seconds a code stands (RFC 6238)


def found_clinic(site: Site) -> str:
    """`stegvis found`; the path of the link by which the administrator chooses a password."""
    said = subprocess.run(
        [*COMMAND, "found", "--organisation", "Tomdal kommune", "--slug", "tomdal-kommune", "--country", "NO",
         "--team", "Rask psykisk helsehjelp Tomdal", "--team-slug", TEAM, "--administrator", "Unni Vang",
         "--email", ADMINISTRATOR, "--data", str(site.data)],
        env=environment(), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    link = re.search(r"https?://\S+", said)
    if link is None:
        raise RuntimeError(f"`stegvis found` gave no link. It said:\n{said}")
    return urlsplit(link.group()).path


def log_in_first(page: Page, welcome: str, email: str) -> None:
    """Choose the password, log in with it, set up codes from an app, and log in again with both."""
    password = secrets.token_urlsafe(16)
    page.goto(welcome)
    for field in page.locator("input[type=password]").all():
        field.fill(password)
    _send(page)
    _log_in(page, email, password)
    page.goto("/account/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        page.locator("input[name=password]").fill(password)
        _send(page)
    key = _key_on(page)
    page.locator("input[name=code]").fill(code(key))
    _send(page)
    page.context.clear_cookies()
    _log_in(page, email, password)
    _wait_for_the_next_code()
    page.locator("input[name=code]").fill(code(key))
    _send(page)


def add_colleague(page: Page) -> str:
    """The administrator adds one colleague, who in so small a clinic does everything; the path of the welcome."""
    welcome = ""
    for role in ROLES:
        page.goto(f"/office/{TEAM}/team/")
        form = page.locator("form[action$='/members/']")
        form.locator("[name=email]").fill(COLLEAGUE)
        form.locator("[name=name]").fill("Sigrid Moe")
        form.locator(f"[name=role][value={role}]").check()
        form.locator("button[type=submit]").click()
        link = page.locator("main .code")
        welcome = link.inner_text() if link.count() else welcome
    return urlsplit(welcome).path


def code(key: str) -> str:
    """The six digits an app would show now for that key (RFC 6238, SHA-1)."""
    counter = struct.pack(">Q", int(time.time()) // STEP)
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def _send(page: Page) -> None:
    page.locator("main button[type=submit]").first.click()


def _log_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(email)
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
