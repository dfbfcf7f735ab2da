"""Keeping a publication: the one door for what is written here, shipped, imported and harvested."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.citations.pieces import title_of
from stegvis.library.actions.check_publication import BadPublication, checked_publication
from stegvis.library.actions.index_entry import index_publication
from stegvis.library.actions.wait_for_turn import PUBLICATIONS, wait_for_turn
from stegvis.library.models import Publication
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role

Origin = Publication.Origin
# What nobody here has chosen record by record.
COMES_ALONG = (Origin.SHIPPED, Origin.HARVESTED)
LONGEST_SLUG = 80
# Letters that have no plain one inside them, as Norwegians and Swedes write them without their keys.
_LETTERS = str.maketrans({"ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"})


def check_can_keep_publications(by: Actor) -> None:
    """Raise Denied for who may not."""
    if not by.has(Role.EDITOR, Role.SYSTEM):
        raise Denied(_("Only editors keep publications."))


@once(Publication)
def keep_publication(*, by: Actor, fields: Mapping[str, Any], origin: Publication.Origin) -> Publication:
    """The publication as `fields` say it; the same one again where its `slug` or `oai` is known.

    A new one without a slug gets one of its title and year. What comes along with Stegvis or from an archive takes the
    place of what came in the same way before, and of nothing that people here have written or brought in.
    Raises Denied, and BadPublication with every field that is wrong.
    """
    check_can_keep_publications(by)
    given = dict(fields)
    slug, oai = str(given.pop("slug", "")), str(given.pop("oai", ""))
    read = checked_publication(given)
    wait_for_turn(by.organisation_id, PUBLICATIONS)
    there = _there(by, slug, oai)
    if there is None:
        _check_slug(slug)
        made = Publication(organisation_id=by.organisation_id, slug=slug or _free(by, slug_of(read)), oai=oai, **read)
        made.added_by_id, made.added_at, made.origin = by.user_id, clock.now(), origin
        made.save(force_insert=True)
    else:
        made = there
        is_ours = origin in COMES_ALONG and made.origin != origin
        if is_ours or all(getattr(made, name) == value for name, value in read.items()):
            return made
        for name, value in {**read, "origin": origin}.items():
            setattr(made, name, value)
        made.save()
    if made.withdrawn_at is None:
        index_publication(made)
    return made


def slug_of(fields: Mapping[str, Any]) -> str:
    """`implementeringsstotte-for-rask-psykisk-helsehjelp-2023`: of the work's own title and its year."""
    plain = unicodedata.normalize("NFKD", title_of(fields).translate(_LETTERS))
    words = slugify(plain.encode("ascii", "ignore").decode())
    if len(words) > LONGEST_SLUG:
        words = words[: LONGEST_SLUG + 1].rpartition("-")[0] or words[:LONGEST_SLUG]
    return "-".join(part for part in (words or "publication", str(fields.get("year") or "")) if part)


def the_same(by: Actor, fields: Mapping[str, Any]) -> Publication | None:
    """The one that is here already, by DOI or ISBN; `fields` are checked."""
    wanted = Q(doi=fields["doi"]) if fields["doi"] else Q()
    for one in fields["isbns"]:
        wanted |= Q(isbns__contains=[{"number": one["number"]}])
    return _of(by).filter(wanted).first() if wanted else None


def _there(by: Actor, slug: str, oai: str) -> Publication | None:
    named = _of(by).select_for_update()
    if oai:
        return named.filter(oai=oai).first()
    return named.filter(slug=slug).first() if slug else None


def _check_slug(slug: str) -> None:
    if slug and (len(slug) > 120 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)):
        raise BadPublication({"slug": _("An address has small letters, figures and hyphens.")})


def _free(by: Actor, slug: str) -> str:
    """The slug, or with the first number behind it that nobody has."""
    taken = set(_of(by).filter(slug__startswith=slug).values_list("slug", flat=True))
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _of(by: Actor) -> QuerySet[Publication]:
    return Publication.objects.filter(organisation_id=by.organisation_id)
