"""The access log: what was shown, of whom, to whom, on what ground. Append only; sealed by a job, not in a request."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import AppendOnly, TenantPolicy
from stegvis.people.models.tenanted import Retention


class AccessEntry(models.Model):
    """One page or file shown, with all persons it showed (facts/ground.md §5). `txid` is added by migration."""

    retention = Retention.LOG
    seq = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    user_id = models.UUIDField(null=True)
    client_id = models.UUIDField(null=True, help_text="set when the client looked at own pages")
    team_id = models.UUIDField(null=True)
    role = models.CharField(max_length=20)
    page = models.CharField(max_length=60, help_text="name of the page, never its address")
    persons = ArrayField(models.UUIDField())
    grounds = ArrayField(models.CharField(max_length=20), help_text="one per person, same order")
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [TenantPolicy(name="people_access_tenant"), AppendOnly(name="people_access_append")]
        indexes = [models.Index(fields=("organisation", "seq"), name="people_access_order")]


class Seal(models.Model):
    """A link of an organisation's hash chain over its access entries."""

    retention = Retention.LOG
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveBigIntegerField(help_text="1, 2, 3 … within the organisation")
    entries = ArrayField(models.BigIntegerField(), help_text="the seq values this link covers, in order")
    at = models.DateTimeField()
    horizon = models.BigIntegerField(help_text="every transaction below this id was over when the link was made")
    hash = models.BinaryField(help_text="SHA-256 over the previous hash and the entries' content")

    class Meta:
        constraints = [
            TenantPolicy(name="people_seal_tenant"),
            AppendOnly(name="people_seal_append"),
            models.UniqueConstraint(fields=("organisation", "number"), name="people_seal_once"),
        ]


class AccessReader(models.Model):
    """Index of the log by person, filled by the sealer: answers "who has seen my information" in a look-up."""

    retention = Retention.LOG
    pk = models.CompositePrimaryKey("organisation_id", "person_id", "entry_id")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.UUIDField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [TenantPolicy(name="people_reader_tenant"), AppendOnly(name="people_reader_append")]
