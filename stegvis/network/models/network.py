"""Networks of teams: who belongs to them, what they write to each other, what they share. No client is named here."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("network_network")
class Network(Tenanted):
    """A network that the organisation hosts. `texts` is {language: {name, summary, goals: [sentence]}}."""

    class Level(models.TextChoices):
        NATIONAL = "national"
        REGIONAL = "regional"  # a health region of Norway, a region of Sweden
        LOCAL = "local"

    class Phase(models.TextChoices):
        STARTED = "started"
        GATHERING = "gathering"  # finds its members and its way of working
        WORKING = "working"
        SELF_RUNNING = "self_running"  # goes on without the project that began it (seed 001)

    retention = Retention.PUBLIC
    slug = models.SlugField(max_length=80)
    texts = models.JSONField()
    level = models.CharField(max_length=10, choices=Level)
    region = models.CharField(max_length=80, blank=True)
    owner = models.CharField(max_length=200)
    funder = models.CharField(max_length=200, blank=True)
    phase = models.CharField(max_length=15, choices=Phase, default=Phase.STARTED)
    started_on = models.DateField(null=True)
    self_running_by = models.DateField(null=True, help_text="the day it was meant to stand alone")
    coordinator = staff_link(null=True)
    contact = models.EmailField(blank=True)
    source = models.URLField(blank=True)
    is_public = models.BooleanField(default=True)

    class Meta:
        constraints = [
            *tenant("network_network"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="network_network_once"),
        ]


@tracked("network_networkmember")
class NetworkMember(Tenanted):
    """A unit, an organisation or the user representatives. Who signs in for it is a membership, not this row."""

    class Kind(models.TextChoices):
        UNIT = "unit"
        ORGANISATION = "organisation"
        USER_REPRESENTATIVES = "user_representatives"

    retention = Retention.PUBLIC
    network = link("network.Network", "members")
    kind = models.CharField(max_length=25, choices=Kind)
    name = models.CharField(max_length=200)
    part_of = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    contact = models.EmailField(blank=True)
    shares = models.TextField(blank=True, help_text="what it offers to share with the others")
    position = models.PositiveSmallIntegerField(default=0)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            *tenant("network_networkmember", network="network.Network"),
            models.UniqueConstraint(fields=("network", "name"), name="network_networkmember_once"),
        ]


@tracked("network_sharedfile", exclude=("content",))
class SharedFile(Tenanted):
    """A template, slides or a note on practice. A new version is a new row with the same `name`."""

    retention = Retention.PUBLIC
    network = link("network.Network", "files")
    name = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField()
    description = models.TextField(blank=True)
    author = models.CharField(max_length=200)
    licence = models.CharField(max_length=40)
    type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = staff_link()
    added_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("network_sharedfile", network="network.Network"),
            models.UniqueConstraint(fields=("network", "name", "version"), name="network_sharedfile_version"),
        ]


@tracked("network_post")
class Post(Tenanted):
    """What a member writes to the network; an answer to a post or a comment on a file is a post too.

    Hidden by a moderator, it stays with its reason and is shown to its author and to moderators only.
    """

    retention = Retention.REQUEST
    sensitive = ("title", "text")
    network = link("network.Network", "posts")
    answers = link("network.Post", "replies", null=True)
    file = link("network.SharedFile", "comments", null=True)
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField()
    by = staff_link()
    at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)
    hidden_by = staff_link(null=True)
    hidden_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = tenant(
            "network_post", network="network.Network", answers="network.Post", file="network.SharedFile"
        )
