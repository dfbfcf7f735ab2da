"""What a therapist gives a client to read or to go to: a page, a claim, a chapter, a local offer."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("selfhelp_recommendation")
class Recommendation(Tenanted):
    """One thing in a client's plan. `slug` is its name in the library or the directory, which stay free of clients.

    `words_sealed` is what the therapist wrote with it, sealed with the person's key.
    """

    class What(models.TextChoices):
        PAGE = "page"  # an article, a topic or a learning chapter
        CLAIM = "claim"
        OFFER = "offer"

    retention = Retention.RECORD
    sensitive = ("words_sealed", "slug")
    person = link("people.Person")
    episode = link("care.Episode", "recommendations")
    what = models.CharField(max_length=10, choices=What)
    slug = models.SlugField(max_length=80)
    words_sealed = models.BinaryField(null=True)
    by = staff_link()
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("selfhelp_recommendation", person="people.Person", episode="care.Episode"),
            models.UniqueConstraint(
                fields=("episode", "what", "slug"),
                condition=models.Q(withdrawn_at=None),
                name="selfhelp_recommendation_once",
            ),
        ]
