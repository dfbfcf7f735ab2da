"""The yearly national survey of a team: what the record says, what the team answers, and when it was sent.

NAPHA asks each team once a year until the national registration stands (facts/service.md, Reporting owed).
"""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import staff_link

# What is asked of activity, waits and outcomes: measures of the edition, answered with their value.
SURVEYED = (
    "referrals",
    "self_referred",
    "assessed",
    "started",
    "finished",
    "dropped_out",
    "did_not_attend",
    "contacts_per_finished",
    "wait_assessment",
    "wait_treatment",
    "paired",
    "recovery",
    "reliable_improvement",
    "reliable_deterioration",
    "off_sick_pay",
)
# Of one profession; nobody has more.
MOST_POSTS = 999


class Profession(models.TextChoices):
    """Who works in a team: at least three years of health or social education, psychologists apart (seed 003)."""

    PSYCHOLOGIST = "psychologist"
    NURSE = "nurse"
    SOCIAL_WORKER = "social_worker"
    SOCIAL_EDUCATOR = "social_educator"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    PHYSIOTHERAPIST = "physiotherapist"
    PHYSICIAN = "physician"
    OTHER_DEGREE = "other_degree"
    PEER_WORKER = "peer_worker"
    OFFICE = "office"


@tracked("outcomes_yearlysurvey")
class YearlySurvey(Tenanted):
    """One team's answers for one period. Once sent, it stays as it was sent."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SENT = "sent"

    retention = Retention.RECORD
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    span = models.CharField(max_length=7, help_text="2025, or 2026-Q3 for the four quarters up to that one")
    state = models.CharField(max_length=5, choices=State, default=State.DRAFT)
    figures = models.JSONField(help_text="{measure: answer as text, empty: not answered}")
    recorded = models.JSONField(help_text="{measure: what the record said when it was saved}")
    staffing = models.JSONField(help_text="{profession: full-time equivalents as text}")
    saved_by = staff_link()
    saved_at = models.DateTimeField()
    sent_by = staff_link(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("outcomes_yearlysurvey", team="people.Team"),
            models.UniqueConstraint(fields=("organisation", "team", "span"), name="outcomes_yearlysurvey_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft", sent_by__isnull=True, sent_at__isnull=True)
                | models.Q(state="sent", sent_by__isnull=False, sent_at__isnull=False),
                name="outcomes_yearlysurvey_sent_by",
            ),
        ]
