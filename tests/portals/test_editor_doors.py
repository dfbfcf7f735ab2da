"""The doors of the editor: nobody reaches a page of Wagtail's without a second factor and an authoring role here."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from stegvis.people.models import Role, User
from stegvis.portals.editor.guard import WAGTAIL_PAGES
from tests.architecture.test_addresses import addresses
from tests.clinic import Clinic, make_clinic, make_member, signed_in
from tests.conftest import Clone

HERE = "editor/"
# Where a visitor could become somebody, or somebody else.
DOORS = re.compile("login|logout|password|account|users|groups|api")


def paths(number: object = 1) -> Iterator[tuple[str, str, Any]]:
    """Every address under the editor's prefix, with this number wherever one stands, and its view's name."""
    for route, name, view in addresses():
        if route.startswith(HERE):
            filled = route.replace(r"^(\d+)", str(number)).replace(
                r"(live|earliest|\d+)\.\.\.(live|latest|\d+)/$", "live...1/"
            )
            filled = re.sub(r"<uuid:\w+>", str(uuid.UUID(int=7)), filled)
            filled = re.sub(r"<int:\w+>", str(number), filled)
            filled = re.sub(r"<[^>]*>", "page", filled.replace("^.*/$", "anything/").replace("^", ""))
            yield f"/{filled}", name, view


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    return make_clinic()


def password_only(user: User) -> Client:
    browser = signed_in(user)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1.0}]
    session.save()
    return browser


def test_every_page_of_wagtails_that_is_not_named_does_not_exist(clinic: Clinic) -> None:
    """Its log-in, its password reset, its accounts, groups, API and reports; and whatever a later Wagtail adds."""
    browser = signed_in(clinic.editor)
    for path, name, view in paths():
        if not hasattr(view, "guard"):
            assert browser.get(path).status_code == 404, (path, name)
            if DOORS.search(path):
                assert browser.post(path).status_code == 404, (path, name)


def test_what_is_named_is_there(clinic: Clinic) -> None:
    """A name that Wagtail has dropped would be a hole in the work, not in the wall; still it is told."""
    there = {name for _, name, view in paths() if hasattr(view, "guard")}
    assert there >= WAGTAIL_PAGES
    assert not {name for name in there if DOORS.search(name)}


def test_a_stranger_is_sent_to_our_log_in(clinic: Clinic) -> None:
    for path, name, view in paths():
        if hasattr(view, "guard"):
            answer = Client().get(path)
            assert answer.status_code == 302, (path, name)
            assert answer["Location"].startswith("/account/login/"), path
        elif DOORS.search(path):
            assert Client().post(path).status_code == 404, (path, name)


def test_a_password_alone_opens_nothing(clinic: Clinic) -> None:
    browser = password_only(clinic.editor)
    for path, name, view in paths():
        if hasattr(view, "guard"):
            answer = browser.get(path)
            assert answer.status_code == 302, (path, name)
            assert answer["Location"] == reverse("mfa_index"), path
        elif DOORS.search(path):
            assert browser.post(path).status_code == 404, (path, name)


@pytest.mark.parametrize("name", ["therapist", "administrator"])
def test_who_has_no_authoring_role_finds_nothing(clinic: Clinic, name: str) -> None:
    browser = signed_in(getattr(clinic, name))
    for path, _, view in paths():
        if hasattr(view, "guard"):
            assert browser.get(path).status_code == 404, path


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEAD, Role.LANGUAGE_REVIEWER, Role.USER_REPRESENTATIVE])
def test_who_has_one_comes_in(clinic: Clinic, role: Role) -> None:
    answer = signed_in(make_member(f"Noen {role}", role, clinic.solvik)).get("/editor/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_no_page_of_wagtails_is_served_to_the_public() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("wagtail_serve", args=("",))
