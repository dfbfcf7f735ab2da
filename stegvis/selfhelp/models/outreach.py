"""The ledger of care for those who fall silent: what was noticed, what was sent. Both sides may read it."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("selfhelp_outreach")
class Outreach(Tenanted):
    """One thing noticed once: a task for the therapist, and a neutral reminder where one was sent.

    `key` names what it is about (a week, a module), so that it is noticed and sent once.
    """

    class Why(models.TextChoices):
        SILENT = "silent"  # seven days without being seen
        MISSED = "missed"  # two appointments missed in a row
        UNOPENED = "unopened"  # a module that was opened and not looked at

    retention = Retention.RECORD
    person = link("people.Person")
    assignment = link("selfhelp.Assignment", "outreach")
    why = models.CharField(max_length=10, choices=Why)
    key = models.CharField(max_length=80)
    noticed_at = models.DateTimeField()
    notice = models.UUIDField(null=True, help_text="the reminder in the outbox")
    done_at = models.DateTimeField(null=True)
    done_by = staff_link(null=True)

    class Meta:
        constraints = [
            *tenant("selfhelp_outreach", person="people.Person", assignment="selfhelp.Assignment"),
            models.UniqueConstraint(fields=("assignment", "why", "key"), name="selfhelp_outreach_once"),
        ]
