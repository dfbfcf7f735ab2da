"""Keeping who stands around a person: a relative, or the GP."""

from __future__ import annotations

import json
import uuid

from stegvis.people.models import Actor, Person, Relation
from stegvis.people.sealing import sealer_of


def add_relation(
    *,
    by: Actor,
    person: Person,
    kind: str,
    name: str,
    phone: str = "",
    detail: str = "",
    may_contact: bool = False,
) -> Relation:
    """`detail` is the practice of a GP, or what a relative is to the person. Part of another action."""
    row = uuid.uuid4()
    content = json.dumps({"name": name, "phone": phone, "detail": detail})
    return Relation.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person=person,
        kind=kind,
        sealed=sealer_of(person.key).seal(content, table="people_relation", column="sealed", row=row),
        may_contact=may_contact,
    )
