"""A page is read whole, or refused with every fault and its place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from stegvis.definitions.pages import check, fingerprint, nearest, page_in, plain_text
from stegvis.definitions.pages.shapes import BLOCKS
from tests.pages import block, cited, small_page

Change = Callable[[dict[str, Any]], Any]


def test_a_page_with_a_block_of_every_kind_has_no_fault() -> None:
    document = small_page()
    used = {one["kind"] for part in document["languages"]["nb"]["parts"] for one in part["blocks"]}
    assert used == set(BLOCKS) - {"image", "film", "sound"}
    assert check(document) == []


def set_to(name: str, **changes: Any) -> Change:
    return lambda document: block(document, name).update(changes)


def document_with(**changes: Any) -> Change:
    return lambda document: document.update(changes)


BAD: dict[str, tuple[Change, str, str, str]] = {
    "a kind of page that is none": (document_with(kind="blog"), "unknown_word", "", "kind"),
    "an audience that is none": (document_with(audience="all"), "unknown_word", "", "audience"),
    "a handbook for anyone": (document_with(kind="handbook"), "unknown_word", "", "audience"),
    "a day that is none": (document_with(review_by="2028-02-30"), "bad_date", "", "review_by"),
    "a slug with a blank": (document_with(topics=["a b"]), "bad_id", "topics 1", "topics"),
    "a picture that is not there": (document_with(image="bed.webp"), "no_such", "", "bed.webp"),
    "a key nobody reads": (document_with(layout="wide"), "unknown_key", "", "layout"),
    "a block nobody knows": (set_to("b-text", kind="iframe"), "unknown_block", "block b-text", "iframe"),
    "a condition": (set_to("b-quote", when={"kind": "on_sick_leave", "is": True}), "unknown_key", "block b-quote",
                    "when"),
    "a tool of a programme": (set_to("b-exercise", tool="sleep_diary"), "unknown_word", "block b-exercise", "tool"),
    "a poll with one answer": (set_to("b-poll", choices=[{"id": "a", "text": "Ja"}]), "out_of_range", "block b-poll",
                               "choices"),
    "a poll for nobody": (set_to("b-poll", scope="secret"), "unknown_word", "block b-poll", "scope"),
    "a source that is not there": (set_to("b-text", body=cited("Sagt", "s9")), "no_such", "block b-text", "s9"),
    "a concept from nowhere": (set_to("b-concept", source="s9"), "no_such", "block b-concept", "s9"),
    "a script": (set_to("b-interview", by="<script>alert(1)</script>"), "script", "block b-interview", "by"),
    "an address that runs": (set_to("b-link", url="javascript:alert(1)"), "bad_address", "block b-link", "url"),
    "a law that may be in force": (
        lambda document: block(document, "b-documents")["items"][0].update(in_force="no"),
        "wrong_kind", "item 1", "in_force"),
    "a duty that is none": (
        lambda document: block(document, "b-duties")["items"][0].update(verb="hope"),
        "unknown_word", "item d1", "verb"),
    "a block twice": (set_to("b-quote", id="b-text"), "same_id", "nb", "b-text"),
    "a card twice": (
        lambda document: block(document, "b-cards")["items"].append(block(document, "b-cards")["items"][0]),
        "same_id", "block b-cards", "c1"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "kind", "place", "what"), BAD.values(), ids=BAD)
def test_a_fault_is_told_with_its_place(change: Change, kind: str, place: str, what: str) -> None:
    document = small_page()
    del document["languages"]["sv"]
    change(document)
    found = check(document)
    assert [(fault.kind, fault.what) for fault in found] == [(kind, what)]
    assert found[0].place.endswith(place)
    assert str(found[0])


def test_every_fault_is_told_at_once() -> None:
    document = small_page(kind="blog")
    del document["slug"]
    block(document, "b-text")["body"] = []
    block(document, "b-poll", "sv")["scope"] = ""
    assert {(fault.kind, fault.what) for fault in check(document)} == {
        *(("unknown_word", "kind"), ("missing", "slug"), ("empty", "body"), ("unknown_word", "scope")),
    }


@pytest.mark.parametrize("given", [[], "text", None, {}, {"format": "stegvis-programme-1"}, {"format": 1}])
def test_what_is_no_page_is_refused(given: Any) -> None:
    assert [fault.kind for fault in check(given)] == ["not_a_document"]


def test_a_newer_format_is_refused_as_newer() -> None:
    assert [(fault.kind, fault.what) for fault in check(small_page(format="stegvis-page-2"))] == [("newer", "2")]


SHAPES: dict[str, tuple[Change, str]] = {
    "a part": (lambda tree: tree["parts"][0].update(id="other"), "parts"),
    "a block": (lambda tree: tree["parts"][0]["blocks"].pop(), "part first"),
    "an answer": (lambda tree: tree["parts"][1]["blocks"][10]["choices"][1].update(id="c"), "block b-poll"),
    "the right answer": (lambda tree: tree["parts"][1]["blocks"][1]["choices"][1].update(right=True), "block b-check"),
    "whom a poll asks": (lambda tree: tree["parts"][1]["blocks"][10].update(scope="team"), "block b-poll"),
}


@pytest.mark.parametrize(("change", "place"), SHAPES.values(), ids=SHAPES)
def test_languages_have_the_same_shape(change: Change, place: str) -> None:
    document = small_page()
    change(document["languages"]["sv"])
    assert [(fault.kind, fault.place, fault.what) for fault in check(document)] == [
        ("other_shape", f"sv, {place}", "nb")
    ]


def test_laws_and_addresses_may_differ_from_country_to_country() -> None:
    document = small_page()
    block(document, "b-documents", "sv")["items"].append({**block(document, "b-documents")["items"][0], "year": 2014})
    block(document, "b-link", "sv")["url"] = "https://example.se/"
    assert check(document) == []


def test_a_fingerprint_is_of_the_content() -> None:
    document = small_page()
    changed = copy.deepcopy(document)
    block(changed, "b-text")["body"][0]["runs"][0]["text"] += "!"
    assert fingerprint(dict(reversed(document.items()))) == fingerprint(document) != fingerprint(changed)


def test_a_page_is_read_in_the_nearest_language() -> None:
    """Nynorsk reads bokmål; English, where there is none, the Norwegian: whatever order the database keeps."""
    document = small_page(kind="chapter")
    shown = {language: page_in(document, language).language for language in ("nb", "nn", "sv", "en")}
    assert shown == {"nb": "nb", "nn": "nb", "sv": "sv", "en": "nb"}
    page = page_in(document, "sv")
    assert page.languages == ("nb", "sv")
    assert page.title == "Sov godt (sv)"
    assert page.is_in_parts
    assert [part.id for part in page.parts] == ["first", "then"]
    assert page.parts[0].blocks[0].content["body"][0]["runs"] == [{"text": "Kroppen trenger søvn."}]
    assert (page.named("claim"), page.named("publications")) == (("one-in-ten",), ("a-report-2023",))


@pytest.mark.parametrize(
    ("language", "written", "shown"),
    [
        ("en", {"nn", "sv"}, "sv"),
        ("sv", {"nn", "en"}, "nn"),
        ("nn", {"en", "sv"}, "sv"),
        ("nb", {"en"}, "en"),
        ("other", {"en", "nb"}, "nb"),
        ("nb", set(), ""),
    ],
)
def test_nearest_is_what_a_reader_reads_most_easily(language: str, written: set[str], shown: str) -> None:
    assert nearest(language, written) == shown


def test_the_words_of_a_page_are_what_is_read_and_no_names_of_things() -> None:
    text = plain_text(small_page()["languages"]["nb"])
    for said in (
        "Kroppen trenger søvn.",
        "Eva, 43",
        "Lyd",
        "Søvntrykk",
        "Seks uker.",
        "Det er stille.",
        "Si fra.",
        "Lov",
    ):
        assert said in text
    for unsaid in ("b-text", "inform", "public", "insomnia", "a-report-2023", "https", "Sov godt", "s1"):
        assert unsaid not in text
