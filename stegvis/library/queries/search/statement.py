"""The one statement of a search: what matches, how many, by facet, and a page of the best, each thing once.

Bounded, so that a word that stands everywhere costs little more than another: the organisation's own pages are looked
through, then titles with topics, names and the like, and all texts only where those were fewer than `MOST`. Marks
narrow within the index.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

MOST = 1_000  # entries that are looked at, counted and put into facets
BEST = 100  # things that are ranked by all their words
PAGE = 20

# `matching` is written without its limit, which would make PostgreSQL read vector after vector instead of the index;
# it is read only as far as `anywhere` asks. A word of the title weighs twenty times one of the text. The columns of a
# thing in several languages are the same, so that `max` takes whichever; its row in the reader's language is ranked
# where that one matches. A topic's page comes before what lies under it where it is one of the things asked for and
# says the rest further down ("anxiety treatment"), and more so where its title and topics say all of it.
_FOUND = """
    with own as materialized (
        select e.id, e.of, e.language, e.sort, e.year, e.topics, e.institution, 3 as place
        from library_searchentry e
        where e.organisation_id = %(organisation)s and e.head @@ %(own)s::tsquery limit %(most)s
    ), titled as materialized (
        select e.id, e.of, e.language, e.sort, e.year, e.topics, e.institution, 2 as place
        from library_searchentry e
        where e.organisation_id = %(organisation)s and e.head @@ %(query)s::tsquery limit %(most)s
    ), matching as materialized (
        select e.id, e.of, e.language, e.sort, e.year, e.topics, e.institution, 1 as place
        from library_searchentry e
        where e.organisation_id = %(organisation)s and e.vector @@ %(query)s::tsquery
              and (select count(*) from titled) < %(most)s
    ), anywhere as materialized (
        select * from matching limit %(most)s
    ), things as materialized (
        select of, max(place) as place, max(sort) as sort, max(year) as year, max(topics) as topics,
               max(institution) as institution,
               coalesce(max(id) filter (where language = %(language)s), max(id)) as id
        from (select * from anywhere union all select * from titled union all select * from own) every
        group by of
    ), best as (
        select id, of from things order by place desc, year desc nulls last, of limit %(best)s
    ), scored as (
        select b.of, e.id, e.language, e.year,
               ts_rank('{0.05, 0.2, 0.5, 1}', e.vector, %(exact)s::tsquery)
               + 0.7 * ts_rank('{0.05, 0.2, 0.5, 1}', e.vector, %(query)s::tsquery)
               + (e.head @@ %(every)s::tsquery)::int * 2.0 / (2 + length(e.head) / 8.0)
               + case when e.sort = 'topic' then h.share + (h.share > 0)::int else h.share * 0.4 end
               + (lower(e.title) = %(words)s)::int
               + 0.3 / coalesce(array_position(%(languages)s, e.language::text), 6)
               - (e.sort = 'claim')::int * 0.3 as score
        from best b join library_searchentry e on e.id = b.id cross join lateral (
            select avg((e.head @@ part::tsquery)::int) as share from unnest(%(parts)s::text[]) part) h
    ), page as (
        select of, id, score, year from {ordered} offset %(skipped)s limit %(page)s
    )
    select (select count(*) from things),
           greatest((select count(*) from titled), (select count(*) from anywhere)),
           (select json_agg(json_build_array(sort, year, institution, n)) from (
                select sort, year, institution, count(*) as n from things
                group by grouping sets ((sort), (year), (institution))) f),
           (select json_agg(json_build_array(topic, n, p.texts)) from (
                select topic, count(*) as n from things, unnest(topics) topic group by topic) f
            join library_page p on p.organisation_id = %(organisation)s and p.slug = topic
                 and p.kind = 'topic' and p.audience <> 'staff' and p.withdrawn_at is null),
           (select json_agg(json_build_object(
                'kind', d.kind, 'sort', d.sort, 'slug', d.slug, 'title', d.title, 'lead', d.lead, 'text', d.text,
                'year', d.year, 'institution', d.institution, 'topics', d.topics, 'language', d.language)
                order by p.score desc, p.year desc nulls last, p.of)
            from page p cross join lateral (
                select * from library_searchentry d
                where d.organisation_id = %(organisation)s and d.of = p.of
                order by array_position(%(languages)s, d.language::text), d.id limit 1) d)
"""
_RANKED = "scored order by score desc, year desc nulls last, of"
# Behind the best there is no rank by all words; the order is that in which the best were chosen.
_BEHIND = (
    "(select of, id, place - 10 as score, year from things order by place desc, year desc nulls last, of) behind "
    "order by score desc, year desc nulls last, of"
)


def find(
    organisation_id: uuid.UUID,
    queries: Mapping[str, str],
    parts: Sequence[str],
    *,
    words: str,
    languages: Sequence[str],
    page: int,
) -> Mapping[str, Any]:
    """Totals, counts by facet and one page. `queries`: own, query, every, exact, and their `parts`."""
    is_behind = (page - 1) * PAGE >= BEST
    values: dict[str, Any] = {
        **queries,
        "parts": list(parts),
        "organisation": organisation_id,
        "words": words.lower(),
        "language": languages[0],
        "languages": list(languages),
        "most": MOST,
        "best": BEST,
        "page": PAGE,
        "skipped": (page - 1) * PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FOUND.replace("{ordered}", _BEHIND if is_behind else _RANKED), values)
        things, entries, narrow, topics, hits = cursor.fetchone()
    return {
        "total": things // 100 * 100 if entries >= MOST else things,
        "is_more": entries >= MOST,
        "facets": _by_facet(narrow or [], topics or []),
        "topics": {topic: texts for topic, _n, texts in topics or []},
        "hits": hits or [],
    }


def _by_facet(narrow: Sequence[Sequence[Any]], topics: Sequence[Sequence[Any]]) -> dict[str, list[tuple[str, int]]]:
    """Values with how many have them: the commonest first, years from the newest."""
    found: dict[str, list[tuple[str, int]]] = {
        "sort": [(sort, n) for sort, _year, _institution, n in narrow if sort],
        "year": [(str(year), n) for _sort, year, _institution, n in narrow if year],
        "topic": [(topic, n) for topic, n, _texts in topics],
        "institution": [(institution, n) for _sort, _year, institution, n in narrow if institution],
    }
    for name, counts in found.items():
        counts.sort(key=lambda pair: (0, -int(pair[0])) if name == "year" else (-pair[1], pair[0]))
    return found
