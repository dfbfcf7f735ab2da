"""What a reader asked for as PostgreSQL's query: each word or phrase with its stems, synonyms and parts.

Only letters and digits of the reader's words get here, and each stands in quotes; the database gets it as a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from django.db import connection

from stegvis.definitions.plain_letters import SMALL_WORDS, fold, numbers_joined, words_in
from stegvis.library.queries.search.synonyms import IN_A_PHRASE, Phrase, also_called, parted

LETTERS, WORDS, SIGNS = 300, 12, 60  # what is read of a question, words of it, letters of a word
LONGEST = 500  # signs of a lexeme
LEFT_OUT = 6  # words of which some may be left out
# Typed without accents; "far" is a father as often as it is "får".
_PLAIN_SMALL = frozenset(fold(each) for each in SMALL_WORDS if len(each) > 1) - {"far"}
# PostgreSQL does not know what reading a long vector costs, and would rather read all of them than the index for a
# common word. Until the transaction ends it is told to use an index where there is one, and to plan for each word anew:
# what is best for a rare word is ten times too slow for a common one.
_STEMS = """
    select set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true),
           w, ts_lexize('norwegian_stem', w), ts_lexize('swedish_stem', w), ts_lexize('english_stem', w)
    from unnest(%s::text[]) w
"""

Stems = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Part:
    """One thing that was asked for: `words` as typed, in plain letters; `query` all it may be called.

    `longer` finds longer words too that begin alike: compounds, and what was typed half. It costs more, the commoner
    the word, so it is asked only where `query` finds little.
    """

    words: Phrase
    query: str
    longer: str
    exact: str
    lexemes: frozenset[tuple[str, bool]]  # each with whether longer words count too


def typed(question: str) -> Sequence[str]:
    """The words of a question as typed, at most twelve; none where it holds no letter and no digit."""
    return [word[:SIGNS] for word in words_in(numbers_joined(question[:LETTERS]))][:WORDS]


def parts_of(words: Sequence[str]) -> Sequence[Part]:
    """What the words ask for, small words left out. One statement."""
    phrases = _phrases([fold(word) for word in words if word not in SMALL_WORDS])
    called = {phrase: also_called(phrase) for phrase in phrases}
    compounds: dict[Phrase, tuple[str, str] | None] = {
        phrase: parted(phrase[0]) for phrase in phrases if len(phrase) == 1
    }
    every = {word for phrase in phrases for each in (phrase, *called[phrase]) for word in each}
    stems = _stems(every | {word for pair in compounds.values() for word in pair or ()})
    last = phrases[-1][-1] if phrases else ""
    made = [_part(phrase, called[phrase], compounds.get(phrase), stems, last) for phrase in phrases]
    return [part for part in made if part.query]


def all_of(queries: Iterable[str]) -> str:
    """Everything that was asked for."""
    return _joined(" & ", queries)


def half_of(parts: Sequence[Part]) -> str:
    """At least half of what was asked for; of a long question, of its longest words."""
    kept = sorted(parts, key=lambda part: -sum(map(len, part.words)))[:LEFT_OUT]
    some = (all_of(part.query for part in each) for each in combinations(kept, ceil(len(kept) / 2)))
    return _joined(" | ", some)


def exactly(parts: Sequence[Part], sign: str) -> str:
    """The typed words alone, with all of them (`&`) or any (`|`)."""
    return _joined(f" {sign} ", (part.exact for part in parts if part.exact))


def quoted(lexeme: str) -> str:
    """A lexeme as it stands in a query: PostgreSQL takes none longer than 2,046 bytes, and no NUL."""
    doubled = lexeme.replace("\0", "")[:LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _phrases(words: Sequence[str]) -> Sequence[Phrase]:
    """The words in their order, those that are known together as one phrase."""
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        sizes = range(min(IN_A_PHRASE, len(words) - at), 1, -1)
        size = next((each for each in sizes if also_called(tuple(words[at : at + each]))), 1)
        phrase = tuple(words[at : at + size])
        if phrase not in found:
            found.append(phrase)
        at += size
    return found


def _stems(words: Iterable[str]) -> Stems:
    """Each word's stems in the languages and itself; none where it is a small word in one of them."""
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [sorted(words)])
        rows = cursor.fetchall()
    found = {}
    for _, _, word, *stems in rows:
        is_small = word in _PLAIN_SMALL or any(stem == [] for stem in stems)
        found[word] = frozenset() if is_small else frozenset({word, *(one for stem in stems for one in stem or ())})
    return found


def _part(phrase: Phrase, called: Iterable[Phrase], compound: tuple[str, str] | None, stems: Stems, last: str) -> Part:
    """The phrase by its stems, or what it is also called; `longer` takes long stems for beginnings of words too."""
    others = [each for each in (*sorted(called), compound or ()) if each]
    exact = _all_stems(phrase, stems)
    if not exact:
        return Part(phrase, "", "", "", frozenset())
    plain = [_all_stems(each, stems) for each in others]
    begun = [_all_stems(phrase, stems, 4, last), *(_all_stems(each, stems, 5) for each in others)]
    # A word of a phrase that means the same ("komme i gang") would be marked wherever it stands alone.
    alone = (phrase, *(each for each in others if len(each) == 1))
    lexemes = frozenset(
        (stem, _is_begun(word, stem, 4, last)) for each in alone for word in each for stem in stems[word]
    )
    return Part(phrase, _joined(" | ", [exact, *plain]), _joined(" | ", begun), exact, lexemes)


def _all_stems(phrase: Sequence[str], stems: Stems, longer_from: int = SIGNS + 1, last: str = "") -> str:
    """All words of the phrase, each by any of its stems."""
    made = []
    for word in phrase:
        found = (quoted(stem) + ":*" * _is_begun(word, stem, longer_from, last) for stem in sorted(stems[word]))
        made.append(_joined(" | ", found))
    return _joined(" & ", made)


def _is_begun(word: str, stem: str, longer_from: int, last: str) -> bool:
    """Whether the stem counts as the beginning of longer words: a long one, and the last word typed, perhaps half."""
    return len(stem) >= (3 if word == last else longer_from)


def _joined(sign: str, queries: Iterable[str]) -> str:
    kept = [each for each in queries if each]
    return f"({sign.join(kept)})" if len(kept) > 1 else "".join(kept)
