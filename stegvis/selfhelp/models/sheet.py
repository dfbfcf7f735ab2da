"""What a client writes in a programme, sealed; the other text when two devices wrote at once; what seals it offline."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link


@tracked("selfhelp_sheet")
class Sheet(Tenanted):
    """One worksheet, reflection or homework of an assigned module. `block` is its id in the programme.

    `answers_sealed` is JSON: a list of rows, each {field id: text}. `version` counts each saving.
    """

    retention = Retention.RECORD
    sensitive = ("answers_sealed",)
    person = link("people.Person")
    module = link("selfhelp.AssignedModule", "sheets")
    block = models.CharField(max_length=80)
    answers_sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("selfhelp_sheet", person="people.Person", module="selfhelp.AssignedModule"),
            models.UniqueConstraint(fields=("module", "block"), name="selfhelp_sheet_once"),
        ]


@tracked("selfhelp_sheetcopy")
class SheetCopy(Tenanted):
    """What another device wrote on the ground of an older version. Kept until the client chooses."""

    retention = Retention.RECORD
    sensitive = ("answers_sealed",)
    person = link("people.Person")
    sheet = link("selfhelp.Sheet", "copies")
    answers_sealed = models.BinaryField()
    written_at = models.DateTimeField(help_text="on the device, by its own clock")
    arrived_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = tenant("selfhelp_sheetcopy", person="people.Person", sheet="selfhelp.Sheet")


class PostBox(Tenanted):
    """The key pair that a client's devices seal to while the connection is gone. One a person.

    `public` is an uncompressed point on P-256; `private_sealed` its secret number under the person's key.
    """

    retention = Retention.TECHNICAL
    sensitive = ("private_sealed",)
    person = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, db_constraint=False, related_name="post_box"
    )
    public = models.BinaryField()
    private_sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = tenant("selfhelp_postbox", person="people.Person")
