"""The index that readers search: a row for each language of what is published. Public text only, nobody's data.

It has no row-level security: `@@` is not leakproof, so under a policy PostgreSQL would read every row instead of the
index. Every query names the organisation, and nothing that is not already on a public page is written here.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from stegvis.people.constraints import Aside
from stegvis.people.models import Retention


class SearchEntry(models.Model):
    """`of` is the id of the page, publication, claim or programme; `kind` says which, `sort` what readers call it.

    `head` holds the words of title, topics, contributors and institution, `vector` those of everything. Both hold
    marks too (`queries.search.marks`): the organisation and each facet as a word, so that the index alone narrows.
    """

    retention = Retention.PUBLIC
    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    sort = models.CharField(max_length=15)
    of = models.UUIDField()
    slug = models.CharField(max_length=120)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=500)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    topics = ArrayField(models.CharField(max_length=80), default=list)
    institution = models.CharField(max_length=300, blank=True)
    head = SearchVectorField()
    vector = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("organisation", "of", "language"), name="library_searchentry_once"),
            Aside(name="library_searchentry_aside", kept=("sort", "topics", "institution", "head")),
        ]
        indexes = [
            GinIndex(fields=("head",), name="library_searchentry_head", fastupdate=False),
            GinIndex(fields=("vector",), name="library_searchentry_vector", fastupdate=False),
        ]


class SearchWord(models.Model):
    """A word that stands in titles, for a reader who spelt it another way."""

    retention = Retention.PUBLIC
    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=80)
    n = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("organisation", "word"), name="library_searchword_once")]
