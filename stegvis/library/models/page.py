"""Pages that people read to learn: topics, articles, news, chapters, guidance. Frozen documents, never drafts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import AppendOnly, tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("library_page")
class Page(Tenanted):
    """What stays the same from version to version, and what lists need of the version that is read now.

    `kind`, `audience`, `parent`, `topics`, `texts` ({language: {title, lead}}), `image`, `published_on` and
    `review_by` are taken from the current version's document when it is published, and written nowhere else.
    """

    retention = Retention.PUBLIC
    slug = models.SlugField(max_length=80)
    current = link("library.PageVersion", null=True)
    kind = models.CharField(max_length=15)
    audience = models.CharField(max_length=10)
    parent = models.SlugField(max_length=80, blank=True)
    topics = ArrayField(models.SlugField(max_length=80), default=list)
    texts = models.JSONField(default=dict)
    image = models.CharField(max_length=80, blank=True)
    published_on = models.DateField(null=True)
    review_by = models.DateField(null=True)
    owner = staff_link(null=True)
    takes_comments = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("library_page", current="library.PageVersion"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="library_page_once"),
        ]


class PageVersion(Tenanted):
    """One frozen document (`definitions.pages`), known by its fingerprint. `number` counts from 1."""

    class Origin(models.TextChoices):
        AUTHORED = "authored"
        IMPORTED = "imported"
        SHIPPED = "shipped"

    retention = Retention.PUBLIC
    page = link("library.Page", "versions")
    number = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    document = models.JSONField()
    origin = models.CharField(max_length=10, choices=Origin)
    made_by = staff_link(null=True)
    made_at = models.DateTimeField()
    reviewed_by = staff_link(null=True, help_text="the clinician who read it here and answers for it")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("library_pageversion", page="library.Page"),
            AppendOnly(name="library_pageversion_append"),
            models.UniqueConstraint(fields=("page", "number"), name="library_pageversion_number"),
            models.UniqueConstraint(fields=("page", "fingerprint"), name="library_pageversion_once"),
        ]


class PageUse(Tenanted):
    """How often a page was opened or prescribed in a month: a count, with nothing about who."""

    class What(models.TextChoices):
        READ = "read"
        PRESCRIBED = "prescribed"

    retention = Retention.PUBLIC
    page = link("library.Page", "uses")
    month = models.DateField(help_text="the first day of the month")
    what = models.CharField(max_length=10, choices=What)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            *tenant("library_pageuse", page="library.Page"),
            models.UniqueConstraint(fields=("page", "month", "what"), name="library_pageuse_once"),
        ]
