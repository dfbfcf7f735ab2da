"""The public pages of a team: true about the wait, in the reader's language, and keeping nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.care.models import Episode, Offer
from stegvis.definitions import clock
from stegvis.people.models import Session, Team
from tests.clinic import Clinic, inside, make_clinic, refer_someone
from tests.database import Clone
from tests.portals.asking_pages import error_at, html_of, text_of

NOON = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)
PAGES = (
    "/",
    "/t/solvik/",
    "/t/solvik/is-this-for-me/",
    "/t/solvik/who-else/",
    "/privacy/",
    "/accessibility/",
    "/left/",
)


@pytest.fixture
def clinic(clone: Clone) -> Clinic:
    return make_clinic()


def _browser(language: str = "nb") -> Client:
    browser = Client()
    browser.cookies["language"] = language
    return browser


def _assess(clinic: Clinic, cases: int, days: int) -> None:
    """`cases` people were assessed in Solvik yesterday (of NOON), after `days` days."""
    assessed = date(2026, 3, 16)
    for number in range(cases):
        episode = refer_someone(clinic.solvik, f"Prøve {number}")
        with inside(clinic.solvik.organisation):
            Episode.objects.filter(pk=episode.pk).update(
                assessed_on=assessed, received_on=assessed - timedelta(days=days)
            )


def _team_page(language: str = "nb") -> str:
    with clock.standing_at(NOON):
        return text_of(_browser(language).get("/t/solvik/"))


def test_the_page_says_what_there_is_and_how_to_get_it(clinic: Clinic) -> None:
    courses = Offer.objects.filter(team=clinic.solvik, level="course")
    courses.update(next_start=date(2026, 4, 7), free_seats=4, wait_weeks=None)
    Team.objects.filter(pk=clinic.solvik.pk).update(address="Strandgata 4", introduction={})
    shown = _team_page()
    for words in (
        "Rask hjelp Solvik hjelper deg som strever med angst, nedstemthet, søvn eller stress.",
        "Det er gratis for alle fra 16 år, og du trenger ikke henvisning.",
        "Slik går det til",
        "Neste start 7. april 4 ledige plasser",
        "Om lag 4 uker å vente",
        "Plass nå",
        "Når andre kan hjelpe bedre",
        "mandag til fredag kl. 08.00–15.30",
        "21 00 00 00",
        "Strandgata 4",
        "Rask hjelp Solvik er et gratis tilbud fra Solvik kommune.",
        "Legevakt 116 117",
    ):
        assert words in shown
    assert "<title>Rask hjelp Solvik</title>" in html_of(_browser().get("/t/solvik/"))


def test_the_teams_own_introduction_stands_in_the_readers_language(clinic: Clinic) -> None:
    Team.objects.filter(pk=clinic.solvik.pk).update(introduction={"nb": "Velkommen til oss.", "en": "Welcome to us."})
    assert "Velkommen til oss." in _team_page("nb")
    assert "Welcome to us." in _team_page("en")
    assert "Rask hjelp Solvik hjälper dig" in _team_page("sv"), "no text yet: our own words, never an empty place"


def test_the_wait_is_said_in_whole_weeks_and_not_at_all_below_twenty(clinic: Clinic) -> None:
    _assess(clinic, 19, 16)
    shown = _team_page()
    assert "For få til å si noe om hvor lenge folk venter" in shown
    assert "høyst 14 dager" in shown
    _assess(clinic, 1, 16)
    assert "2 uker ventet folk til første samtale" in _team_page()
    assert "2 weeks is how long people have waited" in _team_page("en")


@pytest.mark.parametrize(("days", "nb", "en"), [(3, "Under en uke", "Under a week"), (7, "1 uke ventet", "1 week is")])
def test_a_short_wait_is_said_as_people_say_it(clinic: Clinic, days: int, nb: str, en: str) -> None:
    _assess(clinic, 20, days)
    assert nb in _team_page()
    assert en in _team_page("en")


def test_a_team_that_takes_nobody_says_so_and_whom_to_call(clinic: Clinic) -> None:
    Team.objects.filter(pk=clinic.solvik.pk).update(is_open=False)
    shown = html_of(_browser().get("/t/solvik/"))
    assert "Vi tar ikke imot nye akkurat nå." in shown
    assert 'href="/t/solvik/ask/"' not in shown
    assert 'href="tel:21000000"' in shown


def test_a_bare_team_has_a_page_too(clinic: Clinic) -> None:
    """No offers, hours, phone or texts yet: what is not there is left out, and nothing falls over."""
    Team.objects.filter(pk=clinic.solvik.pk).update(phone="", email="", introduction={}, municipalities=[])
    Offer.objects.filter(team=clinic.solvik).update(is_open=False)
    clinic.solvik.opening_hours.all().delete()
    answer = _browser().get("/t/solvik/")
    assert answer.status_code == 200
    for words in ("Dette kan du få", "Åpningstid", 'href="tel:"', 'href="mailto:"'):
        assert words not in html_of(answer)
    assert _browser().get("/t/solvik/ask/").status_code == 200


def test_an_unknown_team_is_not_there(clinic: Clinic) -> None:
    for path in ("/t/nowhere/", "/t/nowhere/ask/", "/t/nowhere/ask/1/", "/t/nowhere/is-this-for-me/"):
        assert _browser().get(path).status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_every_page_stands_in_every_language_with_help_near(clinic: Clinic, language: str) -> None:
    for path in PAGES:
        answer = _browser(language).get(path)
        html = html_of(answer)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1
        assert path == "/left/" or 'href="tel:113"' in html
        assert "style=" not in html


def test_a_swedish_team_shows_swedish_numbers(clinic: Clinic) -> None:
    for path in ("/t/fjordbyen/", "/t/fjordbyen/who-else/", "/t/fjordbyen/ask/"):
        html = html_of(_browser("sv").get(path))
        assert 'href="tel:112"' in html
        assert 'href="tel:113"' not in html


def test_the_page_takes_few_statements_and_as_many_for_six_as_for_a_hundred(clinic: Clinic) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            _team_page()
        said = [each["sql"] for each in captured]
        return len([sql for sql in said if not sql.startswith(("BEGIN", "COMMIT", "select set_config"))])

    for number in range(6):
        refer_someone(clinic.solvik, f"Prøve {number}")
    few = statements()
    _assess(clinic, 30, 10)
    assert few == statements() <= 8


def test_the_self_check_keeps_nothing_anywhere(clinic: Clinic, owner_connection: psycopg.Connection[Any]) -> None:
    """No table, no session, no address: the answers are gone with the page (N003)."""
    tables = [
        table
        for (table,) in owner_connection.execute(
            "select table_name from information_schema.tables "
            "where table_schema = 'public' and table_type = 'BASE TABLE'"
        )
    ]

    def rows() -> list[Any]:
        return [owner_connection.execute(f"select count(*) from {table}").fetchone() for table in tables]

    before, browser = rows(), _browser()
    answer = browser.post(
        "/t/solvik/is-this-for-me/", {"age": "grown", "troubles": ["anxiety", "insomnia"], "unreal": "no"}
    )
    assert "Ja, dette høres ut som noe vi hjelper med." in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert rows() == before
    assert Session.objects.count() == 0
    assert set(browser.cookies) <= {"language", "csrftoken"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"age": "young", "troubles": ["anxiety"], "unreal": "no"}, "Men det finnes andre"),
        ({"age": "grown", "troubles": ["substance"], "unreal": "no"}, "Er det alkohol eller rus"),
        ({"age": "grown", "troubles": ["anxiety"], "unreal": "yes"}, "Ring fastlegen i dag"),
    ],
)
def test_the_self_check_sends_nobody_away_without_a_way_on(clinic: Clinic, typed: dict[str, Any], words: str) -> None:
    answer = _browser().post("/t/solvik/is-this-for-me/", typed)
    assert words in text_of(answer)
    assert 'href="/t/solvik/who-else/"' in html_of(answer)


@pytest.mark.parametrize(("language", "words"), [("nb", "Velg ett av svarene."), ("en", "Choose one of the answers.")])
def test_the_self_check_asks_for_what_is_missing(clinic: Clinic, language: str, words: str) -> None:
    answer = _browser(language).post("/t/solvik/is-this-for-me/", {"age": "x", "troubles": ["bad"]})
    assert error_at(answer, "age") == words
    assert error_at(answer, "unreal") == words
    assert error_at(answer, "troubles")


def test_the_language_changes_only_by_a_post_and_leads_back(clinic: Clinic) -> None:
    browser = Client()
    assert browser.get("/language/?language=en&next=/t/solvik/").status_code == 405
    answer = browser.post("/language/", {"language": "en", "next": "/t/solvik/"})
    assert (answer.status_code, answer["Location"]) == (302, "/t/solvik/")
    assert "Ask for help" in text_of(browser.get("/t/solvik/"))
    for elsewhere in ("https://example.org/", "//example.org"):
        assert browser.post("/language/", {"language": "nb", "next": elsewhere})["Location"] == "/"
    browser.post("/language/", {"language": "klingon", "next": "/"})
    assert '<html lang="nb">' in html_of(browser.get("/"))


def test_pages_that_show_a_team_may_be_found_and_those_of_asking_may_not(clinic: Clinic) -> None:
    assert "noindex" not in html_of(_browser().get("/t/solvik/"))
    assert "noindex" in html_of(_browser().get("/t/solvik/ask/"))


def test_reading_public_pages_leaves_no_cookie_that_knows_anybody(clinic: Clinic) -> None:
    browser = Client()
    for path in PAGES:
        browser.get(path)
    assert set(browser.cookies) <= {"csrftoken"}
    assert Session.objects.count() == 0
