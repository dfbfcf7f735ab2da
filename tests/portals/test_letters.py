"""The demo's letters: who tries it reads what was sent and follows the link; nowhere else is there such a page."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import include, path

from stegvis.config.commands import up
from stegvis.config.urls import urlpatterns as real_urlpatterns
from stegvis.notices.actions.send import send
from stegvis.notices.models import Notice
from stegvis.people.models import Organisation
from tests.clinic import inside
from tests.unit.network.gathering import make_gathering

# The addresses as `up --demo` mounts them.
urlpatterns = [*real_urlpatterns, path("demo/", include("stegvis.portals.demo.urls"))]
LETTERS = "/demo/letters/"


@pytest.mark.django_db
def test_who_joins_an_event_in_the_demo_reads_the_letter_and_gives_the_seat_back(settings: Any, tmp_path: Path) -> None:
    browser = Client(headers={"accept-language": "en"})
    assert browser.get(LETTERS).status_code == 404
    settings.ROOT_URLCONF, settings.STEGVIS_SPOOL, settings.STEGVIS_DEMO = __name__, str(tmp_path / "letters"), True
    there = make_gathering()
    assert "Nothing has been sent yet" in browser.get(LETTERS).content.decode()
    guest = {"name": "Ane <b>", "email": "ane@prove.example", "comes_as": "staff", "command": str(uuid.uuid4())}
    thanks = browser.post("/t/solvik/events/fagdag/sign-up/", guest, follow=True).content.decode()
    assert f'href="{LETTERS}"' in thanks
    with inside(there.clinic.solvik.organisation):
        notice = Notice.objects.get()
    assert send(there.clinic.solvik.organisation, notice.pk) == Notice.State.SENT
    page = browser.get(LETTERS).content.decode()
    assert "ane@prove.example" in page
    link = re.search(rf'href="{settings.STEGVIS_URL}(/t/solvik/events/seat/[^"]+)"', page)
    assert link is not None
    assert "Give the seat back" in browser.get(link[1]).content.decode()
    settings.STEGVIS_DEMO = False
    assert browser.get(LETTERS).status_code == 404
    settings.STEGVIS_DEMO = True
    Organisation.objects.filter(pk=there.clinic.fjordbyen.organisation_id).update(is_demo=False)
    assert browser.get(LETTERS).status_code == 404


def test_the_demo_has_a_folder_for_its_letters_and_a_real_site_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody has set stays as it is: a gateway may read it."""
    for name in ("STEGVIS_SPOOL", "STEGVIS_DEMO", "STEGVIS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    data = ["--data", str(tmp_path)]
    assert up._environ(up._options(["--demo", *data]))["STEGVIS_SPOOL"] == str(tmp_path / "letters")
    assert "STEGVIS_SPOOL" not in up._environ(up._options(data))
    monkeypatch.setenv("STEGVIS_SPOOL", "/elsewhere")
    assert up._environ(up._options(["--demo", *data]))["STEGVIS_SPOOL"] == "/elsewhere"
