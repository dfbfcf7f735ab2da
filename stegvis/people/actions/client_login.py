"""A client's way in: making links and codes, and redeeming them, once. Sending them is another room's.

What is unknown is answered like what is known and wrong, by the same statements, so that neither the answer nor
its time tells whether there is such a client.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from stegvis.definitions import clock
from stegvis.definitions.spoken_codes import as_typed, in_groups, new_code
from stegvis.people.models import Actor, ClientLogin, LoginDoor, Person, Role
from stegvis.people.queries.identity import identity_of
from stegvis.people.sealing import door_hash
from stegvis.people.tenancy import enter

# facts/safety.md, table row 13: single use, seven days for an invitation, fifteen minutes for a code.
LINK_FOR = timedelta(days=7)
CODE_FOR = timedelta(minutes=15)
SPOKEN_FOR = timedelta(days=7)
MOST_ATTEMPTS = 5

DOOR = """
select d.organisation_id, o.country
from (select coalesce(
        (select organisation_id from people_logindoor where token_hash = %s and expires_at > %s),
        (select id from people_organisation order by id limit 1)) as organisation_id) d
join people_organisation o on o.id = d.organisation_id
"""


@dataclass(frozen=True)
class NewLogin:
    """A log-in just made and its secret, which is kept nowhere: a link's token, or a spoken code."""

    login: ClientLogin
    secret: str


@dataclass(frozen=True)
class CameIn:
    """Who has come in, for the session."""

    person_id: uuid.UUID
    organisation_id: uuid.UUID
    language: str


def make_link(*, by: Actor, person: Person) -> NewLogin:
    """A link for seven days; links made earlier and not used are void. Part of another action."""
    return _make(by, person, ClientLogin.Kind.LINK, secrets.token_urlsafe(32), LINK_FOR)


def make_spoken_code(*, by: Actor, person: Person) -> NewLogin:
    """A code to read aloud or hand over on paper, for seven days; earlier ones are void. Part of another action."""
    code = new_code()
    made = _make(by, person, ClientLogin.Kind.SPOKEN, code, SPOKEN_FOR)
    return NewLogin(made.login, in_groups(code))


def make_code(login: ClientLogin) -> str:
    """Six digits that open this link for fifteen minutes; the code before is void. Part of another action."""
    code = f"{secrets.randbelow(1_000_000):06}"
    login.code_hash, login.code_expires_at = _code_hash(login, code), clock.now() + CODE_FOR
    login.save(update_fields=["code_hash", "code_expires_at"])
    return code


def redeem_link(*, token: str, code: str) -> CameIn | None:
    """Come in by a link and the code that was sent another way; None for anything that does not fit."""

    def fits(login: ClientLogin) -> bool:
        if login.code_hash is None or login.code_expires_at is None or login.code_expires_at <= clock.now():
            return False
        return constant_time_compare(bytes(login.code_hash), _code_hash(login, as_typed(code)))

    return _redeem(token, ClientLogin.Kind.LINK, fits)


def redeem_spoken(*, code: str, birth_date: date) -> CameIn | None:
    """Come in by a spoken code and the day of birth; None for anything that does not fit."""
    return _redeem(
        as_typed(code), ClientLogin.Kind.SPOKEN, lambda login: identity_of(login.person).birth_date == birth_date
    )


def find_link(token: str) -> tuple[Actor, ClientLogin | None]:
    """The link of that token, locked, while it can be used; enters its organisation. In a transaction."""
    by = _enter(door_hash(token))
    login = _live(door_hash(token), ClientLogin.Kind.LINK)
    return by, login


@transaction.atomic
def _redeem(secret: str, kind: str, fits: Callable[[ClientLogin], bool]) -> CameIn | None:
    hashed = door_hash(secret)
    _enter(hashed)
    login = _live(hashed, kind)
    now = clock.now()
    is_right = login is not None and fits(login)
    # Counted right or wrong, found or not: the same statement every time.
    ClientLogin.objects.filter(pk=login.pk if login else uuid.uuid4()).update(
        attempts=F("attempts") + 1, used_at=now if is_right else None
    )
    if login is None or not is_right:
        return None
    return CameIn(login.person_id, login.organisation_id, login.person.language)


def _enter(hashed: bytes) -> Actor:
    """Enter the organisation behind this door; any organisation for a door that is not there."""
    with connection.cursor() as cursor:
        cursor.execute(DOOR, [hashed, clock.now()])
        found = cursor.fetchone()
    by = Actor(organisation_id=found[0], roles=frozenset({Role.VISITOR}), country=found[1])
    enter(by)
    return by


def _live(hashed: bytes, kind: str) -> ClientLogin | None:
    return (
        ClientLogin.objects.select_for_update(of=("self",))
        .select_related("person__key", "person__identity")
        .filter(
            token_hash=hashed,
            kind=kind,
            used_at=None,
            expires_at__gt=clock.now(),
            attempts__lt=MOST_ATTEMPTS,
            person__erased_at=None,
        )
        .first()
    )


def _make(by: Actor, person: Person, kind: str, secret: str, lasts: timedelta) -> NewLogin:
    now = clock.now()
    ClientLogin.objects.filter(
        organisation_id=by.organisation_id, person=person, kind=kind, used_at=None, expires_at__gt=now
    ).update(expires_at=now)
    hashed = door_hash(secret)
    login = ClientLogin.objects.create(
        organisation_id=by.organisation_id,
        person=person,
        kind=kind,
        token_hash=hashed,
        made_at=now,
        expires_at=now + lasts,
        made_by=by.user_id,
    )
    LoginDoor.objects.create(token_hash=hashed, organisation_id=by.organisation_id, expires_at=now + lasts)
    return NewLogin(login, secret)


def _code_hash(login: ClientLogin, code: str) -> bytes:
    return door_hash(f"{login.pk}|{code}")
