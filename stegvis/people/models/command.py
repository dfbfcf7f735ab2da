"""Commands already carried out: the id made with the form, and what it led to. The same id gives the same answer."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import TenantPolicy
from stegvis.people.models.tenanted import Retention


class Command(models.Model):
    retention = Retention.TECHNICAL
    pk = models.CompositePrimaryKey("organisation_id", "id", "action")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField()
    action = models.CharField(max_length=50)
    result = models.UUIDField(null=True, help_text="id of the row the action made or changed")
    at = models.DateTimeField()

    class Meta:
        constraints = [TenantPolicy(name="people_command_tenant")]
