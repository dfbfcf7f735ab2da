"""Many clients at once, in bulk: for lists that must cost the same however long they are."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

from stegvis.care.models import Episode, Referral
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.models import Identity, Person, PersonKey, Team, User
from stegvis.people.sealing import new_person_key, sealer_of
from tests.clinic import inside

SCORES = {
    "phq-9": {"first": 16, "last": 12, "count": 4, "recent": [16, 15, 13, 12]},
    "gad-7": {"first": 12, "last": 11, "count": 4, "recent": [12, 12, 11, 11]},
}


def make_crowd(team: Team, responsible: User, size: int, **values: Any) -> list[Episode]:
    """So many clients in treatment, with names, scores and a next appointment; `values` are of each episode."""
    made: dict[str, list[Any]] = {"persons": [], "keys": [], "identities": [], "referrals": [], "episodes": []}
    with inside(team.organisation):
        for number in range(size):
            _add(made, team, number, {"responsible": responsible, **values})
        Person.objects.bulk_create(made["persons"])
        PersonKey.objects.bulk_create(made["keys"])
        Identity.objects.bulk_create(made["identities"])
        Referral.objects.bulk_create(made["referrals"])
        return Episode.objects.bulk_create(made["episodes"])


def _add(made: dict[str, list[Any]], team: Team, number: int, values: dict[str, Any]) -> None:
    now = clock.now()
    house = {"organisation_id": team.organisation_id}
    person = Person(**house, gender="female", language="nb", created_at=now)
    key = PersonKey(**house, person=person, wrapped=new_person_key(team.organisation_id, person.id))
    row = uuid.uuid4()
    content = {"name": f"Prøve {number} Nordby", "birth_date": "1990-05-17", "national_number": "",
               "number_kind": "", "address": ""}  # fmt: skip
    sealed = sealer_of(key).seal(json.dumps(content), table="people_identity", column="sealed", row=row)
    hashed = str(number).encode()
    identity = Identity(**house, id=row, person=person, sealed=sealed, name_birth_hash=hashed)
    referral = Referral(**house, team=team, person=person, received_at=now, form="web", source="self",
                        problem_sealed=b"-", gp_choice="none")  # fmt: skip
    usual: dict[str, Any] = {
        "state": State.IN_TREATMENT,
        "problem": "depression",
        "level": "individual",
        "received_on": (now - timedelta(days=60)).date(),
        "started_on": (now - timedelta(days=30)).date(),
        "last_contact_on": (now - timedelta(days=5)).date(),
        "next_appointment_at": now + timedelta(days=2),
        "scores": SCORES,
        "changed_at": now,
    }
    episode = Episode(**house, team=team, person=person, referral=referral, source="self", **{**usual, **values})
    for name, one in zip(made, (person, key, identity, referral, episode), strict=True):
        made[name].append(one)
