"""Polls as they are shown: the answers of five or more, and never a split of fewer. Knows no voter but the viewer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from stegvis.definitions.polls import FEWEST, Asked, asked_as, asked_in, shares
from stegvis.library.models import Page, Poll, PollCount, PollVoter
from stegvis.people.models import Actor, NotFound


@dataclass(frozen=True)
class ChoiceShown:
    """One answer: how many gave it, and their share in whole per cent. Both 0 while the split is hidden."""

    id: str
    text: str
    n: int
    percent: int
    is_mine: bool


@dataclass(frozen=True)
class Shown:
    """Answers to one question, hidden below five. `mine` is the choice that this browser remembers, or ""."""

    question: str
    choices: Sequence[ChoiceShown]
    total: int
    mine: str

    @property
    def is_hidden(self) -> bool:
        """Too few have answered to show what."""
        return self.total < FEWEST

    @property
    def needed(self) -> int:
        """How many more must answer before the split is shown."""
        return max(0, FEWEST - self.total)


@dataclass(frozen=True)
class PollShown(Shown):
    """A poll of a page. `slug` is the page's, `title` its title; `after` is what one reads after answering."""

    id: uuid.UUID
    slug: str
    title: str
    block: str
    scope: str
    closed_at: datetime | None
    is_replaced: bool
    after: Sequence[Mapping[str, Any]]

    @property
    def is_answered(self) -> bool:
        """This browser has answered, also when the answer is no longer among the choices."""
        return bool(self.mine)


@dataclass(frozen=True)
class PollFound:
    """What casting a vote must know of a poll."""

    id: uuid.UUID
    slug: str
    block: str
    question: str
    choices: Sequence[str]


@dataclass(frozen=True)
class StaffPoll:
    """A poll in the list of those who work here."""

    poll: PollShown
    has_voted: bool


def split(asked: Asked, counts: Mapping[str, int], mine: str) -> tuple[Sequence[ChoiceShown], int]:
    """The choices in the order of the page, and how many answered. Below five no choice carries a number."""
    given = [counts.get(choice, 0) for choice, _text in asked.choices]
    total = sum(given)
    if total < FEWEST:
        given = [0] * len(given)
    told = zip(asked.choices, given, shares(given), strict=True)
    return [ChoiceShown(choice, text, n, share, choice == mine) for (choice, text), n, share in told], total


def polls_of(page: Page, chosen: Mapping[str, str], language: str = "") -> dict[str, PollShown]:
    """The polls of a page by their block; `chosen` is what this browser remembers, by poll. One or two statements."""
    found = _shown([page], chosen, language or get_language() or "nb")
    return {poll.block: poll for poll in found if not poll.is_replaced}


def poll_to_vote(viewer: Actor, *, slug: str, block: str) -> PollFound:
    """The public poll in that block of a page that is read here. Raises NotFound."""
    found = (
        Poll.objects.select_related("page")
        .filter(organisation_id=viewer.organisation_id, page__slug=slug, block=block, scope=Poll.Scope.PUBLIC)
        .filter(replaced_at=None)
        .filter(page__withdrawn_at=None, page__current__isnull=False)
        .exclude(page__audience="staff")
        .first()
    )
    return _found(found, viewer.language)


def ballot_of(viewer: Actor, *, poll: uuid.UUID) -> PollFound:
    """The team's poll of that id; one that was replaced takes no votes, and says so. Raises NotFound."""
    found = (
        Poll.objects.select_related("page")
        .filter(organisation_id=viewer.organisation_id, pk=poll, scope=Poll.Scope.TEAM)
        .filter(page__withdrawn_at=None, page__current__isnull=False)
        .first()
    )
    return _found(found, viewer.language)


def polls_for_staff(viewer: Actor) -> Sequence[StaffPoll]:
    """Every poll of the organisation's pages, open ones first, and what was asked before. Three statements."""
    with_polls = Poll.objects.filter(organisation_id=viewer.organisation_id).values("page_id")
    pages = (
        Page.objects.select_related("current")
        .filter(organisation_id=viewer.organisation_id, pk__in=with_polls, withdrawn_at=None, current__isnull=False)
        .order_by("slug")
    )
    voted = set(
        PollVoter.objects.filter(organisation_id=viewer.organisation_id, staff_id=viewer.user_id).values_list(
            "poll_id", flat=True
        )
    )
    polls = [StaffPoll(poll, poll.id in voted) for poll in _shown(list(pages), {}, viewer.language)]
    return sorted(polls, key=lambda one: one.poll.closed_at is not None)


def poll_for_staff(viewer: Actor, poll: uuid.UUID) -> StaffPoll:
    """One of them. Raises NotFound."""
    found = next((one for one in polls_for_staff(viewer) if one.poll.id == poll), None)
    if found is None:
        raise NotFound
    return found


def _found(poll: Poll | None, language: str) -> PollFound:
    if poll is None:
        raise NotFound
    asked = asked_as(poll.asked, language, block=poll.block, scope=poll.scope)
    return PollFound(poll.pk, poll.page.slug, poll.block, asked.question, [choice for choice, _text in asked.choices])


def _shown(pages: Sequence[Page], chosen: Mapping[str, str], language: str) -> list[PollShown]:
    """Polls that the current version of their page asks, in its order, and behind them those that were replaced."""
    counts: dict[Poll, dict[str, int]] = {}
    found = PollCount.objects.select_related("poll").filter(poll__page__in=pages)
    for count in found.filter(organisation_id__in={page.organisation_id for page in pages}):
        counts.setdefault(count.poll, {})[count.choice] = count.n
    shown = []
    for page in pages:
        polls = sorted((poll for poll in counts if poll.page_id == page.pk), key=lambda poll: str(poll.replaced_at))
        now = {poll.block: poll for poll in polls if poll.replaced_at is None}
        asked = asked_in(page.current.document, language) if page.current else ()
        pairs = [(now[one.block], one) for one in asked if one.block in now]
        pairs += [
            (poll, asked_as(poll.asked, language, block=poll.block, scope=poll.scope))
            for poll in polls
            if poll.replaced_at is not None
        ]
        title = _title(page, language)
        for poll, one in pairs:
            mine = chosen.get(str(poll.pk), "")
            shown.append(_poll_shown(poll, one, counts[poll], mine=mine, slug=page.slug, title=title))
    return shown


def _poll_shown(poll: Poll, asked: Asked, counts: Mapping[str, int], *, mine: str, slug: str, title: str) -> PollShown:
    choices, total = split(asked, counts, mine)
    return PollShown(
        question=asked.question,
        choices=choices,
        total=total,
        mine=mine,
        id=poll.pk,
        slug=slug,
        title=title,
        block=poll.block,
        scope=poll.scope,
        closed_at=poll.closed_at,
        is_replaced=poll.replaced_at is not None,
        after=asked.after,
    )


def _title(page: Page, language: str) -> str:
    told: Mapping[str, str] = page.texts.get(language) or page.texts.get("nb") or next(iter(page.texts.values()), {})
    return str(told.get("title", page.slug))
