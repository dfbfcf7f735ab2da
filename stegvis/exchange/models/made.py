"""The key an organisation signs with, and which bundles it has made. The figures themselves are in no table."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import AppendOnly, TenantPolicy
from stegvis.people.models import Retention, Tenanted


class SigningKey(Tenanted):
    """One Ed25519 key an organisation; the private half is sealed with the organisation's own key."""

    retention = Retention.TECHNICAL
    sensitive = ("private_sealed",)
    private_sealed = models.BinaryField()
    public = models.BinaryField(help_text="32 bytes; the national body registers it with the sender")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            TenantPolicy(name="exchange_signingkey_tenant"),
            models.UniqueConstraint(fields=("organisation",), name="exchange_signingkey_once"),
        ]


class MadeBundle(Tenanted):
    """That a bundle left the house: of which year, when, and the SHA-256 of its file."""

    retention = Retention.LOG
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(help_text="of the measures")
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            TenantPolicy(name="exchange_madebundle_tenant"),
            AppendOnly(name="exchange_madebundle_append"),
        ]
