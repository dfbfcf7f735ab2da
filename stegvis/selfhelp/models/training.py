"""Training that a clinician prescribed: kind, dose, and what was asked about the body first. The log is a diary."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("selfhelp_prescription")
class Prescription(Tenanted):
    """One prescription (`definitions.training`); a new one ends the one before. `weekdays`: 0 is Monday.

    `health_sealed` is JSON: {"checklist": {code: bool}, "doctor": what the doctor said, "limits": what it is adapted
    to, "words": to the client}. `effort` is on the CR10 scale.
    """

    retention = Retention.RECORD
    sensitive = ("health_sealed", "kind")
    person = link("people.Person")
    episode = link("care.Episode", "prescriptions")
    kind = models.CharField(max_length=20)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    minutes = models.PositiveSmallIntegerField()
    effort = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    health_sealed = models.BinaryField()
    prescribed_by = staff_link()
    prescribed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("selfhelp_prescription", person="people.Person", episode="care.Episode"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=180, effort__lte=10, weeks__gte=1, weeks__lte=26),
                name="selfhelp_prescription_dose",
            ),
            models.UniqueConstraint(
                fields=("episode",), condition=models.Q(ended_at=None), name="selfhelp_prescription_one"
            ),
        ]
