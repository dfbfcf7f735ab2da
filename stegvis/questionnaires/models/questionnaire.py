"""A questionnaire asked of a client: one row, answers as small integers, scored when it is submitted."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import Storage, tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked(
    "questionnaires_questionnaire",
    trackers=(
        # Items saved on the way are drafts; history begins at submission (facts/ground.md §8).
        pghistory.UpdateEvent("submitted", condition=pghistory.Q(new__submitted_at__isnull=False)),
        pghistory.DeleteEvent(),
    ),
)
class Questionnaire(Tenanted):
    """One instrument, asked once. Submitted it stands; a correction is a new row that `corrects` it."""

    class Origin(models.TextChoices):
        SELF = "self"
        PAPER = "paper"
        PHONE = "phone"

    retention = Retention.RECORD
    sensitive = ("answers", "score", "has_risk")
    person = link("people.Person", db_index=False)
    episode = link("care.Episode", "questionnaires", db_index=False)
    appointment = link("care.Appointment", null=True, db_index=False)
    instrument = models.CharField(max_length=30, help_text="instrument@version, as phq-9@1")
    asked_at = models.DateTimeField()
    due_on = models.DateField(help_text="the team's local date by which it should be answered")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SELF)
    typed_by = staff_link(null=True)
    answers = ArrayField(models.SmallIntegerField(null=True), default=list)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    has_risk = models.BooleanField(default=False, help_text="some saved answer met a risk rule, now or before")
    begun_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="no longer asked; answers kept")
    corrects = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="corrections",
        db_index=False,
    )
    correction_reason_sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            *tenant(
                "questionnaires_questionnaire",
                person="people.Person",
                episode="care.Episode",
                appointment="care.Appointment",
                corrects="questionnaires.Questionnaire",
            ),
            Storage(name="questionnaires_questionnaire_room", fillfactor=70),
        ]
        indexes = [models.Index(fields=("episode", "instrument", "submitted_at"), name="questionnaires_line")]
