"""Events: gatherings and professional days, who has a seat, who waits for one, and what was shown there."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("network_event")
class Event(Tenanted):
    """`texts` is {language: {title, summary}}; `programme` is [{at: "09.00", title, by}]. No `seats`: no limit."""

    retention = Retention.PUBLIC
    network = link("network.Network", "events", null=True)
    slug = models.SlugField(max_length=80)
    texts = models.JSONField()
    programme = models.JSONField(default=list)
    place = models.CharField(max_length=200, blank=True)
    is_digital = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sign_up_by = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(null=True)
    is_public = models.BooleanField(default=True)
    cancelled_at = models.DateTimeField(null=True)
    made_by = staff_link(null=True)

    class Meta:
        constraints = [
            *tenant("network_event", network="network.Network"),
            models.UniqueConstraint(fields=("organisation", "slug"), name="network_event_once"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="network_event_ends"),
        ]


@tracked("network_signup", exclude=("sealed", "email_hash", "door_hash"))
class SignUp(Tenanted):
    """Somebody who wants to come. `number` is the place in the order of arrival; `sealed` is JSON {name, email, needs}.

    Sealed with the organisation's key. Erased a year after the event, or when the seat is given back: the row stays,
    empty, so that those who came are still counted by `comes_as`. History keeps nothing of who it was.
    """

    class ComesAs(models.TextChoices):
        STAFF = "staff"
        LIVED_EXPERIENCE = "lived_experience"
        RELATIVE = "relative"
        OTHER = "other"

    class State(models.TextChoices):
        SEAT = "seat"
        WAITING = "waiting"
        WITHDRAWN = "withdrawn"

    retention = Retention.REQUEST
    sensitive = ("sealed",)
    event = link("network.Event", "sign_ups")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State)
    comes_as = models.CharField(max_length=20, choices=ComesAs)
    sealed = models.BinaryField()
    email_hash = models.BinaryField()
    door_hash = models.BinaryField(help_text="of the secret in the link by which one gives the seat back")
    at = models.DateTimeField()
    attended = models.BooleanField(null=True)

    class Meta:
        constraints = [
            *tenant("network_signup", event="network.Event"),
            models.UniqueConstraint(fields=("event", "number"), name="network_signup_order"),
            models.UniqueConstraint(
                fields=("event", "email_hash"),
                condition=~models.Q(state="withdrawn"),
                name="network_signup_once",
            ),
        ]


@tracked("network_eventmaterial", exclude=("content",))
class EventMaterial(Tenanted):
    """Slides and notes of an event, kept for those who could not come."""

    retention = Retention.PUBLIC
    event = link("network.Event", "material")
    title = models.CharField(max_length=150)
    licence = models.CharField(max_length=40)
    type = models.CharField(max_length=80)
    content = models.BinaryField()
    added_by = staff_link(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = tenant("network_eventmaterial", event="network.Event")
