"""The library as anyone reads it: in the reader's language, with nothing kept of the reader but a count."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.care.models import Referral
from stegvis.care.queries.drafts import draft_by_code
from stegvis.definitions.registration import Source
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.models import PageComment, PageUse, PageVersion
from stegvis.people.models import Session
from stegvis.portals.public import asking
from tests.clinic import Clinic, acting, actor, inside, make_clinic, signed_in
from tests.database import Clone
from tests.pages import rich, small_page
from tests.portals.asking_pages import STEPS, html_of, text_of

LEARN = "/t/solvik/learn/"
PIXELS = b"\x89PNG\r\n\x1a\n" + bytes(range(100))
PICTURE = {
    "type": "image/png",
    "sha256": hashlib.sha256(PIXELS).hexdigest(),
    "content": base64.b64encode(PIXELS).decode(),
}
NUMBER = "01815000036"  # synthetic: its check digits are right, and nobody is born in month 81


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    made = make_clinic()
    topic = small_page("sleep", kind="topic", topics=[], related=["gone", "easy-sleep"])
    for document in (
        topic,
        small_page("night", parent="sleep", related=["easy-sleep", "sleep"]),
        small_page("chapter", kind="chapter", parent="sleep"),
        small_page("told", kind="news", image="moon.png", files={"moon.png": PICTURE}),
        small_page("house", kind="handbook", audience="staff"),
        small_page("easy-sleep", kind="easy", topics=["sleep"]),
    ):
        for tree in document["languages"].values():
            tree["image_alt"] = "En måne." if document["image"] else ""
            tree["image_credit"] = "Foto: Prøve" if document["image"] else ""
            if document["kind"] == "easy":
                tree["parts"] = [
                    {"id": "a", "title": "", "blocks": [{"id": "a1", "kind": "text", "body": rich("Sov. Ro.")}]}
                ]
                tree["sources"] = []
        with acting(actor(made.editor, made.solvik)) as by:
            publish_page(by=by, document=document, origin=PageVersion.Origin.AUTHORED)
    return made


def browser(language: str = "nb") -> Client:
    made = Client()
    made.cookies["language"] = language
    return made


def page_at(path: str, language: str = "nb") -> str:
    return text_of(browser(language).get(LEARN + path))


def test_a_page_is_read_in_the_readers_language_or_the_one_the_address_names(clinic: Clinic) -> None:
    assert "Sov godt (nb)" in page_at("night/")
    assert "Sov godt (sv)" in page_at("night/", "sv")
    asked = browser().get(LEARN + "night/?in=sv")
    assert "Sov godt (sv)" in text_of(asked)
    assert 'lang="sv"' in html_of(asked)
    assert "not written in" not in text_of(browser("en").get(LEARN + "night/?in=sv"))


def test_who_reads_another_language_is_told_so_in_a_line_and_shown_what_there_is(clinic: Clinic) -> None:
    shown = page_at("night/", "en")
    assert "This page is not written in English." in shown
    assert "Also in: Svenska" in shown
    html = html_of(browser("en").get(LEARN + "night/"))
    assert 'hreflang="sv"' in html
    assert "?in=sv" in html


def test_every_kind_of_block_is_drawn(clinic: Clinic) -> None:
    """A block whose kind the template does not know leaves nothing, and nobody would see it missing."""
    shown = page_at("night/")
    for words in (
        "Kroppen trenger søvn.", "Eva, 43", "Lys", "Hva hjelper?", "Mer", "Hva merker du?", "Pust", "Søvntrykk",
        "Seks uker.", "Kveld", "Et vindu.", "Sover du?", "Kan du?", "Lov", "Gjelder nå.", "Si fra.", "Nær deg",
        "En studie (2020).", "Ikke lest av en behandler her ennå.", "Skal ses over innen 2. mars 2028.",
    ):  # fmt: skip
        assert words in shown, words
    html = html_of(browser().get(LEARN + "night/"))
    assert "/t/solvik/nearby/?kind=training&amp;problem=insomnia" in html
    assert 'href="/t/solvik/learn/easy-sleep/"' in html


def test_a_topic_gathers_what_belongs_to_it(clinic: Clinic) -> None:
    html = html_of(browser().get(LEARN + "sleep/"))
    for slug in ("night", "chapter", "told", "easy-sleep"):
        assert f'href="/t/solvik/learn/{slug}/"' in html
    assert "/house/" not in html


def test_what_is_for_staff_is_read_by_staff_alone(clinic: Clinic) -> None:
    assert browser().get(LEARN + "house/").status_code == 404
    colleague = signed_in(clinic.coordinator)
    assert "Sov godt (nb)" in text_of(colleague.get("/office/solvik/handbook/house/"))
    assert "/office/solvik/handbook/house/" in html_of(colleague.get("/office/solvik/handbook/"))
    assert colleague.get("/office/solvik/handbook/night/").status_code == 404
    assert signed_in(clinic.fjordbyen_lead).get("/office/fjordbyen/handbook/house/").status_code == 404


def test_a_chapter_is_read_one_part_a_page_and_only_the_browser_knows_where_one_was(clinic: Clinic) -> None:
    sessions = Session.objects.count()
    reader = browser()
    assert "Begynn" in text_of(reader.get(LEARN + "chapter/"))
    first = reader.get(LEARN + "chapter/1/")
    assert "Kroppen trenger søvn." in text_of(first)
    assert "Søvntrykk" not in text_of(first)
    assert 'href="/t/solvik/learn/chapter/2/"' in html_of(first)
    reader.get(LEARN + "chapter/2/?in=sv")
    kept = reader.cookies["parts"]
    assert (kept.value, kept["path"]) == ("1.2", "/t/solvik/learn/chapter/")
    assert "Fortsett med del 2" in text_of(reader.get(LEARN + "chapter/"))
    assert "?in=sv" in html_of(reader.get(LEARN + "chapter/1/?in=sv"))
    assert Session.objects.count() == sessions
    for path in ("chapter/0/", "chapter/3/", "night/1/"):
        assert reader.get(LEARN + path).status_code == 404
    reader.cookies["parts"] = "7.x.-1.99999999999999999999.2"
    assert "Fortsett med del 2" in text_of(reader.get(LEARN + "chapter/"))


def test_opening_a_page_counts_once_and_asking_for_its_head_does_not(clinic: Clinic) -> None:
    def read() -> int:
        with inside(clinic.solvik.organisation):
            return sum(PageUse.objects.filter(page__slug="sleep", what="read").values_list("n", flat=True))

    before = read()
    browser().head(LEARN + "sleep/")
    assert read() == before
    browser().get(LEARN + "sleep/")
    assert read() == before + 1


def test_pages_take_at_most_eight_statements(clinic: Clinic) -> None:
    for path in ("", "sleep/", "chapter/2/", "news/", "told/"):
        reader = browser()
        reader.get(LEARN + path)
        with CaptureQueriesContext(connection) as captured:
            reader.get(LEARN + path)
        said = [one["sql"] for one in captured]
        counted = [sql for sql in said if not sql.startswith(("BEGIN", "COMMIT", "select set_config"))]
        assert len(counted) <= 8, (path, counted)


def test_news_have_a_picture_with_its_words_and_a_feed_that_others_can_read(clinic: Clinic) -> None:
    html = html_of(browser().get(LEARN + "told/"))
    assert 'src="/t/solvik/learn/told/files/moon.png" alt="En måne."' in html
    assert "Foto: Prøve" in html
    answer = browser().get(LEARN + "news.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(answer.content)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "nb"
    assert [one.text for one in feed.findall("a:entry/a:title", space)] == ["Sov godt (nb)"]
    addresses = [one.attrib["href"] for one in feed.iterfind(".//a:link", space)]
    assert addresses
    assert all(address.startswith("http://testserver/t/solvik/learn/") for address in addresses)


def test_a_file_is_sent_whole_or_the_part_a_player_asks_for(clinic: Clinic) -> None:
    path = LEARN + "told/files/moon.png"
    whole = browser().get(path)
    assert (whole.content, whole["Content-Type"], whole["X-Content-Type-Options"]) == (PIXELS, "image/png", "nosniff")
    assert "sandbox" in whole["Content-Security-Policy"]
    part = browser().get(path, headers={"range": "bytes=2-5"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, PIXELS[2:6], f"bytes 2-5/{len(PIXELS)}")
    assert browser().get(path, headers={"range": "bytes=-3"}).content == PIXELS[-3:]
    assert browser().get(path, headers={"range": "bytes=9999-"}).status_code == 416
    assert browser().get(LEARN + "night/files/moon.png").status_code == 404


def test_a_comment_waits_for_an_editor_and_one_with_a_number_is_stopped_before_it_is_kept(clinic: Clinic) -> None:
    assert "tar ikke imot kommentarer" in text_of(browser().post(LEARN + "night/comments/", {"text": "Takk"}))
    editor, asked = signed_in(clinic.editor), {"page": "night", "do": "take"}
    assert signed_in(clinic.lead).post("/office/solvik/comments/pages/", asked).status_code == 404
    editor.post("/office/solvik/comments/pages/", asked)
    refused = browser().post(LEARN + "night/comments/", {"text": f"Jeg er {NUMBER}"})
    assert "fødselsnummer" in text_of(refused)
    assert NUMBER in html_of(refused)
    reader = browser()
    answer = reader.post(LEARN + "night/comments/", {"text": "Dette hjalp meg."})
    assert "En redaktør leser den først" in text_of(reader.get(answer["Location"]))
    assert "Dette hjalp meg." not in page_at("night/")
    with inside(clinic.solvik.organisation):
        kept = PageComment.objects.get()
    assert (kept.text, kept.state) == ("Dette hjalp meg.", "waiting")
    settle = f"/office/solvik/comments/{kept.pk}/"
    assert signed_in(clinic.lead).post(settle, {"do": "show"}).status_code == 404
    assert "Dette hjalp meg." in text_of(editor.get("/office/solvik/comments/"))
    editor.post(settle, {"do": "show"})
    assert "Dette hjalp meg." in page_at("night/")


def test_a_gp_begins_a_request_that_the_patient_finishes(clinic: Clinic) -> None:
    """The patient finds what was written in their own form, and is not told off for what is left."""
    gp = browser()
    form = LEARN + "for-gps/tip/"
    assert "Pasienten må være enig" in text_of(gp.post(form, {"troubles": "Sover ikke"}))
    assert "fødselsnummer" in text_of(gp.post(form, {"troubles": NUMBER, "agreed": "on"}))
    given = text_of(gp.post(form, {"troubles": "Sover ikke", "tried": "Samtaler", "agreed": "on"}))
    code = re.search(r"[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}", given)
    assert code
    with acting(actor(clinic.lead, clinic.solvik)) as by:
        draft = draft_by_code(by, code[0])
    assert draft
    assert asking.ON_GP_ADVICE in draft.answers
    patient = browser()
    patient.post("/t/solvik/ask/resume/", {"code": code[0]})
    step = patient.get("/t/solvik/ask/3/")
    assert "Sover ikke" in text_of(step)
    assert "Dette er prøvd: Samtaler" in text_of(step)
    assert 'class="field-error"' not in html_of(step)
    for number, typed in enumerate(STEPS, 1):
        patient.post(f"/t/solvik/ask/{number}/", typed)
    patient.post("/t/solvik/ask/check/", {"command": str(uuid.uuid4())})
    with inside(clinic.solvik.organisation):
        assert Referral.objects.get().source == Source.SELF_ON_GP_ADVICE


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_no_link_of_the_library_leads_nowhere(clinic: Clinic, language: str) -> None:
    """One page names a neighbour that is gone: whatever is written, nobody is led to what is not there."""
    reader, todo, seen = Client(headers={"accept-language": language}), [LEARN], dict[str, int]()
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        answer = reader.get(address)
        seen[address] = answer.status_code
        if address.startswith(LEARN) and answer.get("Content-Type", "").startswith("text/html"):
            todo += re.findall(r'(?:href|src)="(/t/[^"#]+)', answer.content.decode().replace("&amp;", "&"))
    assert f"{LEARN}chapter/1/" in seen
    assert {address: status for address, status in seen.items() if status != 200} == {}


def test_the_front_page_says_so_when_there_is_nothing_to_read(clinic: Clinic) -> None:
    shown = text_of(browser("sv").get("/t/fjordbyen/learn/"))
    assert "Det finns inget att läsa här ännu" in shown
    full = page_at("")
    for words in ("Temaer", "Sov godt (nb)", "Lettlest"):
        assert words in full
    assert browser().get(LEARN + "shelf/nothing/").status_code == 404
    assert "Sov godt (nb)" in page_at("shelf/chapters/")
