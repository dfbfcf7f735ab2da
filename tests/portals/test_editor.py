"""Pages of the editor: each organisation sees its own drafts only, and a programme goes from draft to published."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from stegvis.library.actions.open_workshop import open_workshop
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.actions.write_drafts import draft_from
from stegvis.library.models import LanguagePage, MediaFile, ProgrammePage, ProgrammeVersion
from stegvis.people.models import Role, Team, User
from tests.clinic import Clinic, acting, actor, inside, make_clinic, make_member, signed_in
from tests.conftest import Clone
from tests.portals.test_editor_doors import paths
from tests.programmes import changed, small_programme

HERE, THERE = "KANARI-HER", "KANARI-DER"


@dataclass
class Drafts:
    """One draft in each of two organisations, both handed in by their editors."""

    clinic: Clinic
    here: int
    there: int
    here_state: int
    there_state: int
    other_editor: User
    language: User


def draft_of(user: User, team: Team, title: str) -> ProgrammePage:
    with acting(actor(user, team)) as by:
        workshop = open_workshop(by=by)
        document = changed(small_programme(title.lower()), title)
        version = publish_version(by=by, document=document, origin=ProgrammeVersion.Origin.IMPORTED)
        page = draft_from(by=by, workshop=workshop, version=version)
        page.get_workflow().start(page, user)
        return page


@pytest.fixture(scope="module")
def drafts(module_clone: Clone) -> Drafts:
    clinic = make_clinic()
    other = make_member("Erika Redaktör", Role.EDITOR, clinic.fjordbyen)
    language = make_member("Sol Språk", Role.LANGUAGE_REVIEWER, clinic.solvik)
    here = draft_of(clinic.editor, clinic.solvik, HERE)
    there = draft_of(other, clinic.fjordbyen, THERE)
    states = [page.current_workflow_task_state.pk for page in (here, there)]
    return Drafts(clinic, here.pk, there.pk, *states, other, language)


def test_another_organisations_pages_do_not_exist(drafts: Drafts) -> None:
    """Wagtail's pages and ours, by every address that names a page; the same number is there for its own people."""
    browser = signed_in(drafts.other_editor)
    named = [(path, name) for path, name, view in paths(drafts.here) if f"/{drafts.here}" in path and view_has(view)]
    assert len(named) > 12
    for path, name in named:
        if name not in {"editor_open_draft", "wagtailadmin_editing_sessions:release"}:
            for answer in (browser.get(path), browser.post(path)):
                assert answer.status_code in {404, 405}, (path, name, answer.status_code)
                assert HERE not in answer.content.decode()


def view_has(view: object) -> bool:
    return hasattr(view, "guard")


def test_the_lists_show_ones_own(drafts: Drafts) -> None:
    for user, page, own, foreign in (
        (drafts.clinic.editor, drafts.here, HERE, THERE),
        (drafts.other_editor, drafts.there, THERE, HERE),
    ):
        browser = signed_in(user)
        root = page - 1 if own == HERE else ProgrammePage.objects.get(pk=page).get_parent().pk
        for path in (f"/editor/pages/{root}/", "/editor/", f"/editor/drafts/{page}/remarks/", "/editor/published/"):
            text = browser.get(path).content.decode()
            assert own in text or path == "/editor/published/", path
            assert foreign not in text, path


def test_a_review_of_another_page_is_not_reached_through_ones_own(drafts: Drafts) -> None:
    """Wagtail takes the number of a review without asking whose page it is of; the guard asks."""
    browser = signed_in(drafts.language)
    address = "/editor/pages/workflow/action/{}/approve/{}/"
    assert browser.post(address.format(drafts.here, drafts.there_state)).status_code == 404
    assert browser.post(address.format(drafts.here, drafts.here_state)).status_code == 302


def test_the_editor_shows_only_scripts_of_our_origin(drafts: Drafts) -> None:
    answer = signed_in(drafts.clinic.editor).get("/editor/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "unsafe-eval" not in policy


def test_words_to_search_for_are_let_fall(drafts: Drafts) -> None:
    """There is no index to search; the list answers as if nothing was asked."""
    root = ProgrammePage.objects.get(pk=drafts.here).get_parent().pk
    assert signed_in(drafts.clinic.editor).get(f"/editor/pages/{root}/?q=a").status_code == 200


def test_a_draft_is_seen_as_a_client_will(drafts: Drafts) -> None:
    browser = signed_in(drafts.clinic.editor)
    page = browser.get(f"/editor/drafts/{drafts.here}/preview/nb/").content.decode()
    assert "Les dette i ro." in page
    assert "Hvordan gikk det?" in page
    assert browser.get(f"/editor/drafts/{drafts.here}/preview/sv/").status_code == 404


def test_a_picture_is_added_and_shown_as_an_attachment(drafts: Drafts) -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "navy").save(out, "PNG")
    browser = signed_in(drafts.clinic.editor)
    given = SimpleUploadedFile("Min seng.PNG", out.getvalue(), "image/png")
    assert browser.post("/editor/files/", {"file": given}).status_code == 303
    answer = browser.get("/editor/files/min-seng.webp/")
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in(drafts.other_editor).get("/editor/files/min-seng.webp/").status_code == 404
    with inside(drafts.clinic.solvik_organisation):
        assert MediaFile.objects.count() == 1


def test_what_is_no_picture_is_told_at_the_field(drafts: Drafts) -> None:
    given = SimpleUploadedFile("a.png", b"<svg/>", "image/png")
    answer = signed_in(drafts.clinic.editor).post("/editor/files/", {"file": given})
    assert answer.status_code == 200
    assert "JPEG, PNG" in answer.content.decode()


def test_the_last_review_publishes(drafts: Drafts) -> None:
    """After the language review of the test above; the user representative and the lead follow."""
    clinic = drafts.clinic
    represented = make_member("Bo Bruker", Role.USER_REPRESENTATIVE, clinic.solvik)
    approve(signed_in(represented), drafts.here)
    lead = signed_in(clinic.lead)
    address = f"/editor/drafts/{drafts.here}"
    assert b"/publish/" not in signed_in(clinic.editor).get(f"{address}/remarks/").content
    assert signed_in(clinic.editor).post(f"{address}/publish/").status_code == 403
    assert b"/publish/" in lead.get(f"{address}/remarks/").content
    assert lead.post(f"{address}/publish/").status_code == 303
    assert (
        "is published as version" in lead.get(f"{address}/remarks/", headers={"accept-language": "en"}).content.decode()
    )
    with inside(clinic.solvik_organisation):
        assert [each.approvals.count() for each in ProgrammeVersion.objects.all()] == [1]


def approve(browser: Client, page: int) -> None:
    browser.get("/editor/")
    state = ProgrammePage.objects.get(pk=page).current_workflow_task_state
    answer = browser.post(f"/editor/pages/workflow/action/{page}/approve/{state.pk}/")
    assert answer.status_code == 302, answer.content[:500]


def test_another_language_from_the_page_of_one(drafts: Drafts) -> None:
    browser = signed_in(drafts.other_editor)
    with inside(drafts.clinic.fjordbyen_organisation):
        page = LanguagePage.objects.child_of(ProgrammePage.objects.get(pk=drafts.there)).get(language="en")
    address = f"/editor/drafts/{page.pk}/language/"
    assert "Svenska" in browser.get(address).content.decode()
    assert browser.post(address, {"language": "xx"}).status_code == 403
