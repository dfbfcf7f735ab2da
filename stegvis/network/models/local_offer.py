"""The directory of what else there is nearby: training, courses, self-help, crisis help, user organisations."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import staff_link


@tracked("network_localoffer")
class LocalOffer(Tenanted):
    """An offer of somebody else's that we may point to. `texts` is {language: {name, description, cost, access}}.

    `municipalities` are official codes; empty: the whole country. `checked_on` is the last day somebody made sure
    that it is still there; after `network.queries.local_offers.STALE_DAYS` its owner is asked to look again, and at
    once where nobody has looked yet, as with those that come with Stegvis.
    """

    class Kind(models.TextChoices):
        TRAINING = "training"
        COURSE = "course"
        SELF_HELP = "self_help"
        CRISIS = "crisis"
        USER_ORGANISATION = "user_organisation"

    class Room(models.TextChoices):
        OPEN = "open"  # one may simply come
        SEATS = "seats"  # there are places
        WAITING = "waiting"  # there is a waiting list
        FULL = "full"
        UNKNOWN = "unknown"

    retention = Retention.PUBLIC
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind)
    texts = models.JSONField()
    problems = ArrayField(models.CharField(max_length=30), default=list)
    municipalities = ArrayField(models.CharField(max_length=4), default=list)
    address = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    url = models.URLField(blank=True)
    is_step_free = models.BooleanField(null=True)
    is_free_of_charge = models.BooleanField(null=True)
    room = models.CharField(max_length=10, choices=Room, default=Room.UNKNOWN)
    owner = staff_link(null=True)
    checked_on = models.DateField(null=True)
    asked_on = models.DateField(null=True, help_text="when its owner was last asked to check it")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("network_localoffer"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="network_localoffer_once"),
        ]
