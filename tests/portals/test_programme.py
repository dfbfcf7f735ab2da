"""A programme's pages for the client: what they show, what they keep, and what nobody else reaches."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from stegvis.definitions import clock
from stegvis.selfhelp.actions.receive_sealed import open_post_box
from stegvis.selfhelp.actions.see_module import see_module
from stegvis.selfhelp.models import AssignedModule, Sheet, SheetCopy
from stegvis.selfhelp.queries.taken import reading
from tests.clinic import acting, inside, make_clinic, refer_someone, signed_in_client
from tests.portals.client_pages import packed, statements
from tests.portals.programme_pages import page, step, taking_it, write
from tests.programmes import rich, small_programme
from tests.unit.selfhelp.letters import sealed_letter
from tests.unit.selfhelp.taking import Taking

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    """The small programme with a block of every kind that needs no file, a source, and conditions."""
    document = small_programme()
    for tree in document["languages"].values():
        tree["sources"] = [{"id": "s1", "text": "Bjorvatn B (2020). Søvn.", "url": "https://doi.org/10.1000/1"}]
        claim = [{"kind": "paragraph", "runs": [{"text": 'Søvn & "ro"', "source": "s1"}]}]
        sick = {"kind": "on_sick_leave", "is": True}
        tired = {"kind": "answered", "field": "m1-tired", "is": "yes"}
        tree["modules"][0]["steps"][0]["blocks"] += [
            {"id": "m1-claim", "kind": "text", "body": claim},
            {"id": "m1-quote", "kind": "quote", "body": rich("Jeg prøvde."), "by": "Eva, 43"},
            {"id": "m1-example", "kind": "example", "title": "Evas uke", "body": rich("Hun sov.")},
            {"id": "m1-list", "kind": "list", "style": "checks", "items": ["Mørkt rom", "Kjølig rom"]},
            {"id": "m1-do", "kind": "exercise", "title": "Stå opp", "body": rich("Kl. 7."), "tool": "", "minutes": 5},
            {
                "id": "m1-check", "kind": "check", "question": "Hva hjelper?",
                "choices": [
                    {"id": "a", "text": "Å stå opp", "right": True, "feedback": "Ja, det gjør det."},
                    {"id": "b", "text": "Å ligge", "right": False, "feedback": "Nei, prøv igjen."},
                ],
            },
            {"id": "m1-phq", "kind": "measure", "instrument": "phq-9"},
            {"id": "m1-isi", "kind": "measure", "instrument": "isi"},
            {"id": "m1-link", "kind": "link", "text": "Les mer", "url": "https://helsenorge.no/"},
            {"id": "m1-sick", "kind": "text", "body": rich("KANARI-SYKMELDT"), "when": sick},
            {"id": "m1-tired-too", "kind": "text", "body": rich("KANARI-TRETT"), "when": tired},
        ]  # fmt: skip
    return document


@pytest.fixture
def made() -> tuple[Taking, Client]:
    return taking_it()


def rows(taking: Taking, block: str = "m1-thought") -> Any:
    with acting(taking.again()) as by:
        return reading(by, taking.module().pk).sheet(block)


def test_every_page_opens_and_leaves_nothing_behind(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    paths = ["/me/programme/", f"/me/programme/{taking.assignment.pk}/", step(taking, "m1-read"), step(taking)]
    paths += [page(taking, name) for name in ("homework", "thread", "print")]
    for path in paths:
        response = browser.get(path, follow=True)
        text = response.content.decode()
        assert response.status_code == 200, path
        assert "no-store" in response["Cache-Control"], path
        assert re.findall(r"<title>(.*?)</title>", text) == ["Stegvis"], path
        assert len(re.findall(r"<h1\b", text)) == 1, path
        assert 'href="tel:113"' in text, path
        answer = Client().get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/log-in/"), path


def test_a_step_shows_every_kind_of_block_and_numbers_its_sources() -> None:
    taking, browser = taking_it(everything())
    text = browser.get(step(taking, "m1-read")).content.decode()
    for words in ("Eva, 43", "Evas uke", "Kjølig rom", "Stå opp", "Nei, prøv igjen.", "https://helsenorge.no/"):
        assert words in text, words
    assert "Søvn &amp; &quot;ro&quot;" in text
    assert '<a href="#source-1"' in text
    assert 'id="source-1"><a href="https://doi.org/10.1000/1"' in text
    assert "KANARI" not in text


def test_an_instrument_whose_words_are_not_free_says_so_instead_of_blanks() -> None:
    taking, browser = taking_it(everything())
    text = browser.get(step(taking, "m1-read")).content.decode()
    assert "Ordene i dette skjemaet" in text
    assert text.count('href="/me/questions/"') == 1


def test_what_depends_on_an_answer_is_shown_when_it_is_given() -> None:
    taking, browser = taking_it(everything())
    write(browser, step(taking), m1_tired_0="yes")
    text = browser.get(step(taking, "m1-read")).content.decode()
    assert "KANARI-TRETT" in text
    assert "KANARI-SYKMELDT" not in text


def test_what_is_written_is_kept_and_shown_again_and_the_place_is_remembered(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    browser.get(step(taking))
    response = write(browser, step(taking), "next", m1_thought_0="Jeg våkner <b>klokka</b> tre", m1_hours_1="6,5")
    assert (response.status_code, response["Location"]) == (303, page(taking, "homework"))
    text = browser.get(step(taking)).content.decode()
    assert "Jeg våkner &lt;b&gt;klokka&lt;/b&gt; tre" in text
    assert 'value="6.5"' in text
    assert "Lagret kl." in text
    assert browser.get(page(taking, "")[:-1])["Location"] == step(taking)
    with inside(taking.episode.organisation):
        assert {sheet.block for sheet in Sheet.objects.all()} == {"m1-thought", "m1-sheet"}


def test_a_wrong_answer_is_said_at_its_field_and_every_word_is_still_there(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    response = write(browser, step(taking), m1_thought_0="en lang tanke", m1_hours_0="mange")
    text = response.content.decode()
    assert response.status_code == 422
    assert 'href="#f-m1-hours-0"' in text
    assert "Skriv et tall" in text
    assert 'value="mange"' in text
    assert rows(taking).rows == ({"m1-thought": "en lang tanke"},)
    assert 'name="version.m1-thought" value="1"' in text


def test_saving_as_one_writes_answers_with_the_version_and_the_time(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    sent = {"0.m1-thought": "en", "version.m1-thought": "0", "command": str(uuid.uuid4())}
    first = browser.post(step(taking), sent, headers={"accept": "application/json"})
    assert first.json()["blocks"] == {"m1-thought": {"version": 1, "copy": ""}}
    assert first.json()["words"].startswith("Lagret kl.")
    other = browser.post(step(taking), {**sent, "0.m1-thought": "to"}, headers={"accept": "application/json"})
    with inside(taking.episode.organisation):
        copy = SheetCopy.objects.get()
    assert other.json()["blocks"] == {"m1-thought": {"version": 1, "copy": str(copy.pk)}}
    wrong = browser.post(
        step(taking), {"0.m1-hours": "x", "version.m1-sheet": "0"}, headers={"accept": "application/json"}
    )
    assert (wrong.status_code, "Timer?" in wrong.json()["words"]) == (422, True)


def test_two_texts_are_both_shown_and_the_client_chooses(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    write(browser, step(taking), m1_thought_0="fra telefonen")
    response = write(browser, step(taking), m1_thought_0="fra nettbrettet")
    choice = browser.get(response["Location"]).content.decode()
    assert "fra telefonen" in choice
    assert "fra nettbrettet" in choice
    assert response["Location"] in browser.get(step(taking)).content.decode()
    browser.post(response["Location"], {"keep": "other", "command": str(uuid.uuid4())})
    assert rows(taking).rows == ({"m1-thought": "fra nettbrettet"},)
    assert browser.get(response["Location"]).status_code == 404


def test_homework_is_sent_and_says_who_answers_by_when(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    text = browser.get(page(taking, "homework")).content.decode()
    assert "Send til Tone Prøvesen" in text
    write(browser, page(taking, "homework"), "send", m1_how_0="Det gikk bra")
    text = browser.get(page(taking, "homework")).content.decode()
    due = taking.module().reply_due_on
    assert due is not None
    assert "Tone svarer senest" in text
    assert "Det gikk bra" in text
    assert "<textarea" not in text
    overview = browser.get(f"/me/programme/{taking.assignment.pk}/").content.decode()
    assert page(taking, "", "m2")[:-1] in overview


def test_homework_without_an_answer_is_not_sent(made: tuple[Taking, Client]) -> None:
    """The form comes back and says so, in the summary and at the question; it is no page of refusal."""
    taking, browser = made
    response = write(browser, page(taking, "homework"), "send", m1_how_0=" ")
    assert response.status_code == 422
    text = response.content.decode()
    assert text.count("Svar på minst ett av spørsmålene") == 2
    assert 'href="#f-m1-how-0"' in text
    assert 'aria-describedby="f-m1-how-0-error" aria-invalid="true"' in text
    assert taking.module().handed_in_at is None


def test_client_and_guide_write_to_each_other(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    browser.post(page(taking, "thread"), {"text": "Hva betyr <dette>?", "command": str(uuid.uuid4())})
    text = browser.get(page(taking, "thread")).content.decode()
    assert "Hva betyr &lt;dette&gt;?" in text
    assert taking.module().reply_due_on is not None


@pytest.mark.parametrize("fields", [{"hidden_at": clock.now()}, {"opened_at": None}])
def test_what_is_hidden_or_closed_answers_like_what_is_not_there(
    made: tuple[Taking, Client], fields: dict[str, Any]
) -> None:
    taking, browser = made
    taking.change("m1", **fields)
    for path in (step(taking), *(page(taking, name) for name in ("homework", "thread", "print"))):
        assert browser.get(path).status_code == 404, path
        assert browser.post(path, {"text": "x", "command": str(uuid.uuid4())}).status_code == 404 or "print" in path


def test_another_client_reaches_nothing_of_it(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    write(browser, step(taking), m1_thought_0="KANARI")
    neighbour = refer_someone(taking.clinic.solvik, "Nabo Person", mobile="40000099")
    other = signed_in_client(neighbour.person)
    paths = [step(taking), f"/me/programme/{taking.assignment.pk}/", page(taking, "")[:-1]]
    paths += [page(taking, name) for name in ("homework", "thread", "print")]
    paths += [page(taking, "paper") + "m1-sheet.pdf", f"/me/programme/{taking.assignment.pk}/files/a.png"]
    for path in paths:
        assert other.get(path.replace("//", "/")).status_code == 404, path
    write(other, step(taking), version=1, m1_thought_0="overskrevet")
    assert rows(taking).rows == ({"m1-thought": "KANARI"},)


def letter(taking: Taking, text: str) -> dict[str, str]:
    with acting(taking.again()) as by:
        see_module(by=by, module=taking.module().pk, place="m1-write")
        public = open_post_box(by=by)
    says = {"module": str(taking.module().pk), "block": "m1-thought", "version": 0,
            "rows": [{"m1-thought": text}], "at": clock.now().isoformat()}  # fmt: skip
    made = sealed_letter(public, says)
    return {"id": str(made.id), "sealed": base64.b64encode(made.sealed).decode()}


def test_a_letter_is_kept_once_and_its_device_is_told(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    sent = letter(taking, "på toget")
    for _twice in range(2):
        response = browser.post("/me/programme/letters/", sent)
        assert (response.status_code, response.json()) == (200, {"id": sent["id"]})
    assert rows(taking).rows == ({"m1-thought": "på toget"},)


def test_a_letter_that_cannot_be_opened_is_refused_with_a_sentence(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    sent = letter(taking, "på toget")
    for wrong in ({"id": str(uuid.uuid4())}, {"sealed": "x"}, {"id": "x"}):
        response = browser.post("/me/programme/letters/", {**sent, **wrong})
        assert response.status_code == 422
        assert json.loads(response.content)["words"]
    assert Client().post("/me/programme/letters/", sent).status_code == 302


def test_the_way_out_clears_the_device_and_keeps_only_what_is_sealed(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    assert browser.post("/me/exit/", {"keep": "sealed"})["Clear-Site-Data"] == '"cache"'
    again = signed_in_client(taking.episode.person)
    assert again.post("/me/exit/")["Clear-Site-Data"] == '"cache", "storage"'


def test_every_sheet_and_exercise_is_a_paper_too() -> None:
    taking, browser = taking_it(everything())
    for block in ("m1-do", "m1-sheet", "m1-thought", "m1-homework"):
        response = browser.get(page(taking, "paper")[:-1] + f"/{block}.pdf")
        assert (response.status_code, response["Content-Type"], response.content[:5]) == (
            200,
            "application/pdf",
            b"%PDF-",
        )
        assert b"Kari" not in response.content
    assert browser.get(page(taking, "paper")[:-1] + "/m1-text.pdf").status_code == 404


def held(type_: str, content: bytes) -> dict[str, str]:
    """A file as a document holds it."""
    return {
        "type": type_,
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
    }


def test_a_picture_comes_from_the_frozen_version() -> None:
    document, content = small_programme(), b"\x89PNG\r\n\x1a\n"
    document["files"] = {"bed.png": held("image/png", content), "a.html": held("text/html", b"<p>")}
    for tree in document["languages"].values():
        picture = {"id": "m1-bed", "kind": "image", "file": "bed.png", "alt": "En seng", "credit": "Stegvis"}
        tree["modules"][0]["steps"][0]["blocks"].append(picture)
    taking, browser = taking_it(document)
    text = browser.get(step(taking, "m1-read")).content.decode()
    address = f"/me/programme/{taking.assignment.pk}/files/bed.png"
    assert f'src="{address}" alt="En seng"' in text
    response = browser.get(address)
    assert (response.content, response["Content-Type"]) == (content, "image/png")
    other = browser.get(f"/me/programme/{taking.assignment.pk}/files/a.html")
    assert (other["Content-Type"], other["Content-Disposition"]) == ("application/octet-stream", "attachment")
    assert browser.get(f"/me/programme/{taking.assignment.pk}/files/none.png").status_code == 404


def test_a_player_asks_for_parts_of_a_film() -> None:
    """Telephones play nothing that cannot be asked for in parts; a part is never packed on the way."""
    document, content = small_programme(), bytes(range(250)) * 4
    document["files"] = {"eva.mp4": held("video/mp4", content)}
    taking, browser = taking_it(document)
    address = f"/me/programme/{taking.assignment.pk}/files/eva.mp4"
    whole = browser.get(address, headers={"Accept-Encoding": "gzip"})
    assert (whole.status_code, whole.content, whole["Accept-Ranges"]) == (200, content, "bytes")
    for asked, start, stop in (("0-0", 0, 1), ("100-199", 100, 200), ("900-", 900, 1000), ("-10", 990, 1000)):
        part = browser.get(address, headers={"Range": f"bytes={asked}", "Accept-Encoding": "gzip"})
        assert (part.status_code, part.content) == (206, content[start:stop]), asked
        assert part["Content-Range"] == f"bytes {start}-{stop - 1}/1000"
        assert part["Content-Encoding"] == "identity"
    for asked in ("1000-", "2000-3000"):
        assert browser.get(address, headers={"Range": f"bytes={asked}"}).status_code == 416
    for asked in ("bytes=0-1,5-6", "bytes=9-2", "lines=0-1"):  # not one range of bytes: the whole
        assert browser.get(address, headers={"Range": asked}).content == content


def test_what_is_kept_in_the_process_is_kept_by_language_and_holds_no_answer() -> None:
    """Two clients by turns, in two languages, on one step: each their own answer, in their own words."""
    clinic = make_clinic()
    kari, ola = taking_it(clinic=clinic), taking_it(clinic=clinic, name="Ola Prøve", mobile="40000002")
    for turn in ("en", "to"):
        for (taking, browser), language, leave, other in (
            (kari, "nb", "Forlat siden", "Lämna sidan"), (ola, "sv", "Lämna sidan", "Forlat siden"),
        ):  # fmt: skip
            browser.cookies["language"] = language
            write(browser, step(taking), version=int(turn == "to"), m1_thought_0=f"{language} {turn}")
            text = browser.get(step(taking)).content.decode()
            assert f'<html lang="{language}"' in text
            assert f"{language} {turn}" in text
            assert f"{'sv' if language == 'nb' else 'nb'} {turn}" not in text
            assert leave in text
            assert other not in text


def test_large_type_is_remembered_and_says_nothing_of_anybody(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    response = browser.post(step(taking), {"size": "large", "command": str(uuid.uuid4())})
    assert response["Location"] == step(taking)
    assert 'data-type="large"' in browser.get(step(taking)).content.decode()
    assert response.cookies["type"]["httponly"]


def test_the_front_page_says_where_to_go_on(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    assert f"/me/programme/parts/{taking.module().pk}/" in browser.get("/me/").content.decode()


def test_a_page_costs_the_same_however_much_is_written(made: tuple[Taking, Client]) -> None:
    """At most eight statements and 60 kB on the wire (issue 4)."""
    taking, browser = made
    path = step(taking)
    browser.get(path)
    empty = statements(browser, "get", path)
    write(browser, path, m1_thought_0="x" * 4000, m1_hours_0="7", m1_hours_1="8")
    write(browser, path, m1_thought_0="y" * 4000)
    browser.get(path)  # tells that it was saved, and forgets that it has told
    full = statements(browser, "get", path)
    assert len(empty) == len(full) <= 8, full
    assert packed(browser.get(path)) < 60_000  # type: ignore[arg-type]


def test_reading_is_not_a_history_of_its_own(made: tuple[Taking, Client]) -> None:
    taking, browser = made
    for _time in range(3):
        browser.get(step(taking))
    with inside(taking.episode.organisation):
        row = AssignedModule.objects.get(pk=taking.module().pk)
        assert row.history.count() == 2  # type: ignore[attr-defined]  # given, begun
