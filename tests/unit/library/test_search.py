"""Readers find what they mean: in any of four languages, misspelt, without their letters; and only what is public."""

import sys
import tomllib
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from stegvis.definitions.clock import now
from stegvis.library.actions.index_entry import index_all, index_claim, index_page, index_publication, unindex
from stegvis.library.actions.stock import stock_shelf
from stegvis.library.models import Claim, Page, Publication, SearchEntry, SearchWord
from stegvis.library.queries.search import Facets, search
from stegvis.people.tenancy import enter
from tests.clinic import inside, make_organisation, make_team, visitor
from tests.pages import small_page

pytestmark = pytest.mark.django_db
QUERIES = tomllib.loads((Path(__file__).parent / "searches.toml").read_text("utf-8"))["query"]
HOLD = 59  # 57 were asked for; all 60 are found, and one may give way to what is written anew


@pytest.fixture
def team():
    return make_team(make_organisation("Solvik kommune", "solvik-kommune", "NO"), "Solvik", "solvik", code="4299")


@pytest.fixture
def reader(team):
    by = visitor(team)
    enter(by)
    return by


def page(reader, slug="natt", *, title="Ro om natta", lead="Kort lesing", language="nb", **changes):
    document = small_page(slug, **changes)
    tree = {**document["languages"]["nb"], "title": title, "lead": lead}
    document["languages"] = {language: tree, **changes.get("more", {})}
    document.pop("more", None)
    return Page(id=uuid4(), organisation_id=reader.organisation_id, slug=slug), document


def publication(reader, slug="rapport", **fields):
    plain = {"kind": "report", "titles": {"nb": "En rapport"}, "year": 2023, "language": "nb", "origin": "written"}
    return Publication(organisation_id=reader.organisation_id, slug=slug, added_at=now(), **{**plain, **fields})


def slugs(reader, words, language="nb", **facets):
    return [hit.slug for hit in search(reader, words, language, Facets(**facets)).hits]


def test_judged_searches_find_what_is_meant_among_the_first_three(team, capsys):
    """What four kinds of readers type, and what they mean by it; searched on what comes with Stegvis."""
    with inside(team.organisation) as by:
        stock_shelf(by=by)
        missed = []
        for one in QUERIES:
            first = [hit.slug for hit in search(by, one["words"], one["language"]).hits[:3]]
            if not set(first) & set(one["first_three"]):
                missed.append(f"{one['language']} {one['words']!r}: {first} instead of {one['first_three']}")
    with capsys.disabled():
        told = [f"{len(QUERIES) - len(missed)} of {len(QUERIES)} searches", *missed]
        sys.stdout.write("\n" + "\n  ".join(told) + "\n")
    assert len(QUERIES) == 60
    assert len(QUERIES) - len(missed) >= HOLD


def test_a_word_without_its_letters_and_with_another_ending_is_the_word(reader):
    index_page(*page(reader, title="Støtte til pårørende"))
    for words in ("stotte", "støtten", "STØTTE", "parorende", "støtte pårørende"):
        assert slugs(reader, words) == ["natt"], words
    assert slugs(reader, "støtte fiskeri", topic="anxiety") == []


def test_what_is_said_otherwise_in_another_language_is_found(reader):
    index_page(*page(reader, title="Ångest hos vuxna", language="sv", topics=[]))
    for words, language in (("angst", "nb"), ("anxiety", "en"), ("angest", "sv"), ("angstlidelser", "nb")):
        assert slugs(reader, words, language) == ["natt"], words


def test_the_last_word_may_be_half_and_a_compound_is_found_by_its_parts(reader):
    index_page(*page(reader, title="Implementeringsstøtte for kommuner"))
    for words in ("implementeri", "stotte", "kommuner implement", "kommunestøtte"):
        assert slugs(reader, words) == ["natt"], words


def test_a_misspelt_word_is_looked_for_as_it_was_meant_and_that_is_said(reader):
    index_page(*page(reader, title="Søvnvansker og angst"))
    for words, meant in (("angts", "angst"), ("sømvansker", "søvnvansker")):
        found = search(reader, words, "nb")
        assert ([hit.slug for hit in found.hits], found.corrected) == (["natt"], meant)
    assert search(reader, "angst", "nb").corrected == ""


def test_where_nothing_has_all_words_some_of_them_are_enough_and_that_is_said(reader):
    index_page(*page(reader, title="Ro om natta"))
    found = search(reader, "natta eksoplanet", "nb")
    assert ([hit.slug for hit in found.hits], found.is_loose) == (["natt"], True)
    assert search(reader, "eksoplanet", "nb").hits == ()


def test_one_thing_in_two_languages_is_one_hit_in_the_readers(reader):
    thing, document = page(reader, title="Depresjon")
    document["languages"]["sv"] = {**document["languages"]["nb"], "title": "Depression"}
    index_page(thing, document)
    for language, title in (("nb", "Depresjon"), ("sv", "Depression"), ("nn", "Depresjon"), ("en", "Depresjon")):
        found = search(reader, "depression", language)
        assert (found.total, "".join(piece.text for piece in found.hits[0].title)) == (1, title), language


def test_facets_count_and_narrow(reader):
    index_page(*page(reader, "side", title="Stress", topics=["stress"]))
    for year in (2021, 2022, 2022):
        index_publication(publication(reader, f"p{uuid4().hex}", titles={"nb": "Stress på jobb"}, year=year,
                                      institution="Høgskolen 'i' Vest", topics=["stress", "sleep"]))  # fmt: skip
    found = search(reader, "stress", "nb")
    assert dict(found.facets["sort"]) == {"pub-report": 3, "article": 1}
    assert dict(found.facets["year"]) == {"2026": 1, "2022": 2, "2021": 1}
    assert found.facets["institution"] == [("Høgskolen 'i' Vest", 3)]
    assert search(reader, "stress", "nb", Facets(year=2022, sort="pub-report")).total == 2
    assert search(reader, "stress", "nb", Facets(institution="Høgskolen 'i' Vest")).total == 3
    assert search(reader, "stress", "nb", Facets(topic="sleep", year=2021)).total == 1


def test_what_is_found_is_marked_in_pieces_and_never_as_markup(reader):
    index_page(*page(reader, title="Angst <b>nå</b>", lead="Om angsten. " * 40))
    hit = search(reader, "angst", "nb").hits[0]
    assert [(piece.text, piece.is_found) for piece in hit.title] == [("Angst", True), (" <b>nå</b>", False)]
    assert ("angsten", True) in [(piece.text, piece.is_found) for piece in hit.lead]
    assert sum(len(piece.text) for piece in hit.lead) < 300


ODD = ("'", '"', "| & !", "!angst", "a:*", "\\", "'); drop table library_page; --", "😀", "   ", "\0angst", "x" * 3000,
       "angst " * 500, "<->", "å", "(((", "ß", "的", "@kind:page", "\ud800", "angst:*&!'")  # fmt: skip


@pytest.mark.parametrize("words", ODD)
def test_nothing_that_can_be_typed_fails(reader, words):
    index_page(*page(reader, title="Angst"))
    search(reader, words, "nb", Facets(sort=words, topic=words, institution=words))
    assert search(reader, words, "xx").page == 1


def test_neither_staffs_pages_nor_what_was_withdrawn_nor_anothers_is_found(reader):
    staff = page(reader, "handbok", title="Angst for ansatte", audience="staff")
    open_to_all = page(reader, "apen", title="Angst for alle")
    withdrawn = publication(reader, titles={"nb": "Angst"}, withdrawn_at=now())
    index_all(reader.organisation_id, pages=[staff, open_to_all], publications=[withdrawn])
    assert slugs(reader, "angst") == ["apen"]
    other = make_team(make_organisation("Fjordbyen", "fjordbyen", "SE"), "Fjordbyen", "fjordbyen", code="1499")
    assert slugs(visitor(other), "angst") == []
    index_page(open_to_all[0], {**open_to_all[1], "audience": "staff"})
    assert slugs(reader, "angst") == []
    assert not SearchEntry.objects.exists()


def test_a_new_version_takes_the_old_ones_place_with_its_words(reader):
    thing, document = page(reader, title="Grublerier")
    index_page(thing, document)
    document["languages"]["nb"]["title"] = "Bekymringer"
    index_page(thing, document)
    assert (SearchEntry.objects.count(), slugs(reader, "bekymringer")) == (1, ["natt"])
    assert list(SearchWord.objects.values_list("word", "n")) == [("bekymringer", 1)]
    unindex(thing.organisation_id, thing.pk)
    assert (SearchEntry.objects.count(), SearchWord.objects.count()) == (0, 0)


def test_a_claim_is_found_by_what_it_says_and_a_book_by_its_number(reader):
    claim = Claim(organisation_id=reader.organisation_id, slug="hver-femte", year=2016, source="Folkehelseinstituttet",
                  texts={"nb": {"statement": "Hver femte har søvnvansker", "caveat": "Selvrapportert."}})  # fmt: skip
    index_claim(claim)
    index_publication(publication(reader, isbns=[{"number": "9788275707190", "medium": "web"}]))
    assert slugs(reader, "femte søvn") == ["hver-femte"]
    for number in ("9788275707190", "978-82-7570-719-0"):
        assert slugs(reader, number) == ["rapport"]


def test_a_search_that_finds_little_is_three_statements(reader, django_assert_num_queries):
    index_page(*page(reader, title="Angst"))
    with django_assert_num_queries(3):
        search(reader, "angst", "nb")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from library_searchword")
        assert cursor.fetchone() == (1,)
