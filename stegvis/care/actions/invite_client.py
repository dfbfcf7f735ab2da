"""Inviting a client to log in: a link one way and a code another, or a code to read aloud. Never both in one place."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import listed_episode_of
from stegvis.notices.actions.notify import notify
from stegvis.people.actions.client_login import NewLogin, find_link, make_code, make_link, make_spoken_code
from stegvis.people.actions.once import claim, finish, once
from stegvis.people.models import Actor, Channel, ClientLogin, Denied, Person, Role

# The link goes by e-mail, which keeps a long line whole; the code by SMS, which is at hand when it is asked for.
LINK_BY, CODE_BY = Channel.Kind.EMAIL, Channel.Kind.SMS


def check_can_invite(by: Actor, episode: Episode) -> None:
    """Raise Denied unless the actor works with the client and the link and the code can go different ways."""
    check_can_give_code(by)
    if not has_two_ways(by, episode.person):
        raise Denied(
            _(
                "A link and a code must go different safe ways, an e-mail address and a mobile number, and this client "
                "has not given both. Give a code by phone or on paper instead."
            )
        )


def can_invite(by: Actor, episode: Episode) -> bool:
    try:
        check_can_invite(by, episode)
    except Denied:
        return False
    return True


def check_can_give_code(by: Actor) -> None:
    """Raise Denied unless the actor is a clinician or a coordinator; the episode's query has found the relation."""
    if not (by.is_clinical or by.has(Role.COORDINATOR, Role.SYSTEM)):
        raise Denied(_("Your role does not invite clients."))


def has_two_ways(by: Actor, person: Person) -> bool:
    """Whether the client may be reached both ways; a channel that must not be used is never one of them."""
    safe = Channel.objects.filter(
        organisation_id=by.organisation_id, person=person, kind__in=(LINK_BY, CODE_BY), is_safe=True
    )
    return safe.count() == 2


@once(ClientLogin)
def invite_client(*, by: Actor, episode_id: uuid.UUID) -> ClientLogin:
    """Send a link that lasts seven days. Its page sends the code, when the client asks. Raises NotFound and Denied."""
    episode = listed_episode_of(by, episode_id)
    check_can_invite(by, episode)
    return send_link(by=by, person=episode.person)


def send_link(*, by: Actor, person: Person) -> ClientLogin:
    """Make a link and put it in the outbox. Part of another action, which has checked the ways."""
    made = make_link(by=by, person=person)
    address = settings.STEGVIS_URL + reverse("public:link", kwargs={"token": made.secret})
    notify(by=by, text="way_in", person=person, values={"link": address}, kind=LINK_BY)
    return made.login


@transaction.atomic
def send_code(*, token: str) -> None:
    """Send the code of a link by the second way. An unknown or used link sends nothing, and tells nobody."""
    by, login = find_link(token)
    if login is not None and has_two_ways(by, login.person):
        notify(by=by, text="code", person=login.person, values={"code": make_code(login)}, kind=CODE_BY)


@transaction.atomic
def give_spoken_code(*, by: Actor, episode_id: uuid.UUID) -> NewLogin:
    """A code to read aloud or hand over, valid seven days; shown once, so a form sent twice is told so.

    Raises NotFound and Denied.
    """
    episode = listed_episode_of(by, episode_id)
    check_can_give_code(by)
    if by.command is not None and claim(by, "give_spoken_code") is not None:
        raise Denied(_("The code was shown already, and it is shown only once. Make a new one if it is lost."))
    made = make_spoken_code(by=by, person=episode.person)
    if by.command is not None:
        finish(by, "give_spoken_code", made.login.pk)
    return made
