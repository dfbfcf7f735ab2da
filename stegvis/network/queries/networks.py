"""Networks as they are read: the list, one of them, its members, what is written and shared there."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from stegvis.network.actions.checks import TAKES_PART, coordinates
from stegvis.network.models import Network, NetworkMember, Post, SharedFile
from stegvis.people.models import Actor, NotFound, Role

# In which order a text is looked for where it is not written in the reader's language.
ELSE = ("nb", "sv", "nn", "en")
_LEVELS = {level: place for place, level in enumerate(Network.Level.values)}


@dataclass(frozen=True)
class NetworkView:
    """A network in the reader's language; `language` is the one the words are in."""

    id: uuid.UUID
    slug: str
    language: str
    name: str
    summary: str
    goals: tuple[str, ...]
    level: str
    region: str
    owner: str
    funder: str
    phase: str
    started_on: date | None
    self_running_by: date | None
    coordinator: str
    coordinator_id: uuid.UUID | None
    contact: str
    source: str
    is_public: bool
    member_count: int = 0
    is_coordinated: bool = False  # by the viewer, who then moderates too


@dataclass(frozen=True)
class MemberView:
    """Contacts are for those who take part; the public sees who, and of what."""

    id: uuid.UUID
    kind: str
    name: str
    part_of: str
    place: str
    contact: str = ""
    shares: str = ""
    left_on: date | None = None


@dataclass(frozen=True)
class PostView:
    """A post, an answer or a comment. Hidden ones reach their author and moderators only, with the reason."""

    id: uuid.UUID
    title: str
    text: str
    by: str
    at: datetime
    is_hidden: bool = False
    hidden_why: str = ""
    replies: tuple[PostView, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class FileView:
    """The newest version of a shared file that is not hidden; the content is read by `shared_file` alone."""

    id: uuid.UUID
    name: str
    version: int
    description: str
    author: str
    licence: str
    type: str
    added_by: str
    added_at: datetime
    older: tuple[tuple[uuid.UUID, int], ...] = ()
    comments: tuple[PostView, ...] = ()


@dataclass(frozen=True)
class Talk:
    """All that is written in a network: talks, the newest first, and comments by the file they are on."""

    posts: list[PostView]
    comments: dict[uuid.UUID, list[PostView]]


def said_in(texts: Mapping[str, Any], language: str) -> tuple[str, dict[str, Any]]:
    """The texts in the language, or the first there are, with the language they are in."""
    chosen = next((code for code in (language, *ELSE) if code in texts), None)
    return (chosen, texts[chosen]) if chosen else (language, {})


def networks(viewer: Actor) -> list[NetworkView]:
    """Those of the organisation: national first, then by name. The public sees the public ones."""
    shown = [_view(viewer, row) for row in _rows(viewer)]
    return sorted(shown, key=lambda one: (_LEVELS[one.level], one.name))


def network_named(viewer: Actor, slug: str) -> NetworkView:
    """Raises NotFound, also for one that is not the viewer's to see."""
    row = _rows(viewer).filter(slug=slug).first()
    if row is None:
        raise NotFound
    return _view(viewer, row)


def members_of(viewer: Actor, network_id: uuid.UUID) -> list[MemberView]:
    """Who belongs to it now, in its own order."""
    rows = NetworkMember.objects.filter(organisation_id=viewer.organisation_id, network_id=network_id, left_on=None)
    within = takes_part(viewer)
    return [
        MemberView(row.pk, row.kind, row.name, row.part_of, row.place,
                   row.contact if within else "", row.shares if within else "")
        for row in rows.order_by("position", "name")
    ]  # fmt: skip


def talk_of(viewer: Actor, network: NetworkView, most: int = 500) -> Talk:
    """The newest talks with their answers, and what is said of files. Raises NotFound for who takes no part."""
    if not takes_part(viewer):
        raise NotFound
    rows = Post.objects.filter(organisation_id=viewer.organisation_id, network_id=network.id).select_related("by")
    if not network.is_coordinated:
        rows = rows.filter(Q(hidden_at=None) | Q(by_id=viewer.user_id))
    newest = list(rows.order_by("-at")[:most])
    replies: dict[uuid.UUID, list[PostView]] = {}
    comments: dict[uuid.UUID, list[PostView]] = {}
    for row in reversed(newest):
        if row.file_id is not None:
            comments.setdefault(row.file_id, []).append(_post(row))
        elif row.answers_id is not None:
            replies.setdefault(row.answers_id, []).append(_post(row))
    firsts = [row for row in newest if row.file_id is None and row.answers_id is None]
    return Talk([_post(row, tuple(replies.get(row.pk, ()))) for row in firsts], comments)


def files_of(viewer: Actor, network: NetworkView, talk: Talk | None = None) -> list[FileView]:
    """By name, the newest version of each, with the older ones and what is said of them. Raises NotFound."""
    said = (talk or talk_of(viewer, network)).comments
    rows = (
        SharedFile.objects.filter(organisation_id=viewer.organisation_id, network_id=network.id, hidden_at=None)
        .defer("content")
        .select_related("added_by")
        .order_by("name", "-version")
    )
    versions: dict[str, list[SharedFile]] = {}
    for row in rows:
        versions.setdefault(row.name, []).append(row)
    return [
        FileView(
            newest.pk, newest.name, newest.version, newest.description, newest.author, newest.licence, newest.type,
            newest.added_by.name, newest.added_at, tuple((one.pk, one.version) for one in older),
            tuple(one for row in reversed((newest, *older)) for one in said.get(row.pk, ())),
        )
        for newest, *older in versions.values()
    ]  # fmt: skip


def shared_file(viewer: Actor, file_id: uuid.UUID) -> SharedFile:
    """One version with its content. Raises NotFound."""
    found = SharedFile.objects.filter(organisation_id=viewer.organisation_id, pk=file_id, hidden_at=None).first()
    if found is None or not takes_part(viewer):
        raise NotFound
    return found


def network_of_post(viewer: Actor, post_id: uuid.UUID) -> tuple[NetworkView, str]:
    """The network a post stands in, and its heading or its first words. Raises NotFound."""
    row = Post.objects.filter(organisation_id=viewer.organisation_id, pk=post_id).select_related("network").first()
    if row is None or not takes_part(viewer):
        raise NotFound
    is_seen = row.hidden_at is None or row.by_id == viewer.user_id or coordinates(viewer, row.network)
    if not is_seen:
        raise NotFound
    return network_named(viewer, row.network.slug), row.title or row.text[:100]


def network_of_file(viewer: Actor, file_id: uuid.UUID) -> tuple[NetworkView, str]:
    """The network a file is shared with, and its name. Raises NotFound."""
    rows = SharedFile.objects.filter(organisation_id=viewer.organisation_id, pk=file_id, hidden_at=None)
    row = rows.values_list("network__slug", "name").first()
    if row is None:
        raise NotFound
    return network_named(viewer, row[0]), row[1]


def takes_part(viewer: Actor) -> bool:
    return viewer.has(*TAKES_PART, Role.SYSTEM)


def _rows(viewer: Actor) -> QuerySet[Network]:
    rows = Network.objects.filter(organisation_id=viewer.organisation_id).select_related("coordinator")
    rows = rows.annotate(member_count=Count("members", filter=Q(members__left_on=None)))
    return rows if takes_part(viewer) else rows.filter(is_public=True)


def _view(viewer: Actor, row: Any) -> NetworkView:
    language, said = said_in(row.texts, viewer.language)
    return NetworkView(
        id=row.pk,
        slug=row.slug,
        language=language,
        name=said.get("name", row.slug),
        summary=said.get("summary", ""),
        goals=tuple(said.get("goals", ())),
        level=row.level,
        region=row.region,
        owner=row.owner,
        funder=row.funder,
        phase=row.phase,
        started_on=row.started_on,
        self_running_by=row.self_running_by,
        coordinator=row.coordinator.name if row.coordinator else "",
        coordinator_id=row.coordinator_id,
        contact=row.contact,
        source=row.source,
        is_public=row.is_public,
        member_count=row.member_count,
        is_coordinated=coordinates(viewer, row),
    )


def _post(row: Post, replies: tuple[PostView, ...] = ()) -> PostView:
    return PostView(
        row.pk, row.title, row.text, row.by.name, row.at, row.hidden_at is not None, row.hidden_why, replies
    )
