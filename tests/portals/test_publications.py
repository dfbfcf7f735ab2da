"""The pages of publications: what a reader sees and cites; how an editor types, takes in, fetches and takes away."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stegvis.library.actions.keep_publication import keep_publication
from stegvis.library.models import Harvest, Publication
from tests.clinic import Clinic, inside, make_clinic, signed_in
from tests.conftest import Clone
from tests.portals.client_pages import statements

OFFICE, LEARN = "/office/solvik/library/", "/t/solvik/learn/publications/"
RPH = {
    "slug": "rph-2023", "kind": "report", "year": 2023, "language": "nb",
    "titles": {"nb": "Implementeringsstøtte <for> RPH", "sv": "Implementeringsstöd"},
    "abstracts": {"nb": "Hva team savnet.", "en": "What teams missed."},
    "contributors": [{"name": "Ek, Bo", "role": "author", "orcid": "0000-0002-1825-0097"},
                     {"name": "SINTEF", "role": "editor"}],
    "isbns": [{"number": "9788275707190", "medium": "web"}], "url": "https://samforsk.no/x", "is_peer_reviewed": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    made = make_clinic()
    with inside(made.solvik_organisation) as by:
        keep_publication(by=by, fields=RPH, origin=Publication.Origin.SHIPPED)
    return made


@pytest.fixture
def editor(clinic: Clinic) -> Client:
    return signed_in(clinic.editor)


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def english(browser: Client, path: str) -> object:
    return browser.get(path, headers={"accept-language": "en"})


def typed(**given: str) -> dict[str, str]:
    return {"command": str(uuid.uuid4()), "kind": "report", "language": "nb", "title_nb": "Ny rapport", **given}


def found(clinic: Clinic, **wanted: object) -> Publication | None:
    with inside(clinic.solvik_organisation):
        return Publication.objects.filter(**wanted).first()


def test_a_reader_sees_all_of_it_in_words(clinic: Clinic) -> None:
    page = english(Client(), f"{LEARN}rph-2023/")
    said = text(page)
    assert page.status_code == 200  # type: ignore[attr-defined]
    assert "Implementeringsstøtte &lt;for&gt; RPH" in said
    assert "What teams missed." in said
    assert "Written by Bo Ek (ORCID, leads out of this site)" in said.replace(" )", ")")
    assert "978-82-7570-719-0" in said
    assert "Not peer-reviewed" in said
    assert "The link leads to samforsk.no, out of this site." in said
    assert '<h1 lang="nb">' in page.content.decode()  # type: ignore[attr-defined]
    assert Client().get(f"{LEARN}nothing/").status_code == 404
    assert len(statements(Client(), "get", f"{LEARN}rph-2023/")) <= 8


@pytest.mark.parametrize(
    ("ending", "kind", "inside_it"),
    [
        ("ris", "application/x-research-info-systems", "SN  - 9788275707190"),
        ("json", "application/vnd.citationstyles.csl+json", '"ISBN": "9788275707190"'),
        ("bib", "application/x-bibtex", "@techreport{rph-2023,"),
    ],
)
def test_it_can_be_cited_from(clinic: Clinic, ending: str, kind: str, inside_it: str) -> None:
    answer = Client().get(f"{LEARN}rph-2023/cite.{ending}")
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"] == f'attachment; filename="rph-2023.{ending}"'
    assert inside_it in answer.content.decode()
    assert Client().get(f"{LEARN}rph-2023/cite.exe").status_code == 404


def test_an_editor_types_one_and_is_told_what_is_wrong(clinic: Clinic, editor: Client) -> None:
    """Nothing typed is lost when a number is wrong."""
    wrong = typed(isbns="978-82-7570-719-1; web", contributors="Ek, Bo; editor\nHelsedirektoratet", doi="x")
    answer = editor.post(f"{OFFICE}new/", wrong, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "978-82-7570-719-1 is no ISBN: the last sign does not fit" in text(answer)
    assert "x is no DOI" in text(answer)
    assert "978-82-7570-719-1; web" in answer.content.decode()
    assert found(clinic, titles__nb="Ny rapport") is None
    assert editor.post(f"{OFFICE}new/", {**wrong, "isbns": "978-82-8340-115-8; pdf", "doi": ""}).status_code == 303
    kept = found(clinic, slug="ny-rapport")
    assert kept is not None
    assert kept.isbns == [{"number": "9788283401158", "medium": "pdf"}]
    assert kept.contributors == [
        {"name": "Ek, Bo", "role": "editor"},
        {"name": "Helsedirektoratet", "role": "author"},
    ]


def test_what_is_changed_keeps_what_the_form_does_not_show(clinic: Clinic, editor: Client) -> None:
    with inside(clinic.solvik_organisation) as by:
        fields = {**RPH, "slug": "dansk", "titles": {"da": "Dansk titel", "nb": "Norsk"}, "language": "da"}
        keep_publication(by=by, fields=fields, origin=Publication.Origin.SHIPPED)
    page = editor.get(f"{OFFICE}publications/dansk/")
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    assert sent["contributors"] == "Ek, Bo; author; 0000-0002-1825-0097\nSINTEF; editor"
    assert editor.post(f"{OFFICE}publications/dansk/", {**typed(), **sent, "year": "2022"}).status_code == 303
    after = found(clinic, slug="dansk")
    assert after is not None
    assert (after.titles, after.year, after.origin) == (fields["titles"], 2022, Publication.Origin.WRITTEN)
    assert after.contributors == RPH["contributors"]
    assert after.is_peer_reviewed is False
    assert editor.post(f"{OFFICE}publications/dansk/shelf/", {**typed(), "do": "withdraw"}).status_code == 303
    assert Client().get(f"{LEARN}dansk/").status_code == 404
    assert "Taken out" in text(english(editor, OFFICE))


def test_an_editor_takes_in_a_file(clinic: Clinic, editor: Client) -> None:
    def send(*items: dict[str, str]) -> object:
        given = SimpleUploadedFile("mine.json", json.dumps(items).encode())
        return editor.post(
            f"{OFFICE}import/",
            {"command": str(uuid.uuid4()), "language": "en", "file": given},
            headers={"accept-language": "en"},
        )

    one = {"type": "report", "title": "Taken in", "DOI": "10.1000/55"}
    refused = send(one, {"type": "report", "title": "Wrong", "ISBN": "978-82-7570-719-1"})
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "Record 2, Wrong : 978-82-7570-719-1 is no ISBN" in text(refused)
    assert found(clinic, doi="10.1000/55") is None
    taken = send(one)
    assert "1 publication was taken in." in text(taken)
    assert "1 was here already" in text(send(one))


def test_an_editor_names_an_archive_and_fetches(clinic: Clinic, editor: Client) -> None:
    given = {"command": str(uuid.uuid4()), "name": "NVA", "url": "http://archive.example.org/oai", "part": ""}
    assert "must begin with https://" in text(
        editor.post(f"{OFFICE}archives/", given, headers={"accept-language": "en"})
    )
    assert editor.post(f"{OFFICE}archives/", {**given, "url": "https://archive.example.org/oai"}).status_code == 303
    assert "Not fetched yet." in text(english(editor, f"{OFFICE}archives/"))
    with inside(clinic.solvik_organisation):
        row = Harvest.objects.get()
    fetched = editor.post(f"{OFFICE}archives/{row.pk}/fetch/", typed(), headers={"accept-language": "en"})
    assert fetched.status_code == 303
    assert "waits in the queue already" in text(english(editor, f"{OFFICE}archives/"))
    assert editor.get(f"{OFFICE}archives/{row.pk}/remove/").status_code == 200
    assert editor.post(f"{OFFICE}archives/{row.pk}/remove/", typed()).status_code == 303
    with inside(clinic.solvik_organisation):
        assert not Harvest.objects.exists()


def test_few_statements_whatever_is_on_the_shelf(clinic: Clinic, editor: Client) -> None:
    before = {path: len(statements(editor, "get", path)) for path in (OFFICE, f"{OFFICE}publications/rph-2023/")}
    with inside(clinic.solvik_organisation) as by:
        for number in range(30):
            fields = {**RPH, "slug": f"more-{number}", "isbns": []}
            keep_publication(by=by, fields=fields, origin=Publication.Origin.SHIPPED)
    assert {path: len(statements(editor, "get", path)) for path in before} == before
    assert max(before.values()) <= 8


def test_nobody_but_editors_comes_in(clinic: Clinic) -> None:
    for user in (clinic.therapist, clinic.lead, clinic.administrator):
        browser = signed_in(user)
        for path in ("", "new/", "import/", "archives/", "publications/rph-2023/"):
            assert browser.get(f"{OFFICE}{path}").status_code == 404
