"""Invented persons: a key of their own, a sealed identity, ways to reach them, a GP."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta

from stegvis.config.demo import people as words
from stegvis.config.demo.kept import Kept
from stegvis.definitions.national_numbers import synthetic_norwegian, synthetic_swedish
from stegvis.definitions.registration import Gender
from stegvis.people.actions.enrol import name_and_birth
from stegvis.people.models import Channel, Identity, Person, PersonKey, Relation
from stegvis.people.sealing import Sealer, look_up_hash, new_person_key, sealer_of


def person(kept: Kept, received_on: date) -> tuple[Person, Sealer, date]:
    rng, organisation = kept.rng, kept.by.organisation_id
    language = rng.choices((kept.place.language, "en"), (93, 7))[0]
    person = kept.keep(
        Person(
            organisation_id=organisation,
            gender=rng.choices((Gender.FEMALE, Gender.MALE, Gender.OTHER), (64, 35, 1))[0],
            language=language,
            created_at=kept.at(received_on, 9),
        )
    )
    key = kept.keep(PersonKey(**kept.of(person), wrapped=new_person_key(organisation, person.id)))
    sealer = sealer_of(key)
    born = received_on - timedelta(days=round(365.25 * min(79, 16.5 + rng.gammavariate(3.2, 6.0))))
    name = f"{rng.choice(words.FIRST[kept.country])} {rng.choice(words.LAST[kept.country])}"
    identity(kept, person, sealer, name, born)
    channels(kept, person, sealer, name)
    return person, sealer, born


def identity(kept: Kept, person: Person, sealer: Sealer, name: str, born: date) -> None:
    number = ""
    if kept.rng.random() < 0.6:
        make = synthetic_norwegian if kept.country == "NO" else synthetic_swedish
        number = make(born)
    row = uuid.uuid4()
    content = {
        "name": name, "birth_date": born.isoformat(), "national_number": number,
        "number_kind": "fnr" if number else "", "address": "",
    }  # fmt: skip
    organisation = kept.by.organisation_id
    kept.keep(
        Identity(
            id=row,
            **kept.of(person),
            sealed=sealer.seal(json.dumps(content), table="people_identity", column="sealed", row=row),
            number_hash=look_up_hash(organisation, "number", number) if number else None,
            name_birth_hash=look_up_hash(organisation, "name", name_and_birth(name, born)),
        )
    )


def channels(kept: Kept, person: Person, sealer: Sealer, name: str) -> None:
    code = "+47" if kept.country == "NO" else "+46"
    # Numbers that no operator gives out: Norwegian subscriber numbers never begin with 1.
    phone = f"{code}12{len(kept.rows[Person]):06d}"
    mail = f"{name.split(maxsplit=1)[0].lower()}{len(kept.rows[Person])}@post.example"
    for kind, value, safe in (("sms", phone, True), ("email", mail, kept.rng.random() < 0.8)):
        row = uuid.uuid4()
        kept.keep(
            Channel(
                id=row,
                **kept.of(person),
                kind=kind,
                sealed=sealer.seal(value, table="people_channel", column="sealed", row=row),
                hash=look_up_hash(kept.by.organisation_id, kind, value),
                is_safe=safe,
                confirmed_at=person.created_at if safe else None,
            )
        )
    if kept.rng.random() < 0.5:
        row = uuid.uuid4()
        content = {"name": "Ane Holm", "phone": kept.team.phone, "detail": "Legesenteret"}
        kept.keep(
            Relation(
                id=row,
                **kept.of(person),
                kind=Relation.Kind.GP,
                sealed=sealer.seal(json.dumps(content), table="people_relation", column="sealed", row=row),
                may_contact=True,
            )
        )
