"""Break-glass: a member of staff opens a record without a care relation, with a reason, for 60 minutes."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("care_emergencyaccess")
class EmergencyAccess(Tenanted):
    """Who opened whose record without a relation, why, and until when. The lead is told at once."""

    retention = Retention.LOG
    sensitive = ("reason_sealed",)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    person = link("people.Person")
    episode = link("care.Episode")
    user = staff_link()
    reason_sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = staff_link(null=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = tenant("care_emergencyaccess", person="people.Person", episode="care.Episode")
        indexes = [models.Index(fields=("user", "until"), name="care_emergency_open")]
