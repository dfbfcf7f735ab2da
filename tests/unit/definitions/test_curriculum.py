"""The twelve topics of the training: all twelve, in four languages, over six gatherings, with reading that exists."""

from __future__ import annotations

import tomllib

from stegvis.definitions.curriculum import GATHERINGS, supervision_year, topics
from tests.architecture.source import PACKAGE

SHELF = PACKAGE / "library" / "shelf"


def test_there_are_twelve_and_each_says_what_one_can_do_afterwards() -> None:
    """Two of the announcement's lines lack a bullet, so counting bullets gives ten (facts/service.md, finding 10)."""
    assert len(topics()) == 12
    for topic in topics().values():
        assert set(topic.names) == {"nb", "nn", "sv", "en"}
        assert all(3 <= len(points) <= 4 for points in topic.points.values())
        assert topic.names["sv"] != topic.names["nb"], topic.key
    assert {topic.gathering for topic in topics().values()} == set(GATHERINGS)


def test_what_a_topic_names_to_read_stands_on_the_shelf() -> None:
    pages = {path.name for path in (SHELF / "pages").iterdir()}
    files = (tomllib.loads(path.read_text("utf-8")) for path in (SHELF / "publications").glob("*.toml"))
    publications = {one["slug"] for each in files for one in each["publication"]}
    for topic in topics().values():
        assert set(topic.pages) <= pages, topic.key
        assert set(topic.publications) <= publications, topic.key
        assert topic.pages or topic.publications, topic.key


def test_a_year_of_supervision_is_four_on_a_screen_and_one_in_a_room() -> None:
    """Norsk forening for kognitiv terapi, 20 December 2021 (facts/service.md §2)."""
    advised = supervision_year()
    assert (advised.digital, advised.physical) == (4, 1)
    assert "kognitiv terapi" in advised.source.text
