"""Search of the library: words in any of four languages, what they are also called, and as they are misspelt.

Reads the index that `actions.index_entry` writes, and never a table of persons. Words go to the database as
parameters and to no log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from stegvis.definitions.pages import nearest
from stegvis.definitions.plain_letters import fold
from stegvis.library.models import Page
from stegvis.library.queries.search import marks
from stegvis.library.queries.search.asked import Part, all_of, exactly, half_of, parts_of, quoted, typed
from stegvis.library.queries.search.excerpt import Piece, excerpt, marked
from stegvis.library.queries.search.spelling import missing_and_near, nearest_words
from stegvis.library.queries.search.statement import PAGE, find
from stegvis.people.models import Actor

__all__ = ["PAGE", "Facets", "Found", "Hit", "Piece", "search", "topic_names"]

SUGGESTED = 4
# Whom a reader of each language understands next best.
LANGUAGES = {
    "nb": ("nb", "nn", "sv", "en"), "nn": ("nn", "nb", "sv", "en"), "sv": ("sv", "nb", "nn", "en"),
    "en": ("en", "nb", "sv", "nn"),
}  # fmt: skip


@dataclass(frozen=True)
class Facets:
    """What the reader has narrowed to; empty means everything."""

    sort: str = ""
    year: int | None = None
    topic: str = ""
    institution: str = ""

    def as_marks(self) -> Sequence[str]:
        found = [marks.of_sort(self.sort)] if self.sort else []
        found += [marks.of_year(self.year)] if self.year is not None else []
        found += [marks.of_topic(self.topic)] if self.topic else []
        return [*found, *([marks.of_institution(self.institution)] if self.institution else [])]


@dataclass(frozen=True)
class Hit:
    """One thing that was found, in the reader's language or the nearest there is."""

    kind: str
    sort: str
    slug: str
    title: Sequence[Piece]
    lead: Sequence[Piece]
    year: int | None
    institution: str
    topics: Sequence[str]
    language: str


@dataclass(frozen=True)
class Found:
    """What a search came to. `total` counts things, at least so many where `is_more`.

    `corrected` are the words that were looked for instead; `is_loose` says that each hit has only some of the words.
    `facets`: sort, year, topic and institution, each (value, how many); `topics` what the topics are called.
    `suggestions`: words that were perhaps meant.
    """

    words: str
    total: int = 0
    is_more: bool = False
    page: int = 1
    hits: Sequence[Hit] = ()
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    corrected: str = ""
    is_loose: bool = False
    suggestions: Sequence[str] = ()

    @property
    def pages(self) -> int:
        return -(-self.total // PAGE)


def search(viewer: Actor, words: str, language: str, facets: Facets = Facets(), page: int = 1) -> Found:
    """The page of hits for the words; never fails, whatever was typed.

    Two statements; three where little has all of the words, six at most where nothing has.
    """
    asked = typed(words)
    nothing = Found(words=" ".join(words.split())[:200], page=max(1, page))
    parts = parts_of(asked) if asked else []
    if not parts:
        return nothing
    look = _Look(viewer, language, facets, nothing)
    found = look.found(parts, " ".join(asked), [part.query for part in parts])
    if found and found.total < PAGE:
        return look.found(parts, " ".join(asked), [part.longer for part in parts]) or found
    return found or _otherwise(look, parts, asked)


def topic_names(viewer: Actor, language: str) -> Mapping[str, str]:
    """What each topic is called, by its address, in their order."""
    rows = Page.objects.filter(organisation_id=viewer.organisation_id, kind="topic", withdrawn_at=None)
    texts = dict(rows.exclude(audience="staff").values_list("slug", "texts"))
    return dict(sorted(_named(texts, language).items(), key=lambda pair: fold(pair[1])))


def _named(texts: Mapping[str, Mapping[str, Any]], language: str) -> Mapping[str, str]:
    return {slug: each[nearest(language, each)]["title"] for slug, each in texts.items() if each}


@dataclass(frozen=True)
class _Look:
    """One reader's search: who looks, in which language, narrowed to what."""

    viewer: Actor
    language: str
    facets: Facets
    nothing: Found

    def found(self, parts: Sequence[Part], words: str, queries: Sequence[str], loose: str = "") -> Found | None:
        """What has all that the queries of the parts ask, or what `loose` asks; None where it is nothing."""
        query = loose or all_of(queries)
        if not query:
            return None
        narrowed = " & ".join(quoted(mark) for mark in self._marks())
        within = f"{narrowed} & ({query})"
        asked = {
            "query": within,
            "own": f"{quoted(marks.of_kind('page'))} & {within}",
            "every": exactly(parts, "&"),
            "exact": exactly(parts, "|"),
        }
        languages = LANGUAGES.get(self.language, LANGUAGES["nb"])
        got = find(
            self.viewer.organisation_id,
            asked,
            queries,
            words=words,
            languages=languages,
            page=self.nothing.page,
        )
        if not got["total"]:
            return None
        lexemes = frozenset().union(*(part.lexemes for part in parts))
        hits = [_hit(row, lexemes) for row in got["hits"]]
        return replace(
            self.nothing,
            total=got["total"],
            is_more=got["is_more"],
            facets=got["facets"],
            topics=_named(got["topics"], self.language),
            hits=hits,
        )

    def _marks(self) -> Sequence[str]:
        return [marks.of_organisation(self.viewer.organisation_id), *self.facets.as_marks()]


def _otherwise(look: _Look, parts: Sequence[Part], asked: Sequence[str]) -> Found:
    """Nothing has all of the words: as they were perhaps meant, then with only some of them."""
    ours = quoted(marks.of_organisation(look.viewer.organisation_id))
    singles = [part.words[0] if len(part.words) == 1 else "" for part in parts]
    missing, near = missing_and_near(
        look.viewer.organisation_id, [f"{ours} & ({part.longer})" for part in parts], [each for each in singles if each]
    )
    meant = {singles[place]: nearest_words(singles[place], near)[:SUGGESTED] for place in missing if singles[place]}
    corrected = [meant[plain][0] if meant.get(plain := fold(word)) else word for word in asked]
    words = " ".join(corrected)
    if corrected != list(asked):
        parts = parts_of(corrected)
        found = look.found(parts, words, [part.query for part in parts])
    else:
        found = look.found(parts, words, [part.longer for part in parts])
    if found:
        return replace(found, corrected=words if corrected != list(asked) else "")
    gone = {part for place, part in enumerate(singles) if place in missing and not meant.get(part)}
    left = [part for part in parts if not (len(part.words) == 1 and part.words[0] in gone)]
    queries = [part.query for part in left]
    loose = look.found(left, words, queries, loose=half_of(left)) if len(parts) > 1 else None
    if loose:
        return replace(loose, corrected=words if corrected != list(asked) else "", is_loose=True)
    return replace(look.nothing, suggestions=list(dict.fromkeys(each for some in meant.values() for each in some)))


def _hit(row: Mapping[str, Any], lexemes: frozenset[tuple[str, bool]]) -> Hit:
    return Hit(
        kind=row["kind"],
        sort=row["sort"],
        slug=row["slug"],
        title=marked(row["title"], lexemes),
        lead=excerpt(row["lead"], row["text"], lexemes),
        year=row["year"],
        institution=row["institution"],
        topics=row["topics"],
        language=row["language"],
    )
