"""Persons: a pseudonymous row that clinical rows point at, and the identity, kept apart and sealed.

Also who stands around a person (relatives, GP), how they may be reached, what they agreed to, who may not look.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from stegvis.people.constraints import AppendOnly, tenant
from stegvis.people.models.tenanted import Retention, Tenanted, tracked


def person_link(related_name: str = "+") -> Any:
    return models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name=related_name,
        db_index=False,
    )


@tracked("people_person")
class Person(Tenanted):
    """Somebody who has asked for help. May have no identity at all (an anonymous code)."""

    retention = Retention.RECORD
    sensitive = ("gender", "language")
    gender = models.CharField(max_length=10)
    language = models.CharField(max_length=5, default="nb")
    protected_address = models.BooleanField(
        default=False, help_text="kode 6/7, skyddade personuppgifter: place and contact are hidden everywhere"
    )
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = tenant("people_person")


@tracked("people_identity")
class Identity(Tenanted):
    """Name, birth date, national number and address, sealed as one; looked up by keyed hashes only."""

    retention = Retention.RECORD
    sensitive = ("sealed",)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, db_constraint=False, related_name="identity")
    sealed = models.BinaryField(help_text="JSON: name, birth_date, national_number, number_kind, address")
    number_hash = models.BinaryField(null=True, help_text="HMAC of the normalised national number")
    name_birth_hash = models.BinaryField(help_text="HMAC of folded name and birth date: finds a second referral")

    class Meta:
        constraints = tenant("people_identity", person="people.Person")
        indexes = [
            models.Index(fields=("organisation", "number_hash"), name="people_identity_number"),
            models.Index(fields=("organisation", "name_birth_hash"), name="people_identity_name"),
        ]


@tracked("people_channel")
class Channel(Tenanted):
    """One way to reach a person, and whether it is safe. A channel that must not be used is kept, as not safe."""

    class Kind(models.TextChoices):
        SMS = "sms"
        EMAIL = "email"
        PHONE = "phone"
        LETTER = "letter"

    retention = Retention.RECORD
    sensitive = ("sealed",)
    person = person_link("channels")
    kind = models.CharField(max_length=10, choices=Kind)
    sealed = models.BinaryField(help_text="number or address, sealed with the person's key")
    hash = models.BinaryField(help_text="HMAC of the normalised number or address")
    is_safe = models.BooleanField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("people_channel", person="people.Person"),
            models.UniqueConstraint(fields=("organisation", "person", "kind"), name="people_channel_once"),
        ]
        indexes = [models.Index(fields=("organisation", "hash"), name="people_channel_hash")]


@tracked("people_relation")
class Relation(Tenanted):
    """Somebody around the person: a relative or the GP; sealed name and number, and whether we may call."""

    class Kind(models.TextChoices):
        RELATIVE = "relative"
        GP = "gp"

    retention = Retention.RECORD
    sensitive = ("sealed",)
    person = person_link("relations")
    kind = models.CharField(max_length=10, choices=Kind)
    sealed = models.BinaryField(help_text="JSON: name, phone, practice or relation")
    may_contact = models.BooleanField(default=False)

    class Meta:
        constraints = tenant("people_relation", person="people.Person")
        indexes = [models.Index(fields=("organisation", "person"), name="people_relation_person")]


@tracked("people_consent")
class Consent(Tenanted):
    """What a person agreed to and when; withdrawing closes the row and keeps it. Studies have `StudyConsent`."""

    class Kind(models.TextChoices):
        CARE = "care"
        SMS = "sms"
        EMAIL = "email"
        GP = "gp"
        REGISTER = "register"

    retention = Retention.RECORD
    person = person_link("consents")
    kind = models.CharField(max_length=10, choices=Kind)
    choice = models.CharField(max_length=20, default="yes", help_text="for the GP: inform, letters or none")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("people_consent", person="people.Person"),
            models.UniqueConstraint(
                fields=("organisation", "person", "kind"),
                condition=models.Q(withdrawn_at=None),
                name="people_consent_once",
            ),
        ]


@tracked("people_block")
class Block(Tenanted):
    """Sperring / spärr: this user, or this team, may not see the person, whatever their role. Emergency opens it."""

    retention = Retention.RECORD
    sensitive = ("reason_sealed",)
    person = person_link("blocks")
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", null=True, on_delete=models.PROTECT, related_name="+")
    reason_sealed = models.BinaryField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("people_block", person="people.Person"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) ^ models.Q(team__isnull=False),
                name="people_block_whom",
            ),
        ]
        indexes = [models.Index(fields=("organisation", "person"), name="people_block_person")]


class Erasure(Tenanted):
    """The ledger of erased persons: only the opaque id and the day; a copy lies outside the database.

    A restored backup is brought up to it, so that nobody who was erased comes back.
    """

    retention = Retention.LOG
    person = person_link()
    erased_at = models.DateTimeField()
    ground = models.CharField(max_length=30)

    class Meta:
        constraints = [*tenant("people_erasure", person="people.Person"), AppendOnly(name="people_erasure_append")]
