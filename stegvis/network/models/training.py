"""What staff have learnt: the twelve topics, gatherings over a year, supervision groups. Nobody's clients."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("network_gathering")
class Gathering(Tenanted):
    """A day of the training. `topics` are keys of `definitions.curriculum`."""

    retention = Retention.PUBLIC
    title = models.CharField(max_length=150)
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    is_digital = models.BooleanField(default=False)
    topics = ArrayField(models.CharField(max_length=40))
    led_by = models.CharField(max_length=200, blank=True)
    made_by = staff_link(null=True)

    class Meta:
        constraints = tenant("network_gathering")


@tracked("network_topicdone")
class TopicDone(Tenanted):
    """A member of staff has taken a topic: at a gathering, or in another way that is named in `how`."""

    retention = Retention.RECORD
    staff = staff_link()
    topic = models.CharField(max_length=40)
    on = models.DateField()
    gathering = link("network.Gathering", "taken", null=True)
    how = models.CharField(max_length=200, blank=True)
    confirmed_by = staff_link(null=True)

    class Meta:
        constraints = [
            *tenant("network_topicdone", gathering="network.Gathering"),
            models.UniqueConstraint(fields=("organisation", "staff", "topic"), name="network_topicdone_once"),
        ]


@tracked("network_supervisiongroup")
class SupervisionGroup(Tenanted):
    """A group across teams that meets four times on a screen and once in a room each year (kognitiv.no)."""

    retention = Retention.PUBLIC
    name = models.CharField(max_length=150)
    leader = staff_link(null=True)
    leader_name = models.CharField(max_length=150, blank=True, help_text="where the leader has no account here")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = tenant("network_supervisiongroup")


@tracked("network_supervisionplace")
class SupervisionPlace(Tenanted):
    """Somebody belongs to a supervision group from a day to a day."""

    retention = Retention.RECORD
    group = link("network.SupervisionGroup", "places")
    staff = staff_link()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            *tenant("network_supervisionplace", group="network.SupervisionGroup"),
            models.UniqueConstraint(
                fields=("group", "staff"), condition=models.Q(until=None), name="network_supervisionplace_once"
            ),
        ]


@tracked("network_supervisionmeeting")
class SupervisionMeeting(Tenanted):
    """One meeting, and who was there. What was said of clients is not written here."""

    retention = Retention.RECORD
    group = link("network.SupervisionGroup", "meetings")
    on = models.DateField()
    is_digital = models.BooleanField(default=True)
    theme = models.CharField(max_length=200, blank=True)
    present = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints = [
            *tenant("network_supervisionmeeting", group="network.SupervisionGroup"),
            models.UniqueConstraint(fields=("group", "on"), name="network_supervisionmeeting_once"),
        ]
