"""Who a person is: opens the sealed identity, the ways to reach them and who stands around them.

Decides nothing about access: it is called with persons that another query has already found visible.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from stegvis.people.models import Actor, Channel, Person, Relation
from stegvis.people.sealing import Sealer, from_json, sealer_of

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class IdentityView:
    """A person as staff may see them. Everything but the opaque id is empty for one without identity."""

    name: str
    birth_date: date | None
    national_number: str = ""
    number_kind: str = ""
    address: str = ""
    is_protected: bool = False


@dataclass(frozen=True)
class ChannelView:
    kind: str
    value: str
    is_safe: bool


@dataclass(frozen=True)
class RelationView:
    kind: str
    name: str
    phone: str
    detail: str
    may_contact: bool


@dataclass(frozen=True)
class ContactCard:
    """How a person is reached, and who may be contacted about them."""

    channels: tuple[ChannelView, ...]
    relations: tuple[RelationView, ...]

    @property
    def gp(self) -> RelationView | None:
        return next((one for one in self.relations if one.kind == Relation.Kind.GP), None)

    @property
    def relatives(self) -> tuple[RelationView, ...]:
        return tuple(one for one in self.relations if one.kind == Relation.Kind.RELATIVE)

    def channel(self, kind: str) -> ChannelView | None:
        return next((one for one in self.channels if one.kind == kind), None)


def identity_of(person: Person) -> IdentityView:
    """From a person fetched with `select_related("identity", "key")`: no query of its own."""
    identity = getattr(person, "identity", None)
    if identity is None:
        return IdentityView(name="", birth_date=None, is_protected=person.protected_address)
    return open_identity(
        sealer_of(person.key), identity.id, bytes(identity.sealed), is_protected=person.protected_address
    )


def open_identity(sealer: Sealer, row: object, sealed: bytes, *, is_protected: bool) -> IdentityView:
    """For lists that read tuples: the same view from the raw columns."""
    content = json.loads(sealer.unseal(sealed, table="people_identity", column="sealed", row=row))  # type: ignore[arg-type]
    return IdentityView(
        name=content["name"],
        birth_date=date.fromisoformat(content["birth_date"]),
        national_number=content["national_number"],
        number_kind=content["number_kind"],
        address="" if is_protected else content["address"],
        is_protected=is_protected,
    )


def with_card(rows: QuerySet[M], person: str = "person_id") -> QuerySet[M]:
    """Rows that belong to a person, with what `card_of` needs, in the same statement."""
    channels = Channel.objects.filter(person=OuterRef(person)).order_by("kind")
    relations = Relation.objects.filter(person=OuterRef(person)).order_by("kind", "id")
    return rows.annotate(  # type: ignore[return-value]
        person_channels=ArraySubquery(
            channels.values(found=JSONObject(id="id", kind="kind", sealed="sealed", safe="is_safe"))
        ),
        person_relations=ArraySubquery(
            relations.values(found=JSONObject(id="id", kind="kind", sealed="sealed", may="may_contact"))
        ),
    )


def card_of(row: Any, sealer: Sealer) -> ContactCard:
    """From a row of `with_card`: no statement."""
    channels = (
        Channel(id=uuid.UUID(one["id"]), kind=one["kind"], sealed=from_json(one["sealed"]), is_safe=one["safe"])
        for one in row.person_channels
    )
    relations = (
        Relation(id=uuid.UUID(one["id"]), kind=one["kind"], sealed=from_json(one["sealed"]), may_contact=one["may"])
        for one in row.person_relations
    )
    return ContactCard(
        tuple(_channel(sealer, one) for one in channels), tuple(_relation(sealer, one) for one in relations)
    )


def contact_card(viewer: Actor, person: Person) -> ContactCard:
    """Channels and relations of a visible person: two statements."""
    sealer = sealer_of(person.key)
    channels = tuple(
        _channel(sealer, row)
        for row in Channel.objects.filter(organisation_id=viewer.organisation_id, person=person).order_by("kind")
    )
    relations = tuple(
        _relation(sealer, row)
        for row in Relation.objects.filter(organisation_id=viewer.organisation_id, person=person).order_by("kind", "id")
    )
    return ContactCard(channels, relations)


def _channel(sealer: Sealer, row: Channel) -> ChannelView:
    value = sealer.unseal(row.sealed, table="people_channel", column="sealed", row=row.id)
    return ChannelView(row.kind, value, row.is_safe)


def _relation(sealer: Sealer, row: Relation) -> RelationView:
    content = json.loads(sealer.unseal(row.sealed, table="people_relation", column="sealed", row=row.id))
    return RelationView(row.kind, content["name"], content["phone"], content["detail"], row.may_contact)
