"""The assessment talk, the decision on level of care, and referral onward."""

from __future__ import annotations

from django.db import models

from stegvis.definitions.registration import Level
from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("care_assessment")
class Assessment(Tenanted):
    """One structured conversation, saved as it is written; `version` guards against two writers at once."""

    retention = Retention.RECORD
    sensitive = ("sealed",)
    person = link("people.Person")
    episode = models.OneToOneField(
        "care.Episode", on_delete=models.PROTECT, db_constraint=False, related_name="assessment"
    )
    sealed = models.BinaryField(help_text="JSON {section: text}, sealed with the person's key")
    by = staff_link()
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = tenant("care_assessment", person="people.Person", episode="care.Episode")


@tracked("care_leveldecision")
class LevelDecision(Tenanted):
    """Which level of care, chosen by people: what was on the table, the wish, the reason, the joint choice (BEON)."""

    retention = Retention.RECORD
    sensitive = ("sealed",)
    person = link("people.Person")
    episode = link("care.Episode", "level_decisions")
    decided_at = models.DateTimeField()
    decided_by = staff_link()
    options = models.JSONField(help_text="[{offer, level, name, wait_weeks}] as shown when it was decided")
    level = models.CharField(max_length=20, choices=[(level, level) for level in Level])
    offer = models.ForeignKey("care.Offer", null=True, on_delete=models.PROTECT, related_name="+")
    is_joint = models.BooleanField(help_text="client and therapist chose together")
    is_change = models.BooleanField(default=False)
    sealed = models.BinaryField(help_text="JSON {preference, reason}, sealed with the person's key")

    class Meta:
        constraints = tenant("care_leveldecision", person="people.Person", episode="care.Episode")
        indexes = [models.Index(fields=("episode", "decided_at"), name="care_leveldecision_line")]


@tracked("care_onwardreferral")
class OnwardReferral(Tenanted):
    """Referred on to another service, and how it stands to specialist care."""

    class To(models.TextChoices):
        SPECIALIST = "specialist"  # DPS, psykiatrisk öppenvård
        EMERGENCY = "emergency"
        GP = "gp"
        ADDICTION = "addiction"
        MUNICIPAL = "municipal"
        WORK = "work"
        OTHER = "other"

    class Relation(models.TextChoices):
        BEFORE = "before"
        INSTEAD = "instead"
        AFTER = "after"
        NONE = "none"

    retention = Retention.RECORD
    sensitive = ("sealed",)
    person = link("people.Person")
    episode = link("care.Episode", "onward_referrals")
    at = models.DateTimeField()
    by = staff_link()
    to = models.CharField(max_length=20, choices=To)
    relation = models.CharField(max_length=10, choices=Relation, help_text="to specialist care")
    sealed = models.BinaryField(help_text="the reason, sealed with the person's key")

    class Meta:
        constraints = tenant("care_onwardreferral", person="people.Person", episode="care.Episode")
