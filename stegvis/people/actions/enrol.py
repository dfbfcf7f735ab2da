"""Enrolling a person: the pseudonymous row, a key of their own, the sealed identity and the ways to reach them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stegvis.definitions import clock
from stegvis.people.models import Actor, Channel, Identity, Person, PersonKey
from stegvis.people.sealing import Sealer, look_up_hash, new_person_key, sealer_of


@dataclass(frozen=True)
class NewChannel:
    """A number or address as given, and whether it may be used."""

    kind: str
    value: str
    is_safe: bool


def enrol(
    *,
    by: Actor,
    name: str,
    birth_date: date,
    gender: str,
    language: str,
    national_number: str = "",
    number_kind: str = "",
    address: str = "",
    channels: Sequence[NewChannel] = (),
    protected_address: bool = False,
) -> Person:
    """Make a person with an identity. `national_number` is normalised digits, already validated.

    Part of another action's transaction and command; never merges with somebody who is there already.
    """
    person = Person.objects.create(
        organisation_id=by.organisation_id,
        gender=gender,
        language=language,
        protected_address=protected_address,
        created_at=clock.now(),
    )
    key = PersonKey.objects.create(
        organisation_id=by.organisation_id,
        person=person,
        wrapped=new_person_key(by.organisation_id, person.id),
    )
    sealer = sealer_of(key)
    content = {
        "name": name,
        "birth_date": birth_date.isoformat(),
        "national_number": national_number,
        "number_kind": number_kind,
        "address": address,
    }
    person.identity = _identity(by, person, sealer, content)
    person.key = key
    Channel.objects.bulk_create(_channel(by, person, sealer, channel) for channel in channels)
    return person


def add_channel(*, by: Actor, person: Person, sealer: Sealer, channel: NewChannel) -> Channel:
    """Keep a way to reach the person; one that must not be used is kept as such, so that nobody uses it."""
    made = _channel(by, person, sealer, channel)
    made.save(force_insert=True)
    return made


def _channel(by: Actor, person: Person, sealer: Sealer, channel: NewChannel) -> Channel:
    row = uuid.uuid4()
    return Channel(
        id=row,
        organisation_id=by.organisation_id,
        person=person,
        kind=channel.kind,
        sealed=sealer.seal(channel.value, table="people_channel", column="sealed", row=row),
        hash=look_up_hash(by.organisation_id, channel.kind, channel.value),
        is_safe=channel.is_safe,
        confirmed_at=clock.now() if channel.is_safe else None,
    )


def name_and_birth(name: str, birth_date: date) -> str:
    """What a second referral of the same person is recognised by when there is no national number."""
    return f"{' '.join(name.split())}|{birth_date.isoformat()}"


def _identity(by: Actor, person: Person, sealer: Sealer, content: dict[str, str]) -> Identity:
    row = uuid.uuid4()
    born = date.fromisoformat(content["birth_date"])
    number = content["national_number"]
    return Identity.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person=person,
        sealed=sealer.seal(json.dumps(content), table="people_identity", column="sealed", row=row),
        number_hash=look_up_hash(by.organisation_id, "number", number) if number else None,
        name_birth_hash=look_up_hash(by.organisation_id, "name", name_and_birth(content["name"], born)),
    )
