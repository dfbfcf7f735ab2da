"""What a team offers, with its capacity and next start. Public: no person's data."""

from __future__ import annotations

import uuid

from django.db import models

from stegvis.definitions.registration import Level
from stegvis.people.models import Retention


class Offer(models.Model):
    """An offer at one level of care. Texts per language: {"nb": …, "nn": …, "sv": …, "en": …}."""

    retention = Retention.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="offers")
    level = models.CharField(max_length=20, choices=[(level, level) for level in Level])
    names = models.JSONField()
    descriptions = models.JSONField()
    lengths = models.JSONField(default=dict, help_text="how long it takes, in words, per language")
    wait_weeks = models.PositiveSmallIntegerField(null=True, help_text="set by the team; empty: no wait known")
    next_start = models.DateField(null=True, blank=True)
    free_seats = models.PositiveSmallIntegerField(null=True, blank=True)
    is_open = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("organisation", "id"), name="care_offer_key")]
        ordering = ("position", "id")
