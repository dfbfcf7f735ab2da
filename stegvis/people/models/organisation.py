"""The tenant and its teams: who answers for the data, where and when the team works. No person's data."""

from __future__ import annotations

import uuid
from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.definitions.calendar import ServiceHours
from stegvis.people.models.tenanted import Retention


class Organisation(models.Model):
    """The organisation that answers for the data: municipality, district, inter-municipal company, region, clinic."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        DISTRICT = "district"
        INTERMUNICIPAL = "intermunicipal"
        REGION = "region"
        CLINIC = "clinic"
        NATIONAL = "national"  # receives bundles of figures; treats nobody

    retention = Retention.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    country = models.CharField(max_length=2, choices=[("NO", "Norge"), ("SE", "Sverige")])
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team that treats people. Public: its page is found by anyone, so it carries no tenant policy."""

    retention = Retention.PUBLIC
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    zone = models.CharField(max_length=50, default="Europe/Oslo")
    municipalities = models.JSONField(default=list, help_text="[{code, name}] the team serves")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    phone_hours = models.CharField(max_length=100, blank=True)
    default_language = models.CharField(max_length=2, default="nb")
    introduction = models.JSONField(default=dict, help_text="{language: text} shown on the public page")
    target_wait_days = models.PositiveSmallIntegerField(
        default=14, help_text="calendar days from referral to assessment; NAPHA 2013: within one to two weeks"
    )
    alert_minutes = models.PositiveSmallIntegerField(
        default=240, help_text="service minutes to acknowledge an alert; may be shortened, never lengthened"
    )
    instruments = ArrayField(models.CharField(max_length=30), default=list, help_text="asked before a contact")
    is_open = models.BooleanField(default=True, help_text="takes new referrals")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("organisation", "id"), name="people_team_key"),
            models.CheckConstraint(
                condition=models.Q(alert_minutes__gte=1, alert_minutes__lte=240),
                name="people_team_alert_limit",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def service_hours(self) -> ServiceHours:
        """The team's opening hours with its closed days; prefetch `opening_hours` and `closures` on lists."""
        weekly: dict[int, list[tuple[time, time]]] = {}
        for row in self.opening_hours.all():
            weekly.setdefault(row.weekday, []).append((row.opens, row.closes))
        return ServiceHours(
            zone=self.zone,
            country=self.organisation.country,
            weekly={day: tuple(sorted(spans)) for day, spans in weekly.items()},
            closed=frozenset(row.on for row in self.closures.all()),
        )


class OpeningHours(models.Model):
    """A span of a weekday (0 is Monday) in the team's local wall time."""

    retention = Retention.PUBLIC
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, closes__gt=models.F("opens")),
                name="people_openinghours_span",
            )
        ]


class Closure(models.Model):
    """A day the team is closed beside the public holidays."""

    retention = Retention.PUBLIC
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="closures")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("team", "on"), name="people_closure_once")]
