"""The editorial desk: what is due, pages and claims as they are kept, and user representatives who are answered."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stegvis.definitions.pages.faults import WORDS
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.models import Claim, Page, PageVersion, Voice, Workshop
from stegvis.people.models import Role
from stegvis.portals.learning.faults import SENTENCES
from tests.clinic import Clinic, inside, make_clinic, make_member, signed_in
from tests.conftest import Clone
from tests.pages import small_page
from tests.portals.client_pages import statements

DESK = "/office/solvik/library/"
CLAIM = {
    "slug": "one-in-four", "figure": "1 av 4", "year": "2024", "source": "Prøve (2024). Tall.",
    "review_by": "2028-01-01", "statement_nb": "En av fire.", "caveat_nb": "Ikke alle.",
}  # fmt: skip


@dataclass
class Desk:
    clinic: Clinic
    editor: Client
    representative: Client


@pytest.fixture(scope="module")
def desk(module_clone: Clone) -> Desk:
    clinic = make_clinic()
    with inside(clinic.solvik_organisation) as by:
        tree = small_page()["languages"]["nb"]
        for number in range(7):
            title = f"Om brukerutvalg {number}" if number else "Sov godt"
            document = small_page(f"small-{number}" if number else "small", review_by="2026-12-24",
                                  languages={"nb": {**tree, "title": title}})  # fmt: skip
            publish_page(by=by, document=document, origin=PageVersion.Origin.SHIPPED)
    representative = make_member("Bente Bruker", Role.USER_REPRESENTATIVE, clinic.solvik)
    return Desk(clinic, signed_in(clinic.editor), signed_in(representative))


def english(browser: Client, path: str) -> str:
    return words(browser.get(DESK + path, headers={"accept-language": "en"}))


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def post(browser: Client, path: str, **given: Any) -> Any:
    return browser.post(DESK + path, {"command": str(uuid.uuid4()), **given}, headers={"accept-language": "en"})


def test_every_sentence_about_a_page_can_be_translated() -> None:
    assert SENTENCES == WORDS


def test_the_desk_says_what_is_due_in_few_statements(desk: Desk) -> None:
    assert "7 things in the library are to be read again" in english(desk.editor, "desk/")
    assert len(statements(desk.editor, "get", DESK + "desk/")) <= 8
    assert "Take in what is new" not in english(desk.representative, "desk/")
    for path in ("pages/", "pages/at/small/", "claims/", "voices/"):
        assert len(statements(desk.editor, "get", DESK + path)) <= 8, path


def test_a_page_is_saved_as_a_file_and_taken_in_again_with_every_fault_listed(desk: Desk) -> None:
    saved = desk.editor.get(DESK + "pages/at/small/file/").content
    document = json.loads(saved)
    assert document["slug"] == "small"
    document["kind"], document["review_by"] = "poem", "tomorrow"
    refused = post(desk.editor, "pages/import/", file=SimpleUploadedFile("p.json", json.dumps(document).encode()))
    assert refused.status_code == 422
    assert "there are 2 faults in the file" in words(refused)
    taken = post(desk.editor, "pages/import/", file=SimpleUploadedFile("p.json", saved))
    assert taken["Location"] == f"{DESK}pages/at/small/"
    for do, is_off in (("withdraw", True), ("restore", False)):
        post(desk.editor, "pages/at/small/shelf/", do=do)
        with inside(desk.clinic.solvik_organisation):
            assert (Page.objects.get(slug="small").withdrawn_at is not None) is is_off
    assert desk.representative.get(DESK + "pages/at/small/file/").status_code == 404


def test_a_claim_is_added_changed_and_taken_out_of_use(desk: Desk) -> None:
    assert "Write a few words" in words(post(desk.editor, "claims/new/", **{**CLAIM, "source": ""}))
    assert "small letters" in words(post(desk.editor, "claims/new/", **{**CLAIM, "slug": "One"}))
    assert post(desk.editor, "claims/new/", **CLAIM).status_code == 303
    assert "There is a claim of that name" in words(post(desk.editor, "claims/new/", **CLAIM))
    assert "1 av 4" in desk.editor.get(DESK + "claims/at/one-in-four/").content.decode()
    assert post(desk.editor, "claims/at/one-in-four/", **{**CLAIM, "figure": "2 av 4"}).status_code == 303
    post(desk.editor, "claims/at/one-in-four/shelf/", do="withdraw")
    with inside(desk.clinic.solvik_organisation):
        claim = Claim.objects.get(slug="one-in-four")
    assert (claim.figure, claim.withdrawn_at is not None) == ("2 av 4", True)


def test_an_editor_asks_for_languages(desk: Desk) -> None:
    post(desk.editor, "desk/languages/", languages=["sv", "nb"])
    with inside(desk.clinic.solvik_organisation):
        assert Workshop.objects.get().languages == ["nb", "sv"]
    post(desk.editor, "desk/languages/", languages=["xx"])
    post(desk.representative, "desk/languages/", languages=[])
    with inside(desk.clinic.solvik_organisation):
        assert Workshop.objects.get().languages == ["nb", "sv"]


def test_a_sign_that_no_database_keeps_leads_nowhere(desk: Desk) -> None:
    """Where a page reads a form without a form's checks, too."""
    assert desk.editor.post("/office/solvik/comments/pages/", {"page": "sm\0all", "do": "take"}).status_code == 404
    assert desk.editor.get(DESK + "pages/at/small/?q=\0").status_code == 200


def test_an_objection_goes_from_the_page_to_its_answer_and_back(desk: Desk) -> None:
    assert f"{DESK}voices/object/?about=page:small" in desk.representative.get(DESK + "pages/").content.decode()
    said = {"about": "page:small", "title": "Ordet pasient", "reason": "Spør 13097248022."}
    refused = post(desk.representative, "voices/object/", **said)
    assert "personal identity number" in words(refused)
    assert "Spør 13097248022." in words(refused)
    post(desk.representative, "voices/object/", **{**said, "reason": "Vi er ikke pasienter."})
    with inside(desk.clinic.solvik_organisation):
        voice = Voice.objects.get(about="page:small")
    assert "An objection stands" in english(desk.editor, "pages/")
    assert "You can take it back when" in english(desk.representative, f"voices/{voice.pk}/")
    post(desk.editor, f"voices/{voice.pk}/", answer="Vi retter det.")
    post(desk.representative, f"voices/{voice.pk}/", reason="Det er bra.")
    assert "An objection stands" not in english(desk.editor, "pages/")
    ended = english(desk.editor, "voices/")
    assert "Nothing that user representatives said is open" in ended
    assert "Vi retter det." in ended
    assert post(desk.editor, "voices/propose/", title="x", reason="y").status_code == 404
