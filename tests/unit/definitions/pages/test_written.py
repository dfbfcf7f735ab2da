"""Pages written as TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from stegvis.definitions.pages import check, written

PAGE = """
slug = "sleep"
kind = "topic"
audience = "anyone"
published_on = 2026-11-22
review_by = "2028-11-22"
"""
TREE = """
title = "Søvn"
lead = "Om å sove."
[[sources]]
id = "s1"
text = "En studie (2020)."
[[parts]]
id = "first"
title = "Først"
[[parts.blocks]]
id = "body"
kind = "text"
body = '''Kroppen **trenger** [søvn](source:s1).'''
[[parts.blocks]]
id = "talk"
kind = "interview"
by = "Psykolog"
lines = [{question = "Hva?", answer = "- Ro\\n- Mørke"}]
[[parts.blocks]]
id = "ask"
kind = "poll"
question = "Sover du?"
choices = [{id = "a", text = "Ja"}, {id = "b", text = "Nei"}]
[[parts.blocks]]
id = "laws"
kind = "documents"
title = "Lover"
items = [{title = "Lov", publisher = "Riksdagen", year = 2017, in_force = true}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.toml").write_text(PAGE, "utf-8")
    (tmp_path / "nb.toml").write_text(TREE, "utf-8")
    return tmp_path


def test_what_is_written_is_a_page(folder: Path) -> None:
    document = written(folder)
    assert check(document) == []
    assert (document["published_on"], document["parent"], document["topics"]) == ("2026-11-22", "", [])
    blocks = document["languages"]["nb"]["parts"][0]["blocks"]
    assert blocks[0]["body"][0]["runs"][1] == {"text": "trenger", "strong": True}
    assert blocks[0]["body"][0]["runs"][3] == {"text": "søvn", "source": "s1"}
    assert blocks[1]["lines"][0]["answer"] == [{"kind": "bullets", "items": [[{"text": "Ro"}], [{"text": "Mørke"}]]}]
    assert (blocks[2]["scope"], blocks[2]["after"]) == ("public", [])


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "sv.toml").write_text("title = ", "utf-8")
    with pytest.raises(tomllib.TOMLDecodeError, match=r"sv\.toml"):
        written(folder)


def test_a_picture_beside_the_page_is_in_it(folder: Path) -> None:
    (folder / "files").mkdir()
    (folder / "files" / "bed.svg").write_bytes(b"<svg/>")
    assert written(folder)["files"]["bed.svg"]["type"] == "image/svg+xml"
    assert check(written(folder)) == []
