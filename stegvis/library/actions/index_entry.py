"""Writing the index that readers search: a row for each language of what is public. The only writer of it.

Staff's pages and what was withdrawn never stand in it. Nothing is indexed that is not already on a public page.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from stegvis.definitions.pages import Audience, Kind, nearest, plain_text
from stegvis.definitions.plain_letters import plain_words, words_in
from stegvis.library.models import Claim, Page, Publication, SearchEntry
from stegvis.library.queries.search.marks import CONFIGURATIONS, marks
from stegvis.library.queries.search.synonyms import parted, words_of, words_under

EXCERPTED = 20_000  # letters of a text that excerpts are taken from; all of it is searched
LONGEST_WORD, LONGEST_TITLE = 80, 500
SHORTEST_WORD = 4  # shorter ones are not corrected

_KEEP = """
    with words as materialized (
        select x.*, setweight(to_tsvector(x.config::regconfig, x.head_a), 'A')
                    || setweight(to_tsvector(x.config::regconfig, x.head_c), 'C')
                    || array_to_tsvector(x.marks) as head
        from json_to_recordset(%s) x (
            kind text, sort text, "of" uuid, slug text, language text, title text, lead text, text text,
            year smallint, topics text[], institution text,
            config text, head_a text, head_c text, lead_b text, text_d text, marks text[])
    )
    insert into library_searchentry (organisation_id, kind, sort, "of", slug, language, title, lead, text, year,
                                     topics, institution, head, vector)
    select %s, kind, sort, "of", slug, language, title, lead, text, year, topics, institution, head,
           head || setweight(to_tsvector(config::regconfig, lead_b), 'B')
                || setweight(to_tsvector(config::regconfig, text_d), 'D')
    from words
    on conflict (organisation_id, "of", language) do update
    set sort = excluded.sort, slug = excluded.slug, title = excluded.title, lead = excluded.lead,
        text = excluded.text, year = excluded.year, topics = excluded.topics, institution = excluded.institution,
        head = excluded.head, vector = excluded.vector
"""
_GONE = """
    delete from library_searchentry
    where organisation_id = %s and "of" = any(%s) and not ("of" || language = any(%s))
"""
_MORE = """
    insert into library_searchword (organisation_id, word, n)
    select %s, word, n from unnest(%s::text[], %s::int[]) as w (word, n) order by word
    on conflict (organisation_id, word) do update set n = library_searchword.n + excluded.n
"""
_FEWER = """
    update library_searchword s set n = greatest(s.n - w.n, 0)
    from unnest(%s::text[], %s::int[]) as w (word, n) where s.organisation_id = %s and s.word = w.word
"""


@dataclass(frozen=True)
class Entry:
    """One thing in one language. `about`: contributors, institution and other words that stand beside the text."""

    kind: str
    sort: str
    of: uuid.UUID
    slug: str
    language: str
    title: str
    lead: str
    text: str
    year: int | None
    topics: tuple[str, ...] = ()
    institution: str = ""
    about: str = ""


def index_page(page: Page, document: Mapping[str, Any]) -> None:
    """Put the page in the index as the document has it; out of it where it is not for the public."""
    _keep(page.organisation_id, [page.pk], entries_of_page(page, document))


def index_publication(publication: Publication) -> None:
    """Put the publication in the index, or out of it where it was withdrawn."""
    _keep(publication.organisation_id, [publication.pk], entries_of_publication(publication))


def index_claim(claim: Claim) -> None:
    """Put the claim in the index, or out of it where it was withdrawn."""
    _keep(claim.organisation_id, [claim.pk], entries_of_claim(claim))


def index_all(
    organisation_id: uuid.UUID,
    *,
    pages: Iterable[tuple[Page, Mapping[str, Any]]] = (),
    publications: Iterable[Publication] = (),
    claims: Iterable[Claim] = (),
) -> None:
    """The same for many of one organisation, in as few statements as for one."""
    things: list[Any] = []
    entries: list[Entry] = []
    for page, document in pages:
        things.append(page)
        entries += entries_of_page(page, document)
    for publication in publications:
        things.append(publication)
        entries += entries_of_publication(publication)
    for claim in claims:
        things.append(claim)
        entries += entries_of_claim(claim)
    _keep(organisation_id, [thing.pk for thing in things], entries)


def unindex(organisation_id: uuid.UUID, of: uuid.UUID) -> None:
    """Take the page, publication or claim of that id out of the index."""
    _keep(organisation_id, [of], [])


def entries_of_page(page: Page, document: Mapping[str, Any]) -> Sequence[Entry]:
    """One for each language; none for staff's pages and what was withdrawn."""
    is_for_staff = document["audience"] == Audience.STAFF or document["kind"] == Kind.HANDBOOK
    if is_for_staff or page.withdrawn_at is not None:
        return []
    # A topic stands under itself too, so that whoever narrows to it sees its page first.
    own = (document["slug"],) if document["kind"] == Kind.TOPIC else ()
    return [
        Entry(
            kind="page",
            sort=document["kind"],
            of=page.pk,
            slug=document["slug"],
            language=language,
            title=tree["title"],
            lead=tree["lead"],
            text=plain_text(tree),
            year=int(document["published_on"][:4]),
            topics=tuple(dict.fromkeys((*own, *document["topics"], *filter(None, [document["parent"]])))),
        )
        for language, tree in document["languages"].items()
    ]


def entries_of_publication(publication: Publication) -> Sequence[Entry]:
    """One for each language that has a title or an abstract; none where it was withdrawn."""
    if publication.withdrawn_at is not None:
        return []
    people = " ".join(one["name"] for one in publication.contributors)
    numbers = " ".join(one["number"] for one in publication.isbns)
    cited = [publication.published_in, publication.volume, publication.report_number, publication.issn, numbers]
    return [
        Entry(
            kind="publication",
            sort=f"pub-{publication.kind}",  # "chapter" and others are kinds of pages too
            of=publication.pk,
            slug=publication.slug,
            language=language,
            title=publication.titles.get(language) or _in_nearest(publication.titles, publication.language),
            lead=publication.abstracts.get(language, ""),
            text=" ".join(filter(None, [publication.method, *cited, publication.doi])),
            year=publication.year,
            topics=tuple(publication.topics),
            institution=publication.institution,
            about=f"{people} {publication.institution}",
        )
        for language in dict.fromkeys([*publication.titles, *publication.abstracts])
    ]


def entries_of_claim(claim: Claim) -> Sequence[Entry]:
    """One for each language; none where it was withdrawn."""
    if claim.withdrawn_at is not None:
        return []
    return [
        Entry(
            kind="claim",
            sort="claim",
            of=claim.pk,
            slug=claim.slug,
            language=language,
            title=text["statement"],
            lead=text["caveat"],
            text="",
            year=claim.year,
            about=f"{claim.source} {claim.figure}",
        )
        for language, text in claim.texts.items()
    ]


def _in_nearest(texts: Mapping[str, str], language: str) -> str:
    return texts[nearest(language, texts) or next(iter(texts))]


def _keep(organisation_id: uuid.UUID, things: Sequence[uuid.UUID], entries: Sequence[Entry]) -> None:
    """Make the index hold these entries of the things and no others."""
    rows = SearchEntry.objects.filter(organisation_id=organisation_id, of__in=things)
    before = Counter(_title_words(rows.values_list("title", flat=True)))
    with connection.cursor() as cursor:
        if before:
            kept = [f"{entry.of}{entry.language}" for entry in entries]
            cursor.execute(_GONE, [organisation_id, list(things), kept])
        if entries:
            written = json.dumps([_row(organisation_id, entry) for entry in entries], ensure_ascii=False)
            cursor.execute(_KEEP, [written, organisation_id])
    _count(organisation_id, before, Counter(_title_words(entry.title for entry in entries)))


def _row(organisation_id: uuid.UUID, entry: Entry) -> dict[str, Any]:
    # A topic's page goes by its own words alone: else every topic under another would be found by the other's.
    if entry.sort == Kind.TOPIC:
        named = words_under(entry.slug, entry.language)
    else:
        named = [word for key in (*entry.topics, entry.sort) for word in words_of(key, entry.language)]
    title, text = _searched(entry.title), _searched(entry.text)
    return {
        "kind": entry.kind,
        "sort": entry.sort,
        "of": str(entry.of),
        "slug": entry.slug,
        "language": entry.language,
        "title": _clean(entry.title)[:LONGEST_TITLE],
        "lead": _clean(entry.lead),
        "text": _clean(entry.text)[:EXCERPTED],
        "year": entry.year,
        "topics": entry.topics,
        "institution": entry.institution,
        "config": CONFIGURATIONS.get(entry.language, "simple"),
        "head_a": " ".join(title),
        "head_c": " ".join([*_searched(" ".join([entry.about, *named])), *_parts(title)]),
        "lead_b": " ".join(_searched(entry.lead)),
        "text_d": " ".join([*text, *_parts([*_searched(entry.lead), *text])]),
        "marks": marks(
            organisation_id,
            entry.kind,
            entry.sort,
            year=entry.year,
            topics=entry.topics,
            institution=entry.institution,
        ),
    }


def _searched(text: str) -> Sequence[str]:
    return [word for word in plain_words(text) if len(word) <= LONGEST_WORD]


def _parts(words: Iterable[str]) -> Sequence[str]:
    """The parts of the compounds among the words, each once."""
    return [part for word in dict.fromkeys(words) for part in parted(word) or ()]


def _clean(text: str) -> str:
    """Without the one sign that PostgreSQL stores in no text."""
    return text.replace("\0", "")


def _title_words(titles: Iterable[str]) -> Iterable[str]:
    for title in titles:
        yield from (word for word in words_in(title) if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha())


def _count(organisation_id: uuid.UUID, before: Counter[str], after: Counter[str]) -> None:
    """Keep in how many titles each word stands; the rows of words that stand in none any more go."""
    more, fewer = after - before, before - after
    with connection.cursor() as cursor:
        if fewer:
            cursor.execute(_FEWER, [list(fewer), list(fewer.values()), organisation_id])
            cursor.execute("delete from library_searchword where organisation_id = %s and n = 0", [organisation_id])
        if more:
            cursor.execute(_MORE, [organisation_id, list(more), list(more.values())])
