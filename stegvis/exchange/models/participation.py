"""Which teams let themselves be compared with others. Off until the lead or an administrator switches it on."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import TenantPolicy
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import staff_link


@tracked("exchange_participation")
class Participation(Tenanted):
    """One row a team that was ever asked; no row is no. Every change is kept in its history."""

    retention = Retention.RECORD
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = staff_link(null=True)

    class Meta:
        constraints = [
            TenantPolicy(name="exchange_participation_tenant"),
            models.UniqueConstraint(fields=("organisation", "team"), name="exchange_participation_once"),
        ]
