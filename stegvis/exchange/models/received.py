"""What a national body knows: its senders, the bundles it took in, and those it refused. No person's data."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import AppendOnly, TenantPolicy, tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


class Sender(Tenanted):
    """An organisation, here or on another instance, whose public key this national body has registered."""

    retention = Retention.RECORD
    slug = models.SlugField(help_text="how the sender names itself in its bundles")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=100, help_text="the heading it stands under in tables")
    public_key = models.BinaryField()
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("exchange_sender"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="exchange_sender_once"),
        ]


class ReceivedBundle(Tenanted):
    """A bundle as it came. A later one of the same sender and year takes its place; the row stays."""

    retention = Retention.RECORD
    sender = link("exchange.Sender", "bundles")
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(help_text="of the measures")
    made_at = models.DateTimeField(help_text="as the sender says")
    received_at = models.DateTimeField()
    received_by = staff_link(null=True)
    teams = models.JSONField(help_text="{slug: name} of the teams that take part in the comparison")
    file = models.TextField(help_text="signed, as it came")
    digest = models.CharField(max_length=64)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("exchange_receivedbundle", sender="exchange.Sender"),
            models.UniqueConstraint(
                fields=("organisation", "sender", "year"),
                condition=models.Q(replaced_at=None),
                name="exchange_receivedbundle_one",
            ),
        ]


class RefusedBundle(Tenanted):
    """That a file was refused and why. Nothing of the file is kept but its SHA-256."""

    retention = Retention.LOG
    at = models.DateTimeField()
    by = staff_link(null=True)
    sender = link("exchange.Sender", "refused", null=True)
    reason = models.CharField(max_length=30, help_text="a Reason of exchange.bundle.refusal")
    place = models.CharField(max_length=60, blank=True, help_text="a table of the family and a row")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            *tenant("exchange_refusedbundle", sender="exchange.Sender"),
            AppendOnly(name="exchange_refusedbundle_append"),
        ]


@tracked("exchange_nationshown")
class NationShown(Tenanted):
    """Whether the national body shows its sums to everybody. No row is no; every change is kept in its history."""

    retention = Retention.RECORD
    is_on = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = staff_link(null=True)

    class Meta:
        constraints = [
            TenantPolicy(name="exchange_nationshown_tenant"),
            models.UniqueConstraint(fields=("organisation",), name="exchange_nationshown_once"),
        ]
