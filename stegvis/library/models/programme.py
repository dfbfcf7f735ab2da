"""Self-help programmes of an organisation as they were published: frozen documents, and who answers for them.

A version is never changed: the application may not update it. Who takes a programme is for `selfhelp`.
"""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import AppendOnly, tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("library_programme")
class Programme(Tenanted):
    """What stays the same from version to version. Withdrawn, it is given to nobody new and stays for who has it."""

    retention = Retention.PUBLIC
    slug = models.SlugField(max_length=80)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("library_programme"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="library_programme_once"),
        ]


class ProgrammeVersion(Tenanted):
    """One frozen document (`definitions.programme`), known by its fingerprint. `number` counts from 1."""

    class Origin(models.TextChoices):
        AUTHORED = "authored"
        IMPORTED = "imported"
        SHIPPED = "shipped"

    retention = Retention.PUBLIC
    programme = link("library.Programme", "versions")
    number = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    document = models.JSONField()
    origin = models.CharField(max_length=10, choices=Origin)
    made_by = staff_link(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("library_programmeversion", programme="library.Programme"),
            AppendOnly(name="library_programmeversion_append"),
            models.UniqueConstraint(fields=("programme", "number"), name="library_programmeversion_number"),
            models.UniqueConstraint(fields=("programme", "fingerprint"), name="library_programmeversion_once"),
        ]


class ProgrammeApproval(Tenanted):
    """A named clinician of the organisation answers for a version: only then is it given to a client."""

    retention = Retention.PUBLIC
    version = link("library.ProgrammeVersion", "approvals")
    clinician = staff_link()
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("library_programmeapproval", version="library.ProgrammeVersion"),
            AppendOnly(name="library_programmeapproval_append"),
        ]
