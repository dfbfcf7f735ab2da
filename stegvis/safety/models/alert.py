"""Alerts: an answer that a human must read. No grade of risk is stored or computed anywhere."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import AppendOnly, tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("safety_alert")
class Alert(Tenanted):
    """One open alert a client at most; new answers are added to it as signals (facts/safety.md §4.2)."""

    class State(models.TextChoices):
        RAISED = "raised"
        ACKNOWLEDGED = "acknowledged"  # a named human has opened the answer and said so
        CLOSED = "closed"  # with what was done

    retention = Retention.RECORD
    sensitive = ("closing_sealed",)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    person = link("people.Person", "alerts")
    episode = link("care.Episode", "alerts")
    state = models.CharField(max_length=20, choices=State, default=State.RAISED)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="by when a human must have read it")
    read_by = staff_link(null=True, help_text="who opened the answer last")
    read_at = models.DateTimeField(null=True)
    acknowledged_by = staff_link(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    closed_by = staff_link(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_sealed = models.BinaryField(null=True, help_text="what was done, sealed with the person's key")

    class Meta:
        constraints = [
            *tenant("safety_alert", person="people.Person", episode="care.Episode", team="people.Team"),
            models.UniqueConstraint(
                fields=("organisation", "person"),
                condition=models.Q(state__in=["raised", "acknowledged"]),
                name="safety_alert_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state="raised") | models.Q(acknowledged_by__isnull=False, read_at__isnull=False),
                name="safety_alert_read_first",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closing_sealed__isnull=False),
                name="safety_alert_close_with_action",
            ),
        ]
        indexes = [models.Index(fields=("team", "state", "due_at"), name="safety_alert_open")]


class AlertSignal(Tenanted):
    """The answer that raised or added to an alert: which questionnaire, which item, what was answered, when."""

    retention = Retention.RECORD
    sensitive = ("value",)
    person = link("people.Person")
    alert = link("safety.Alert", "signals")
    questionnaire_id = models.UUIDField(help_text="of the questionnaires room, which stands above this one")
    instrument = models.CharField(max_length=30)
    item = models.CharField(max_length=10)
    value = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("safety_alertsignal", person="people.Person", alert="safety.Alert"),
            AppendOnly(name="safety_alertsignal_append"),
        ]
        indexes = [models.Index(fields=("alert", "at"), name="safety_alertsignal_line")]
