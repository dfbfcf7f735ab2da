"""The duty roster: who reads what comes in, day by day, and who steps in for them."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import TenantPolicy
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import staff_link


@tracked("safety_dutyshift")
class DutyShift(Tenanted):
    """One local date of a team with a named duty person and a substitute."""

    retention = Retention.RECORD
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    duty = staff_link()
    substitute = staff_link()

    class Meta:
        constraints = [
            TenantPolicy(name="safety_dutyshift_tenant"),
            models.UniqueConstraint(fields=("organisation", "team", "on"), name="safety_dutyshift_once"),
            models.CheckConstraint(condition=~models.Q(duty=models.F("substitute")), name="safety_dutyshift_two"),
        ]
