"""Publications to read, to cite and to keep in order, and the archives they are fetched from."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet

from stegvis.definitions.citations import bibtex, csl, ris
from stegvis.definitions.citations.pieces import family_and_given
from stegvis.definitions.publication_numbers import shown_isbn
from stegvis.library.actions.check_publication import READ
from stegvis.library.models import Harvest, Publication
from stegvis.people.models import Actor, NotFound, Role

# How many a list of staff shows at once; the search finds the others.
LISTED = 100


@dataclass(frozen=True)
class Form:
    """A file to cite from."""

    name: str
    type: str
    write: Callable[[Publication], str]


FORMS: Mapping[str, Form] = {
    "ris": Form("RIS", "application/x-research-info-systems", lambda one: ris(fields_of(one))),
    "json": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", lambda one: csl(fields_of(one), one.slug)),
    "bib": Form("BibTeX", "application/x-bibtex", lambda one: bibtex(fields_of(one), one.slug)),
}


@dataclass(frozen=True)
class ShownPublication:
    """One as a page shows it in a language. `title_language`, `abstract_language`: what each text really is in."""

    publication: Publication
    title: str
    title_language: str
    abstract: str
    abstract_language: str
    contributors: Sequence[tuple[str, Sequence[Mapping[str, str]]]]
    isbns: Sequence[tuple[str, str]]

    @property
    def slug(self) -> str:
        return self.publication.slug

    @property
    def host(self) -> str:
        """The place that its address leads to, as `nva.sikt.no`."""
        return urlsplit(self.publication.url).hostname or ""

    @property
    def authors(self) -> str:
        """`Knapstad, Lervik, Sæther`; from four on, the first and that there are more."""
        names = [
            family_and_given(one["name"])[0] for role, each in self.contributors if role == "author" for one in each
        ]
        return ", ".join(names) if len(names) < 4 else f"{names[0]} et al."


def publication_named(viewer: Actor, slug: str) -> Publication:
    """One that is on the shelf; editors also see what was withdrawn. Raises NotFound."""
    among = _of(viewer) if viewer.has(Role.EDITOR) else _on_the_shelf(viewer)
    found = among.filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def publications_named(viewer: Actor, slugs: Sequence[str]) -> Sequence[ShownPublication]:
    """Those of the slugs that are on the shelf, in the order asked for. One statement."""
    found = {one.slug: one for one in _on_the_shelf(viewer).filter(slug__in=slugs)}
    return [shown_publication(found[slug], viewer.language) for slug in slugs if slug in found]


def of_topic(viewer: Actor, topic: str) -> Sequence[ShownPublication]:
    """Those filed under the topic, newest first. One statement."""
    found = _on_the_shelf(viewer).filter(topics__contains=[topic]).order_by("-year", "slug")
    return [shown_publication(one, viewer.language) for one in found[:LISTED]]


def kept_publications(viewer: Actor, words: str = "") -> Sequence[ShownPublication]:
    """The newest of all for an editor, withdrawn ones too; with words, those that have them in a title."""
    found = _of(viewer).order_by("-added_at", "slug")
    if words:
        found = found.filter(titles__icontains=words)
    return [shown_publication(one, viewer.language) for one in found[:LISTED]]


def shown_publication(one: Publication, language: str) -> ShownPublication:
    """In that language where there is one, else in the work's own."""
    title, title_language = _in(one.titles, language, one.language)
    abstract, abstract_language = _in(one.abstracts, language, one.language)
    roles = list(dict.fromkeys(each["role"] for each in one.contributors))
    return ShownPublication(
        publication=one,
        title=title,
        title_language=title_language,
        abstract=abstract,
        abstract_language=abstract_language,
        contributors=[
            (role, [{**each, "shown": _turned(each["name"])} for each in one.contributors if each["role"] == role])
            for role in roles
        ],
        isbns=[(shown_isbn(each["number"]), each["medium"]) for each in one.isbns],
    )


def fields_of(one: Publication) -> dict[str, Any]:
    """The fields as `keep_publication` takes them, and as citations are written from."""
    return {name: getattr(one, name) for name in READ}


def harvests(viewer: Actor) -> Sequence[Harvest]:
    """The archives that are fetched from, by name."""
    return list(Harvest.objects.filter(organisation_id=viewer.organisation_id).order_by("name", "part"))


def harvest_of(viewer: Actor, harvest_id: uuid.UUID) -> Harvest:
    """One of them. Raises NotFound."""
    found = Harvest.objects.filter(organisation_id=viewer.organisation_id, pk=harvest_id).first()
    if found is None:
        raise NotFound
    return found


def _in(texts: Mapping[str, str], language: str, own: str) -> tuple[str, str]:
    """A text and the language it is in; nynorsk readers are nearest to bokmål, everybody else to the work's own."""
    for each in (language, *(["nb"] if language == "nn" else []), own, *texts):
        if texts.get(each):
            return texts[each], each
    return "", own


def _turned(name: str) -> str:
    family, given = family_and_given(name)
    return f"{given} {family}" if given else family


def _of(viewer: Actor) -> QuerySet[Publication]:
    return Publication.objects.filter(organisation_id=viewer.organisation_id)


def _on_the_shelf(viewer: Actor) -> QuerySet[Publication]:
    return _of(viewer).filter(withdrawn_at=None)
