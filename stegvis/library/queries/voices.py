"""What user representatives have proposed and objected to: whether an objection stands, and all that was said."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from stegvis.definitions import clock
from stegvis.definitions.pages import nearest
from stegvis.library.models import Page, Voice, Workshop
from stegvis.library.models.learn_authoring import PREFIX
from stegvis.library.queries.programmes import published_programmes
from stegvis.people.models import Actor, Membership, NotFound, Role

LISTENERS = (Role.USER_REPRESENTATIVE, Role.EDITOR, Role.LEAD)
PAGE, PROGRAMME = "page", "programme"
MOST = 300


@dataclass(frozen=True)
class Said:
    """A proposal or an objection with its way so far. `title_of` is what it is about, "" for something new.

    `is_open`: nobody has ended it; `is_mine`: the viewer raised it.
    """

    id: uuid.UUID
    kind: str
    about: str
    title_of: str
    title: str
    reason: str
    by: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    is_mine: bool

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_objection(self) -> bool:
        return self.kind == Voice.Kind.OBJECTION

    @property
    def is_closed(self) -> bool:
        """An objection that was not taken back: its last answer ended it, when its author was no longer here."""
        return self.is_objection and not self.is_open and not self.end_reason


def stands_objection(viewer: Actor, about: str) -> bool:
    """Whether somebody has objected to it ("page:SLUG" or "programme:SLUG") and not taken it back."""
    objections = Voice.objects.filter(organisation_id=viewer.organisation_id, kind=Voice.Kind.OBJECTION)
    return objections.filter(about=about, ended_at=None).exists()


def is_still_here(viewer: Actor, voice: Voice) -> bool:
    """Whether who raised it can open it today, and so can take it back."""
    today = clock.today(viewer.zone)
    roles = Membership.objects.filter(
        organisation_id=viewer.organisation_id, user_id=voice.by_id, user__is_active=True, role__in=LISTENERS
    )
    return roles.filter(Q(until=None) | Q(until__gte=today), since__lte=today).exists()


def voices(viewer: Actor) -> Sequence[Said]:
    """All of them: what is open first, the newest first. At most three statements. Raises NotFound for others."""
    _check_listens(viewer)
    found = Voice.objects.filter(organisation_id=viewer.organisation_id).select_related("by", "answered_by")
    rows = sorted(found.order_by("-at", "id")[:MOST], key=lambda voice: voice.ended_at is not None)
    titles = _titles_of(viewer, {voice.about for voice in rows})
    return [_said(viewer, voice, titles) for voice in rows]


def voice_of(viewer: Actor, voice: uuid.UUID) -> Voice:
    """One of them; raises NotFound."""
    _check_listens(viewer)
    found = Voice.objects.filter(organisation_id=viewer.organisation_id, pk=voice).first()
    if found is None:
        raise NotFound
    return found


def said_of(viewer: Actor, voice: Voice) -> Said:
    """It as its page shows it."""
    return _said(viewer, voice, _titles_of(viewer, {voice.about}))


def open_voices(viewer: Actor) -> int:
    """How many wait: for an answer, or for the one who raised them."""
    return Voice.objects.filter(organisation_id=viewer.organisation_id, ended_at=None).count()


def objected_to(viewer: Actor) -> frozenset[str]:
    """What an objection stands against, as "page:SLUG" and "programme:SLUG"."""
    objections = Voice.objects.filter(organisation_id=viewer.organisation_id, kind=Voice.Kind.OBJECTION, ended_at=None)
    return frozenset(objections.values_list("about", flat=True))


def subjects(viewer: Actor) -> Mapping[str, str]:
    """All that one can speak of, by "page:SLUG" and "programme:SLUG", with its title. Three statements.

    What is written and not published yet is there too: it can be stopped before anybody reads it.
    """
    workshop = Workshop.objects.select_related("page").filter(organisation_id=viewer.organisation_id).first()
    drafts = workshop.page.get_children().values_list("slug", "draft_title") if workshop else ()
    written = {_about_draft(slug): title for slug, title in drafts}
    pages = Page.objects.filter(organisation_id=viewer.organisation_id)
    return {**written, **_programmes(viewer), **_titles(viewer, pages)}


def _about_draft(slug: str) -> str:
    return f"{PAGE}:{slug.removeprefix(PREFIX)}" if slug.startswith(PREFIX) else f"{PROGRAMME}:{slug}"


def _titles(viewer: Actor, pages: Iterable[Page]) -> Mapping[str, str]:
    return {f"{PAGE}:{page.slug}": page.texts[nearest(viewer.language, page.texts)]["title"] for page in pages}


def _programmes(viewer: Actor) -> Mapping[str, str]:
    """By their newest version's title."""
    return {f"{PROGRAMME}:{each.slug}": each.title for each in reversed(published_programmes(viewer))}


def _titles_of(viewer: Actor, about: Iterable[str]) -> Mapping[str, str]:
    """Of those alone, with a statement for each kind that there is."""
    named = [each.partition(":") for each in about]
    slugs = [slug for kind, _, slug in named if kind == PAGE]
    pages = Page.objects.filter(organisation_id=viewer.organisation_id, slug__in=slugs) if slugs else ()
    programmes = _programmes(viewer) if any(kind == PROGRAMME for kind, *_rest in named) else {}
    return {**programmes, **_titles(viewer, pages)}


def _check_listens(viewer: Actor) -> None:
    if not viewer.has(*LISTENERS):
        raise NotFound


def _said(viewer: Actor, voice: Voice, titles: Mapping[str, str]) -> Said:
    return Said(
        id=voice.pk,
        kind=voice.kind,
        about=voice.about,
        title_of=titles.get(voice.about) or voice.about.partition(":")[2],
        title=voice.title,
        reason=voice.reason,
        by=voice.by.name,
        at=voice.at,
        answer=voice.answer,
        answered_by=voice.answered_by.name if voice.answered_by else "",
        answered_at=voice.answered_at,
        ended_at=voice.ended_at,
        end_reason=voice.end_reason,
        is_mine=voice.by_id == viewer.user_id,
    )
