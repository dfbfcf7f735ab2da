"""What comes with Stegvis: every page and claim may be published, and points to what is there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from stegvis.definitions.pages import check, check_claim, lint, written
from stegvis.library.actions.check_publication import checked_publication
from stegvis.library.actions.keep_claim import whole_claim
from stegvis.library.queries.pages import outdated_in
from stegvis.library.queries.shelf import FOLDER, shelf_claims, shelf_names, shelf_publications


def test_the_shelf_is_not_empty() -> None:
    """The tests below go over what is there; were nothing found, all of them would pass."""
    assert len(shelf_names()) >= 15
    assert len(shelf_claims()) >= 10
    assert shelf_publications()


@pytest.mark.parametrize("name", shelf_names())
def test_a_page_that_comes_with_stegvis_may_be_published(name: str) -> None:
    document = written(FOLDER / "pages" / name)
    assert list(map(str, check(document))) == []
    assert document["slug"] == name
    remarks = lint(document)
    assert [str(remark) for remark in remarks if remark.stops and remark.kind != "review_passed"] == []


@pytest.mark.parametrize("name", shelf_names())
def test_a_page_that_comes_with_stegvis_points_to_what_comes_with_it(name: str) -> None:
    document = written(FOLDER / "pages" / name)
    claims = {claim["slug"] for claim in shelf_claims()}
    publications = {publication["slug"] for publication in shelf_publications()}
    named = {*document["topics"], *document["related"], *filter(None, [document["parent"]])}
    assert named - set(shelf_names()) == set()
    for tree in document["languages"].values():
        blocks = [block for part in tree["parts"] for block in part["blocks"]]
        assert {block["claim"] for block in blocks if block["kind"] == "claim"} - claims == set()
        listed = {slug for block in blocks if block["kind"] == "publications" for slug in block["items"]}
        assert listed - publications == set()


@pytest.mark.parametrize("claim", shelf_claims(), ids=lambda claim: str(claim.get("slug")))
def test_a_claim_that_comes_with_stegvis_has_all_that_a_reader_needs(claim: dict[str, Any]) -> None:
    assert list(map(str, check_claim(whole_claim(claim)))) == []
    assert claim.get("publication", "") in {"", *(each["slug"] for each in shelf_publications())}


@pytest.mark.parametrize("publication", shelf_publications(), ids=lambda one: str(one.get("slug")))
def test_a_publication_that_comes_with_stegvis_can_be_kept(publication: dict[str, Any]) -> None:
    checked_publication({name: value for name, value in publication.items() if name != "slug"})
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", publication["slug"])


@pytest.mark.parametrize("rows", [shelf_claims(), shelf_publications()], ids=["claims", "publications"])
def test_nothing_of_the_shelf_is_there_twice(rows: list[dict[str, Any]]) -> None:
    slugs = [row["slug"] for row in rows]
    assert sorted(slugs) == sorted(set(slugs))


@pytest.mark.parametrize("name", shelf_names())
def test_a_page_that_comes_with_stegvis_says_nothing_that_is_out_of_date(name: str) -> None:
    """The desk of every site would begin with it. What tells of older words names those that stand instead."""
    assert [(language, one.said) for language, one in outdated_in(written(FOLDER / "pages" / name))] == []
