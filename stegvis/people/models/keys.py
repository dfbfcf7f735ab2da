"""Keys: one per person, wrapped by one per organisation, wrapped by the master key outside the database.

Neither table is tracked: a history of wrapped keys would undo erasure. Sealing itself is `people.sealing`.
"""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models.tenanted import Retention, Tenanted


class OrganisationKey(models.Model):
    """AES-256 key of an organisation, wrapped by the master key; wraps person keys and salts look-up hashes."""

    retention = Retention.TECHNICAL
    sensitive = ("wrapped",)
    organisation = models.OneToOneField(
        "people.Organisation", primary_key=True, on_delete=models.PROTECT, related_name="key"
    )
    wrapped = models.BinaryField()


class PersonKey(Tenanted):
    """AES-256 key of a person, wrapped by the organisation key. Deleting the row erases the person."""

    retention = Retention.REQUEST
    sensitive = ("wrapped",)
    person = models.OneToOneField("people.Person", on_delete=models.DO_NOTHING, db_constraint=False, related_name="key")
    wrapped = models.BinaryField()

    class Meta:
        constraints = tenant("people_personkey", person="people.Person")
