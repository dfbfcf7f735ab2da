"""The manual's page on programmes names everything that a document may hold."""

from pathlib import Path

from stegvis.definitions.programme import FORMAT, shapes

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "programmes.md").read_text()


def test_the_page_names_every_block_field_and_condition():
    named = {*shapes.BLOCKS, *shapes.FIELDS, *shapes.CONDITIONS, *shapes.OPENINGS, FORMAT}
    assert [word for word in sorted(named) if f"`{word}`" not in PAGE] == []
