"""Giving a client something to read or to go to: a page, a claim, an offer nearby; taking it back; opening it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pages import Audience, Kind
from stegvis.definitions.pathway import State
from stegvis.library.actions.count_use import count_use
from stegvis.library.models import PageUse
from stegvis.library.queries.claims import claim_named
from stegvis.library.queries.pages import pages_named
from stegvis.network.queries.local_offers import offer_named
from stegvis.notices.actions.notify import notify
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.models import Recommendation

What = Recommendation.What
LONGEST = 1000
# Several things are often given one after the other; the client is told of them once.
QUIET = timedelta(hours=12)
SEALED = {"table": "selfhelp_recommendation", "column": "words_sealed"}


def check_can_recommend(by: Actor, episode: Episode) -> None:
    """Raise unless a clinician works with a running course; an emergency access gives no right to it."""
    if not (by.is_clinical and works_with(by, episode)):
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended."))


@once(Recommendation)
def recommend(*, by: Actor, episode: Episode, what: str, slug: str, words: str = "") -> Recommendation:
    """It is in the client's plan from now on, with the therapist's words. `episode` is from `episode_of`.

    Raises NotFound where there is no such thing that a client may read, and Denied where the client has it already.
    """
    check_can_recommend(by, episode)
    page = _check_is_there(by, what, slug)
    if len(words) > LONGEST:
        raise Denied(_("Write at most %(n)s letters.") % {"n": LONGEST})
    given = Recommendation.objects.filter(
        organisation_id=by.organisation_id, episode_id=episode.pk, withdrawn_at=None
    ).values_list("what", "slug", "at")
    known = list(given)
    if (what, slug) in {(each[0], each[1]) for each in known}:
        raise Denied(_("Your client has this already."))
    row, now = uuid.uuid4(), clock.now()
    made = Recommendation.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        what=what,
        slug=slug,
        words_sealed=sealer_of(episode.person.key).seal(words.strip(), row=row, **SEALED) if words.strip() else None,
        by_id=by.as_user,
        at=now,
    )
    if page is not None:
        count_use(by.organisation_id, page, PageUse.What.PRESCRIBED)
    if not any(each[2] > now - QUIET for each in known):
        notify(by=by, text="something_new", person=episode.person)
    return made


@once(Recommendation)
def withdraw_recommendation(*, by: Actor, episode: Episode, recommendation_id: uuid.UUID) -> Recommendation:
    """The client sees it no more; that it was given stays in the record. Raises NotFound and Denied."""
    check_can_recommend(by, episode)
    found = (
        Recommendation.objects.select_for_update(no_key=True)
        .filter(organisation_id=by.organisation_id, episode_id=episode.pk, pk=recommendation_id, withdrawn_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    found.withdrawn_at = clock.now()
    found.save(update_fields=["withdrawn_at"])
    return found


def note_opened(*, by: Actor, recommendation_id: uuid.UUID) -> None:
    """The client has it open: the first time is remembered. `recommendation_id` is one that a query has found."""
    first = Recommendation.objects.filter(
        organisation_id=by.organisation_id, person_id=by.own_person, pk=recommendation_id, opened_at=None
    )
    first.update(opened_at=clock.now())


def _check_is_there(by: Actor, what: str, slug: str) -> uuid.UUID | None:
    """The page's id, where it is a page. What is for staff is nothing to give."""
    if what == What.PAGE:
        page = next(iter(pages_named(by, [slug])), None)
        if page is None or page.audience is Audience.STAFF or page.kind is Kind.HANDBOOK:
            raise NotFound
        return page.id
    if what == What.CLAIM:
        claim_named(by, slug)
    elif what == What.OFFER:
        offer_named(by, slug)
    else:
        raise NotFound
    return None
