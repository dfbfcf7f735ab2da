"""Publications with what a reader needs to find, trust and cite them, claims, and archives to fetch more from."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("library_publication")
class Publication(Tenanted):
    """`titles` and `abstracts` are {language: text}. `contributors`: [{name, role, orcid?}] in their order.

    `isbns`: [{number, medium}], checked and written with 13 digits. `oai`: its archive's host and its name there.
    """

    class Kind(models.TextChoices):
        REPORT = "report"
        ARTICLE = "article"
        SUMMARY = "summary"
        GUIDELINE = "guideline"
        BOOK = "book"
        CHAPTER = "chapter"
        THESIS = "thesis"
        WEB = "web"

    class Origin(models.TextChoices):
        WRITTEN = "written"
        SHIPPED = "shipped"
        IMPORTED = "imported"
        HARVESTED = "harvested"

    retention = Retention.PUBLIC
    slug = models.SlugField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    titles = models.JSONField()
    abstracts = models.JSONField(default=dict)
    contributors = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField(null=True)
    published_in = models.CharField(max_length=300, blank=True, help_text="journal or series")
    volume = models.CharField(max_length=60, blank=True, help_text="volume, issue and pages as they are cited")
    institution = models.CharField(max_length=300, blank=True)
    isbns = models.JSONField(default=list)
    issn = models.CharField(max_length=9, blank=True)
    report_number = models.CharField(max_length=60, blank=True)
    method = models.CharField(max_length=300, blank=True)
    is_peer_reviewed = models.BooleanField(null=True)
    licence = models.CharField(max_length=60, blank=True)
    doi = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=2)
    topics = ArrayField(models.SlugField(max_length=80), default=list)
    origin = models.CharField(max_length=10, choices=Origin)
    oai = models.CharField(max_length=300, blank=True)
    added_by = staff_link(null=True)
    added_at = models.DateTimeField()
    review_by = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("library_publication"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="library_publication_once"),
            models.UniqueConstraint(
                fields=("organisation", "oai"), condition=~models.Q(oai=""), name="library_publication_oai"
            ),
        ]


@tracked("library_claim")
class Claim(Tenanted):
    """A statement that pages quote by its `slug`: {language: {statement, caveat}}, its figure, and where it is from."""

    retention = Retention.PUBLIC
    slug = models.SlugField(max_length=80)
    texts = models.JSONField()
    figure = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=400)
    url = models.URLField(max_length=500, blank=True)
    publication = link("library.Publication", null=True)
    review_by = models.DateField()
    owner = staff_link(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("library_claim", publication="library.Publication"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="library_claim_once"),
        ]


@tracked("library_harvest")
class Harvest(Tenanted):
    """An archive whose records are fetched by OAI-PMH. `token` is where a broken harvest goes on."""

    retention = Retention.PUBLIC
    name = models.CharField(max_length=150)
    url = models.URLField(max_length=500)
    part = models.CharField(max_length=150, blank=True, help_text="the set of the archive; empty: all of it")
    token = models.TextField(blank=True)
    since = models.CharField(max_length=20, blank=True, help_text="what was changed before this has been fetched")
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True)
    added_by = staff_link(null=True)

    class Meta:
        constraints = [
            *tenant("library_harvest"),
            models.UniqueConstraint(fields=("organisation", "url", "part"), name="library_harvest_once"),
        ]
