"""The word a reader most likely meant: nearest among the words of titles and of the synonyms.

Distances are counted here, over a short list: PostgreSQL's own way (pg_trgm) would need an extension at each site, and
finds words with two letters swapped, the commonest slip, far down its list.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db import connection

from stegvis.definitions.plain_letters import fold
from stegvis.library.queries.search.synonyms import known_words

SHORTEST = 4  # letters of a word that is corrected
LISTED = 5000
CURATED = 50  # a word of the synonyms weighs as one that stands in so many titles

_MISSING = """
    select array(select p.n from unnest(%s::text[]) with ordinality p(query, n)
                 where not exists (select from library_searchentry e
                                   where e.organisation_id = %s and e.vector @@ p.query::tsquery)),
           (select coalesce(json_agg(json_build_array(near.word, near.n)), '[]') from (
                select word, n from library_searchword s
                where s.organisation_id = %s and left(s.word, 1) = any(%s) and length(s.word) between %s and %s
                order by n desc limit %s) near)
"""
# The letters that come to the same without accents, so that "ovelse" is looked for among words with ø too.
_ALIKE = {"a": "aåäáàæ", "o": "oøöóò", "e": "eéèêë", "u": "uü", "i": "iíï", "n": "nñ", "c": "cç"}


def missing_and_near(
    organisation_id: uuid.UUID, queries: Sequence[str], words: Sequence[str]
) -> tuple[frozenset[int], Sequence[tuple[str, int]]]:
    """Which of the queries find nothing, by place, and words that begin like these and are as long. One statement."""
    firsts = {letter for word in words for start in word[:2] for letter in _ALIKE.get(start, start)}
    lengths = [len(word) for word in words] or [0]
    with connection.cursor() as cursor:
        cursor.execute(
            _MISSING,
            [
                list(queries), organisation_id, organisation_id,
                sorted(firsts), min(lengths) - 2, max(lengths) + 2, LISTED,
            ],
        )  # fmt: skip
        missing, near = cursor.fetchone()
    return frozenset(place - 1 for place in missing), [(word, n) for word, n in near]


def nearest_words(word: str, vocabulary: Iterable[tuple[str, int]]) -> Sequence[str]:
    """The nearest words to one in plain letters, best first: fewest slips, same first letter, in most titles."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    most = 1 if len(word) < 5 else 2
    known = {each: CURATED for each in known_words()}
    for each, n in vocabulary:
        known[each] = known.get(each, 0) + n
    found = []
    for each, n in known.items():
        plain = fold(each)
        if abs(len(plain) - len(word)) <= most and len(set(plain) ^ set(word)) <= 2 * most:
            slips = distance(word, plain, most)
            if 0 < slips <= most:
                found.append((slips, plain[0] != word[0], -n, each))
    return [each for *_, each in sorted(found)]


def distance(one: str, other: str, most: int) -> int:
    """Letters wrong, left out, too many or swapped with their neighbour; `most` + 1 where there are more."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before = before, row
        row = [i]
        for j, against in enumerate(other, 1):
            slips = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                slips = min(slips, older[j - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
