"""Which keys each part of a page has, and what each may hold: one table, read by the check alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from stegvis.definitions.programme.faults import Faults
from stegvis.definitions.programme.shapes import BLOCKS as OF_PROGRAMMES
from stegvis.definitions.programme.shapes import (
    Check,
    address_or_empty,
    by_kind,
    identity,
    number,
    one_of,
    plain,
    plain_or_empty,
    rich,
    rich_or_empty,
    several,
    shaped,
    truth,
)
from stegvis.definitions.registration import Problem


class Kind(StrEnum):
    """What a page is to its reader. A chapter and a course are read one part a page, all others as one."""

    TOPIC = "topic"
    ARTICLE = "article"
    NEWS = "news"
    CHAPTER = "chapter"
    GUIDELINE = "guideline"
    COURSE = "course"
    EASY = "easy"
    HANDBOOK = "handbook"


class Audience(StrEnum):
    """Whom a page is for. Only what is for staff is not public and never in the search index."""

    ANYONE = "anyone"
    CLIENT = "client"
    RELATIVE = "relative"
    GP = "gp"
    STAFF = "staff"


KINDS = tuple(Kind)
AUDIENCES = tuple(Audience)
# The kinds of offers nearby, as the directory has them.
OFFERS = ("training", "course", "self_help", "crisis", "user_organisation")
VERBS = ("inform", "motivate", "arrange")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def day(value: Any, key: str, faults: Faults) -> None:
    try:
        is_day = date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        is_day = False
    if not is_day:
        faults.add("bad_date", key)


def identity_or_empty(value: Any, key: str, faults: Faults) -> None:
    if value != "":
        identity(value, key, faults)


def publication(value: Any, key: str, faults: Faults) -> None:
    """The slug of a publication, which may be longer than other ids."""
    if not isinstance(value, str):
        faults.add("wrong_kind", key)
    elif not _SLUG.fullmatch(value) or len(value) > 120:
        faults.add("bad_id", key)


def mapping(value: Any, key: str, faults: Faults) -> None:
    if not isinstance(value, dict):
        faults.add("wrong_kind", key)


def _block(**keys: Check) -> Check:
    return shaped({"id": identity, "kind": plain, **keys})


def _for_everybody(check: Check) -> Check:
    """A block of a programme without a condition: nobody knows who reads a page, so nothing depends on it."""

    def checked(value: Any, key: str, faults: Faults) -> None:
        if "when" in value:
            faults.add("unknown_key", "when")
        check({name: one for name, one in value.items() if name != "when"}, key, faults)

    return checked


_SHARED = ("text", "example", "quote", "list", "check", "link", "image", "film", "sound", "reflection")
_line = shaped({"question": plain, "answer": rich})
_card = shaped({"id": identity, "title": plain, "body": rich})
_scene = shaped({"picture": plain, "words": plain})
_choice = shaped({"id": identity, "text": plain})
_learnt = shaped({"id": identity, "text": plain, "url": address_or_empty})
_duty = shaped({"id": identity, "verb": one_of(*VERBS), "text": plain})
_document = shaped(
    {
        "title": plain,
        "publisher": plain,
        "year": number(1800, 2100),
        "url": address_or_empty,
        "in_force": truth,
        "replaced_by": plain_or_empty,
    }
)
BLOCKS: Mapping[str, Check] = {
    **{kind: _for_everybody(OF_PROGRAMMES[kind]) for kind in _SHARED},
    "exercise": _block(title=plain, body=rich, tool=one_of(""), minutes=number(1, 240)),
    "claim": _block(claim=identity),
    "concept": _block(term=plain, body=rich, source=identity_or_empty),
    "interview": _block(by=plain, lines=several(_line)),
    "cards": _block(items=several(_card)),
    "storyboard": _block(title=plain, note=plain_or_empty, scenes=several(_scene)),
    "poll": _block(
        question=plain, scope=one_of("public", "team"), choices=several(_choice, least=2, most=12), after=rich_or_empty
    ),
    "recap": _block(prompt=plain, items=several(_learnt)),
    "publications": _block(title=plain, items=several(publication)),
    "documents": _block(title=plain, items=several(_document)),
    "duties": _block(title=plain, items=several(_duty)),
    "offers": _block(title=plain, kind_of_offer=one_of("", *OFFERS), problem=one_of("", *Problem)),
}
block = by_kind(BLOCKS, "unknown_block")
_part = shaped({"id": identity, "title": plain_or_empty, "blocks": several(block, least=0)})
_source = shaped({"id": identity, "text": plain, "url": address_or_empty})
tree = shaped(
    {
        "title": plain,
        "lead": plain,
        "image_alt": plain_or_empty,
        "image_credit": plain_or_empty,
        "sources": several(_source, least=0, most=100),
        "parts": several(_part, most=40),
    }
)
_slugs = several(identity, least=0, most=40)
document = shaped(
    {
        "format": plain,
        "slug": identity,
        "kind": one_of(*KINDS),
        "audience": one_of(*AUDIENCES),
        "parent": identity_or_empty,
        "topics": _slugs,
        "related": _slugs,
        "published_on": day,
        "review_by": day,
        "image": plain_or_empty,
        "files": mapping,
        "languages": mapping,
    }
)
text_of_claim = shaped({"statement": plain, "caveat": plain_or_empty})
claim = shaped(
    {
        "slug": identity,
        "figure": plain_or_empty,
        "year": number(1800, 2100),
        "source": plain,
        "url": address_or_empty,
        "publication": plain_or_empty,
        "review_by": day,
        "texts": mapping,
    }
)
