"""What stops a page from being published, and what is only advice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from stegvis.definitions.pages import check, lint
from tests.pages import block, rich, small_page

TODAY = date(2026, 11, 22)
HARD = "Helsetjenestens kunnskapsoppsummeringer dokumenterer behandlingseffekter gjennomgående utilstrekkelig " * 20


def kinds(document: dict[str, Any], *wanted: str) -> list[tuple[str, str]]:
    return [(remark.kind, remark.place) for remark in lint(document, wanted, on=TODAY)]


def only(**changes: Any) -> dict[str, Any]:
    """The small page in Norwegian alone."""
    document = small_page(**changes)
    del document["languages"]["sv"]
    return document


def test_a_page_without_remarks() -> None:
    assert check(only()) == []
    assert lint(only(), ["nb"], on=TODAY) == []


def test_a_language_that_the_organisation_asks_for_is_missed() -> None:
    assert [(remark.kind, remark.what) for remark in lint(only(), ["nb", "sv"], on=TODAY)] == [("language_left", "sv")]


@pytest.mark.parametrize(
    ("review_by", "found"),
    [("2026-11-22", []), ("2026-11-21", ["review_passed"]), ("2029-11-22", []), ("2029-12-01", ["review_far"])],
)
def test_a_day_of_review_is_ahead_and_no_more_than_three_years(review_by: str, found: list[str]) -> None:
    assert [remark.kind for remark in lint(only(review_by=review_by), on=TODAY)] == found


FILM = {"id": "film", "kind": "film", "file": "f.mp4", "title": "Film", "captions": "", "description": "",
        "transcript": []}  # fmt: skip
SOUND = {"id": "sound", "kind": "sound", "file": "l.mp3", "title": "Lyd", "transcript": []}
IMAGE = {"id": "image", "kind": "image", "file": "i.webp", "alt": "", "credit": ""}


@pytest.mark.parametrize(
    ("added", "found"),
    [(FILM, ["no_captions", "no_description", "no_transcript"]), (SOUND, ["no_transcript"]), (IMAGE, ["no_alt"])],
)
def test_what_cannot_be_seen_or_heard_by_all_is_put_in_words(added: dict[str, Any], found: list[str]) -> None:
    document = only()
    document["languages"]["nb"]["parts"][0]["blocks"].append(added)
    assert kinds(document) == [(kind, f"nb, {added['id']}") for kind in found]
    assert all(remark.stops for remark in lint(document, on=TODAY))


Change = Callable[[dict[str, Any]], Any]
STOPS: dict[str, tuple[Change, tuple[str, str]]] = {
    "the picture of the page": (lambda document: document.update(image="i.webp"), ("no_alt", "nb")),
    "a part without a heading": (
        lambda document: document["languages"]["nb"]["parts"][1].update(title=" "), ("no_heading", "nb, then")),
    "a part without a word": (
        lambda document: document["languages"]["nb"]["parts"].append({"id": "last", "title": "Slutt", "blocks": []}),
        ("no_text", "nb, last")),
}  # fmt: skip


@pytest.mark.parametrize(("change", "found"), STOPS.values(), ids=STOPS)
def test_a_gap_stops_publishing(change: Change, found: tuple[str, str]) -> None:
    document = only()
    change(document)
    assert kinds(document) == [found]


def test_the_only_part_of_a_page_stands_under_the_heading_of_the_page() -> None:
    document = only()
    tree = document["languages"]["nb"]
    tree["parts"] = [{**tree["parts"][0], "title": ""}]
    assert kinds(document) == []


@pytest.mark.parametrize(("kind", "found"), [("article", [("no_source", "nb")]), ("news", []), ("easy", [])])
def test_what_states_facts_names_where_they_are_from(kind: str, found: list[tuple[str, str]]) -> None:
    document = only(kind=kind)
    tree = document["languages"]["nb"]
    tree["sources"] = []
    tree["parts"] = [{"id": "only", "title": "", "blocks": [{"id": "t", "kind": "text", "body": rich("Sov godt.")}]}]
    assert kinds(document) == found


def test_a_source_that_nothing_points_to_is_mentioned() -> None:
    document = only()
    document["languages"]["nb"]["sources"].append({"id": "s2", "text": "En bok.", "url": ""})
    remarks = lint(document, on=TODAY)
    assert [(remark.kind, remark.what, remark.stops) for remark in remarks] == [("unsourced", "s2", False)]


@pytest.mark.parametrize(
    ("kind", "audience", "found"),
    [
        ("easy", "anyone", ("not_easy", True)),
        ("article", "client", ("hard_to_read", False)),
        ("handbook", "staff", ("hard_to_read", False)),
    ],
)
def test_a_text_that_is_too_hard_is_told_and_stops_an_easy_page(
    kind: str, audience: str, found: tuple[str, bool]
) -> None:
    document = only(kind=kind, audience=audience)
    block(document, "b-text")["body"] = rich(HARD)
    document["languages"]["nb"]["sources"] = []
    block(document, "b-concept")["source"] = ""
    assert [(remark.kind, remark.stops) for remark in lint(document, on=TODAY)] == [found]
