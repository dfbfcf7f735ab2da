"""Publications are kept through one door: judged field by field, once each, named so that they can be found again."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

import stegvis
from stegvis.library.actions.check_publication import BadPublication, checked_publication
from stegvis.library.actions.import_publications import NotImported, import_publications
from stegvis.library.actions.keep_publication import keep_publication, slug_of
from stegvis.library.actions.withdraw_publication import withdraw_publication
from stegvis.library.models import Publication, SearchEntry
from stegvis.library.queries.publications import (
    kept_publications,
    of_topic,
    publication_named,
    publications_named,
    shown_publication,
)
from stegvis.people.models import Denied, NotFound
from tests.clinic import acting, actor, again, make_clinic, visitor

Origin = Publication.Origin
SHELF = Path(stegvis.__file__).parent / "library" / "shelf" / "publications"
SHIPPED = [row for file in sorted(SHELF.glob("*.toml")) for row in tomllib.loads(file.read_text())["publication"]]
FIELDS = {"kind": "report", "titles": {"nb": "Bedre søvn på Ørland"}, "year": 2021, "language": "nb"}


@pytest.fixture
def clinic(db):
    return make_clinic()


@pytest.fixture
def editor(clinic):
    with acting(actor(clinic.editor, clinic.solvik)) as by:
        yield by


def keep(by, origin=Origin.WRITTEN, **fields):
    return keep_publication(by=again(by), fields={**FIELDS, **fields}, origin=origin)


def test_everything_that_ships_may_be_kept():
    """A wrong number in our own files would stop the first start of every site."""
    for row in SHIPPED:
        checked_publication({name: value for name, value in row.items() if name != "slug"})
        assert {"nb", "sv"} <= set(row["abstracts"]), row["slug"]
    assert len({row["slug"] for row in SHIPPED}) == len(SHIPPED) > 40
    dois = [row["doi"] for row in SHIPPED if row.get("doi")]
    assert len(set(dois)) == len(dois)


@pytest.mark.parametrize(
    ("fields", "name", "why"),
    [
        ({"isbns": [{"number": "978-82-7570-719-1", "medium": "web"}]}, "isbns", "the last sign does not fit"),
        ({"isbns": [{"medium": "web"}]}, "isbns", "has a number"),
        ({"issn": "2464-4383"}, "issn", "2464-4383 is no ISSN"),
        ({"doi": "182"}, "doi", "begins with 10."),
        ({"contributors": [{"name": "Ek, Bo", "role": "author", "orcid": "1"}]}, "contributors", "ORCID"),
        ({"contributors": [{"name": "Ek, Bo", "role": "boss"}]}, "contributors", "no role"),
        ({"contributors": [{"name": " ", "role": "author"}]}, "contributors", "no name"),
        ({"titles": {"nb": " "}}, "titles", "A title is missing"),
        ({"titles": {"nb": "x" * 501}}, "titles", "500"),
        ({"titles": {"norsk": "x"}}, "titles", "two small letters"),
        ({"year": 1300}, "year", "1300"),
        ({"year": 2099}, "year", "2099"),
        ({"url": "javascript:alert(1)"}, "url", "https://"),
        ({"url": "https://"}, "url", "https://"),
        ({"kind": "song"}, "kind", "what kind"),
        ({"topics": ["Søvn"]}, "topics", "small letters"),
        ({"review_by": "soon"}, "review_by", "no day"),
        ({"is_peer_reviewed": "maybe"}, "is_peer_reviewed", "yes, no or nothing"),
        ({"colour": "red"}, "colour", "colour"),
    ],
)
def test_each_field_is_judged_with_a_sentence_of_its_own(fields, name, why):
    with pytest.raises(BadPublication) as wrong:
        checked_publication({**FIELDS, **fields, "volume": "1"})
    assert list(wrong.value.faults) == [name]
    assert why in wrong.value.faults[name]


def test_all_faults_come_at_once():
    with pytest.raises(BadPublication) as wrong:
        checked_publication({**FIELDS, "doi": "182", "issn": "1", "year": 1})
    assert sorted(wrong.value.faults) == ["doi", "issn", "year"]


def test_an_address_can_be_read_and_said():
    assert slug_of(FIELDS) == "bedre-sovn-pa-orland-2021"
    long = {**FIELDS, "titles": {"nb": "Implementeringsstøtte for rask psykisk helsehjelp " * 3}}
    assert slug_of(long).endswith("-2021")
    assert len(slug_of(long)) <= 85
    assert slug_of({"titles": {"ja": "睡眠"}, "language": "ja"}) == "publication"


def test_kept_once_and_found(editor):
    first = keep(editor)
    assert SearchEntry.objects.get(of=first.pk).title == "Bedre søvn på Ørland"
    assert keep(editor, slug=first.slug, institution="SINTEF").pk == first.pk
    assert keep(editor).slug == "bedre-sovn-pa-orland-2021-2", "another one of that title gets an address of its own"
    assert first.added_by_id == editor.user_id
    again_by = again(editor)
    pair = [keep_publication(by=again_by, fields={**FIELDS, "year": 2000}, origin=Origin.WRITTEN) for _n in range(2)]
    assert pair[0].pk == pair[1].pk, "a form sent twice"


def test_what_ships_does_not_overwrite_what_is_written_here(editor):
    shipped = keep(editor, Origin.SHIPPED, slug="sovn")
    keep(editor, slug="sovn", institution="Vi")
    assert keep(editor, Origin.SHIPPED, slug="sovn").institution == "Vi"
    assert publication_named(editor, "sovn").pk == shipped.pk


def test_off_the_shelf_and_back(editor, clinic):
    one = keep(editor, topics=["sleep"])
    withdraw_publication(by=again(editor), publication=one)
    reader = visitor(clinic.solvik)
    assert not SearchEntry.objects.filter(of=one.pk).exists()
    assert list(of_topic(reader, "sleep")) == list(publications_named(reader, [one.slug])) == []
    with pytest.raises(NotFound):
        publication_named(reader, one.slug)
    assert publication_named(editor, one.slug).pk == one.pk
    keep(editor, slug=one.slug, institution="SINTEF", topics=["sleep"])
    assert not SearchEntry.objects.filter(of=one.pk).exists(), "a change does not put it back"
    withdraw_publication(by=again(editor), publication=publication_named(editor, one.slug), is_withdrawn=False)
    assert SearchEntry.objects.filter(of=one.pk).exists()
    assert [each.slug for each in of_topic(reader, "sleep")] == [one.slug]


def test_only_editors_keep_publications(clinic):
    with acting(actor(clinic.therapist, clinic.solvik)) as by, pytest.raises(Denied, match="Only editors"):
        keep(by)


def test_a_reader_gets_the_nearest_language(editor):
    one = keep(editor, titles={"sv": "Sömn", "en": "Sleep"}, language="sv", abstracts={"nb": "Om søvn"})
    shown = shown_publication(one, "nn")
    assert (shown.title, shown.title_language) == ("Sömn", "sv")
    assert (shown.abstract, shown.abstract_language) == ("Om søvn", "nb")
    assert shown_publication(one, "en").title == "Sleep"
    assert [each.slug for each in kept_publications(editor, "sömn")] == [one.slug]
    assert list(kept_publications(editor, "winter")) == []


def file_of(*items: dict[str, object]) -> bytes:
    return json.dumps([{"type": "report", "language": "nb", **one} for one in items]).encode()


def test_a_file_is_taken_in_once(editor):
    """The same file again, or a work twice in it, keeps nothing more."""
    content = file_of(
        {"title": "A", "DOI": "10.1000/1"},
        {"title": "A, another title", "DOI": "https://doi.org/10.1000/1"},
        {"title": "B", "ISBN": "1-85798-218-5"},
        {"title": "B in another edition", "ISBN": "9781857982183"},
        {"title": "C", "issued": {"raw": "2011"}},
    )
    done = import_publications(by=again(editor), content=content, language="en")
    assert [one.titles["nb"] for one in done.kept] == ["A", "B", "C"]
    assert [(number, one.titles["nb"]) for number, one in done.known] == [(2, "A"), (4, "B")]
    assert all(one.origin == Origin.IMPORTED for one in done.kept)
    once_more = import_publications(by=again(editor), content=content, language="en")
    assert [number for number, _one in once_more.known] == [1, 2, 3, 4, 5]
    assert Publication.objects.count() == 3


def test_a_file_with_a_fault_leaves_nothing_behind(editor):
    content = file_of(
        {"title": "A"}, {"title": "B", "ISBN": "123", "DOI": "x"}, {}, {"title": "D", "ISSN": "2464-4383"}
    )
    with pytest.raises(NotImported) as wrong:
        import_publications(by=again(editor), content=content, language="en")
    assert [(number, title) for number, title, _why in wrong.value.faults] == [(2, "B"), (2, "B"), (3, ""), (4, "D")]
    assert "A title is missing." in [why for _number, _title, why in wrong.value.faults]
    assert Publication.objects.count() == 0
    with pytest.raises(NotImported) as unread:
        import_publications(by=again(editor), content=b"TY  - JOUR\nTI  - A\n", language="en")
    assert unread.value.faults == ((1, "", "The record has no end (ER), so it may be cut off."),)
