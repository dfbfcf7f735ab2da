"""Research: a study that asks clients for consent, who gave it and took it back, and which data sets left the house."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import AppendOnly, tenant
from stegvis.people.models.links import link, staff_link
from stegvis.people.models.person import person_link
from stegvis.people.models.tenanted import Retention, Tenanted, tracked


@tracked("people_study")
class Study(Tenanted):
    """One study and what it is told to share. Never changed once it is open: people agreed to these words."""

    retention = Retention.PUBLIC
    slug = models.SlugField(max_length=50, help_text="its short name, for the command that writes its data set")
    titles = models.JSONField(help_text="{language: title}; at least in one language")
    information = models.JSONField(help_text="{language: plain words for those who are asked}")
    responsible = models.CharField(max_length=200, help_text="the institution and the person who answer for it")
    approval = models.CharField(max_length=100, help_text="reference of the approval, such as a REK number")
    first = models.DateField(help_text="courses received from this day")
    last = models.DateField(help_text="up to and with this day")
    instruments = ArrayField(models.CharField(max_length=30), help_text="ids whose answers are shared, as phq-9")
    has_municipality = models.BooleanField(default=False, help_text="the municipality is shared too")
    has_exact_dates = models.BooleanField(default=False, help_text="dates as they are, not moved by a secret number")
    opened_at = models.DateTimeField()
    opened_by = staff_link(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = staff_link(null=True)

    class Meta:
        constraints = [
            *tenant("people_study"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="people_study_once"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="people_study_period"),
        ]


@tracked("people_studyconsent")
class StudyConsent(Tenanted):
    """That a person takes part in a study. Withdrawing closes the row and keeps it; a new yes is a new row."""

    class Origin(models.TextChoices):
        SELF = "self"
        PAPER = "paper"

    retention = Retention.RECORD
    study = link("people.Study", "consents", db_index=False)
    person = person_link("study_consents")
    origin = models.CharField(max_length=5, choices=Origin)
    given_on = models.DateField(help_text="the day the person said yes; on paper, the day it was signed")
    given_at = models.DateTimeField(help_text="when it came in here")
    typed_by = staff_link(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = staff_link(null=True, help_text="who typed it; empty: the person")

    class Meta:
        constraints = [
            *tenant("people_studyconsent", study="people.Study", person="people.Person"),
            models.UniqueConstraint(
                fields=("organisation", "study", "person"),
                condition=models.Q(withdrawn_at=None),
                name="people_studyconsent_once",
            ),
        ]
        indexes = [models.Index(fields=("organisation", "person"), name="people_studyconsent_person")]


class StudyExport(Tenanted):
    """That a study's data set was written: when, of how many, and the SHA-256 of its export.json. Who was in it stands
    in the access log."""

    retention = Retention.LOG
    study = link("people.Study", "exports")
    made_at = models.DateTimeField()
    persons = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            *tenant("people_studyexport", study="people.Study"),
            AppendOnly(name="people_studyexport_append"),
        ]
