"""Where an organisation writes its programmes in Wagtail's one tree, and the files that they show."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Role, Tenanted
from stegvis.people.models.links import staff_link


class Workshop(Tenanted):
    """The corner of Wagtail's tree where one organisation writes, and its way from draft to published.

    `languages`: what every draft must be written in before it is published; none: no demand.
    """

    retention = Retention.PUBLIC
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    workflow = models.ForeignKey("wagtailcore.Workflow", on_delete=models.PROTECT, related_name="+")
    languages = ArrayField(models.CharField(max_length=2), default=list)

    class Meta:
        constraints = [
            *tenant("library_workshop"),
            models.UniqueConstraint(fields=("organisation",), name="library_workshop_once"),
        ]


class MediaFile(Tenanted):
    """A file that programmes show, as it was made ready by us. `name` is what documents call it."""

    retention = Retention.PUBLIC
    name = models.CharField(max_length=80)
    type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = staff_link(null=True)
    added_at = models.DateTimeField()

    @property
    def is_picture(self) -> bool:
        return self.type.startswith("image/")

    class Meta:
        ordering = ("name",)
        constraints = [
            *tenant("library_mediafile"),
            models.UniqueConstraint(fields=("organisation", "name"), name="library_mediafile_name"),
        ]


def desk_of(organisation_id: uuid.UUID, role: Role) -> Group:
    """The group of those who have that authoring role in that organisation; made at the first need."""
    found, _made = Group.objects.get_or_create(name=f"{role} {organisation_id}")
    return found
