"""What the measures' SQL found of each episode, kept so that a page need not find it again, and the notes of change.

Written by `refresh_facts` alone; the notes by triggers on the tables the data set is made of (migration 0003).
"""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted
from stegvis.people.models.links import link


class EpisodeFacts(Tenanted):
    """One row an episode, by measures/episode_facts.sql of `edition`. Holds nothing that is not found again."""

    retention = Retention.TECHNICAL
    episode = link("care.Episode", db_index=False)
    edition = models.PositiveSmallIntegerField(help_text="of the measures")
    found_at = models.DateTimeField(help_text="later than of every episode found before it")
    assessed_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    days_to_assessment = models.IntegerField(null=True)
    days_to_treatment = models.IntegerField(null=True)
    attended_contacts = models.IntegerField()
    treatment_contacts = models.IntegerField()
    finished = models.BooleanField()
    paired = models.BooleanField()
    case_at_start = models.BooleanField()
    not_a_case_at_start = models.BooleanField()
    case_at_end = models.BooleanField(null=True)
    improved = models.BooleanField(null=True)
    worsened = models.BooleanField(null=True)

    class Meta:
        constraints = [
            *tenant("outcomes_episodefacts", episode="care.Episode"),
            models.UniqueConstraint(fields=("episode",), name="outcomes_episodefacts_once"),
        ]
        indexes = [models.Index(fields=("organisation", "found_at"), name="outcomes_episodefacts_found")]


class ChangeNote(Tenanted):
    """An episode of which something changed after its facts were found. Only ever added and taken, never changed."""

    retention = Retention.TECHNICAL
    episode = link("care.Episode", db_index=False)

    class Meta:
        constraints = tenant("outcomes_changenote", episode="care.Episode")
