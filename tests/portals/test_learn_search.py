"""The search page: what was found with the words marked, ways to narrow it, and nowhere a trace of the words."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from stegvis.library.actions.index_entry import index_publication
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.models import PageVersion, Publication
from tests.clinic import Clinic, acting, actor, inside, make_clinic
from tests.database import Clone
from tests.pages import small_page
from tests.portals.asking_pages import html_of, text_of

SEARCH = "/t/solvik/learn/search/"


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    made = make_clinic()
    with acting(actor(made.editor, made.solvik)) as by:
        for slug, kind in (("sleep", "topic"), ("night", "article")):
            document = small_page(slug, kind=kind, topics=[], parent="" if kind == "topic" else "sleep")
            for tree in document["languages"].values():
                tree["title"] = f"Søvnvansker {slug}"
            publish_page(by=by, document=document, origin=PageVersion.Origin.AUTHORED)
        for number in range(25):
            one = Publication(organisation_id=by.organisation_id, slug=f"p-{number}", kind="report", year=2023)
            one.titles, one.institution, one.language = {"nb": f"Angst {number}"}, f"Institutt {number % 9}", "nb"
            index_publication(one)
    return made


def get(**asked: Any) -> Any:
    return Client(headers={"accept-language": "nb"}).get(SEARCH, asked)


def statements(**asked: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert get(**asked).status_code == 200
    return sum(
        1 for one in seen.captured_queries if not one["sql"].startswith(("BEGIN", "COMMIT", "SELECT set_config"))
    )


def test_hits_are_marked_and_say_what_they_are(clinic: Clinic) -> None:
    told = html_of(get(q="søvn"))
    assert "<mark>Søvnvansker</mark> night" in told
    assert "2 treff" in told
    assert 'href="/t/solvik/learn/sleep/"' in told
    assert "Emne · 2026" in told


def test_a_search_is_narrowed_by_links_and_turned_page_by_page(clinic: Clinic) -> None:
    told = html_of(get(q="angst"))
    assert "25 treff" in told
    assert escape("?q=angst&by=Institutt 3").replace(" ", "+") in told
    assert told.count("<mark>Angst</mark>") == 20
    assert html_of(get(q="angst", page=2)).count("<mark>Angst</mark>") == 5
    narrowed = html_of(get(q="angst", by="Institutt 3"))
    assert "3 treff" in narrowed
    assert "ta bort" in narrowed


def test_a_misspelt_word_is_said_to_be_corrected(clinic: Clinic) -> None:
    assert "Vi lette etter <strong>søvnvansker</strong>" in html_of(get(q="sømvansker"))


def test_where_nothing_is_found_the_page_says_what_to_do(clinic: Clinic) -> None:
    told = text_of(get(q="kvantefysikk"))
    assert "Ingen treff" in told
    assert "Emner å begynne med" in told
    assert "Søvnvansker sleep" in told
    assert "Du kan snakke med noen" in told or "snakke" in told


@pytest.mark.parametrize("words", ["", "   ", "<script>alert(1)</script>", "x" * 3000, "'|!&", "\0", "😀"])
def test_no_words_break_the_page_or_become_part_of_it(clinic: Clinic, words: str) -> None:
    answer = get(q=words, sort=words, year=words, topic=words, by=words, page=words)
    assert answer.status_code == 200
    assert "<script>alert" not in html_of(answer)


def test_a_search_is_at_most_eight_statements_even_where_nothing_is_found(clinic: Clinic) -> None:
    assert statements(q="angst") <= 8
    assert statements(q="sømvanskr kvantefysikk eksoplanet") <= 8


def test_the_words_stand_in_no_title_no_log_and_no_table(
    clinic: Clinic, caplog: pytest.LogCaptureFixture, owner_connection: Any
) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("django.db.backends").setLevel(logging.INFO)  # DEBUG of a site in development, never served
        answer = get(q="hemmeligheten")
        Client().get(SEARCH + "nothing/here/", {"q": "hemmeligheten"})
    assert "hemmeligheten" not in caplog.text
    assert "hemmeligheten" not in html_of(answer).split("</title>")[0]
    for table in ("people_accessentry", "people_session", "library_pageuse", "library_searchword"):
        rows = owner_connection.execute(f"select count(*) from {table} t where t::text ilike '%hemmeligheten%'")
        assert rows.fetchone() == (0,), table


def test_another_organisations_library_is_not_searched(clinic: Clinic) -> None:
    answer: Any = Client(headers={"accept-language": "nb"}).get("/t/fjordbyen/learn/search/", {"q": "søvnvansker"})
    told = text_of(answer)
    assert "Ingen treff" in told
    with inside(clinic.fjordbyen_organisation):
        assert not Publication.objects.exists()
