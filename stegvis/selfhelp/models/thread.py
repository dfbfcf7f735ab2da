"""What client and guide write to each other about a module."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("selfhelp_remark", exclude=("read_at",))
class Remark(Tenanted):
    """One message in a module's thread; `by` is empty where the client wrote it."""

    retention = Retention.RECORD
    sensitive = ("text_sealed",)
    person = link("people.Person")
    module = link("selfhelp.AssignedModule", "remarks")
    by = staff_link(null=True)
    text_sealed = models.BinaryField()
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, help_text="by the other side")

    class Meta:
        constraints = tenant("selfhelp_remark", person="people.Person", module="selfhelp.AssignedModule")
        indexes = [models.Index(fields=("module", "written_at"), name="selfhelp_remark_line")]
