"""One SMS or e-mail to one recipient, with neutral text, and what became of it."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link


@tracked("notices_notice", exclude=("attempts", "next_try_at"))
class Notice(Tenanted):
    """Written in the same transaction as what it tells of; sent by a job. Never more than one recipient.

    The text is made from `text` (the name of a neutral text) when it is sent; values it needs, such as a
    one-time address, are sealed. Somebody who signed up for an event is written to at the address that stands there.
    """

    class State(models.TextChoices):
        PLANNED = "planned"
        SENT = "sent"  # handed to the provider
        DELIVERED = "delivered"  # only by a receipt
        FAILED = "failed"
        WITHHELD = "withheld"  # no safe channel, or no longer wanted

    class Kind(models.TextChoices):
        SMS = "sms"
        EMAIL = "email"

    retention = Retention.LOG
    sensitive = ("sealed",)
    person = link("people.Person", null=True)
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    sign_up = link("network.SignUp", null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    sealed = models.BinaryField(null=True, help_text="JSON of values for the text; never for staff")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    why = models.CharField(max_length=100, blank=True, help_text="why it was withheld or failed, in words")
    planned_for = models.DateTimeField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("notices_notice", person="people.Person", sign_up="network.SignUp"),
            # Exactly one of the three.
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, user=None, sign_up=None)
                | models.Q(user__isnull=False, person=None, sign_up=None)
                | models.Q(sign_up__isnull=False, person=None, user=None),
                name="notices_notice_one",
            ),
        ]
        indexes = [
            models.Index(fields=("state", "planned_for"), name="notices_notice_due"),
            models.Index(fields=("person", "made_at"), name="notices_notice_ledger"),
        ]
