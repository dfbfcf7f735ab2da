"""Starting a team and keeping it true to the model: the plan, decisions, staffing, self-check, help asked for."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("network_startplan")
class StartPlan(Tenanted):
    """A team's way from decision to open door, by the kit of `stegvis.definitions.kit`."""

    retention = Retention.PUBLIC
    team = models.OneToOneField("people.Team", on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField()
    opens_on = models.DateField(null=True)
    opened_on = models.DateField(null=True)

    class Meta:
        constraints = tenant("network_startplan", team="people.Team")


@tracked("network_starttask")
class StartTask(Tenanted):
    """A task of the kit as it stands in one plan, or one that the team added itself (`key` empty, `title` its own)."""

    class State(models.TextChoices):
        WAITING = "waiting"
        UNDERWAY = "underway"
        DONE = "done"
        NOT_FOR_US = "not_for_us"

    retention = Retention.PUBLIC
    plan = link("network.StartPlan", "tasks")
    key = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=15, choices=State, default=State.WAITING)
    due_on = models.DateField(null=True)
    who = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    amount = models.PositiveIntegerField(null=True, help_text="whole kroner of a grant")
    done_on = models.DateField(null=True)
    changed_by = staff_link(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("network_starttask", plan="network.StartPlan"),
            models.UniqueConstraint(fields=("plan", "key"), condition=~models.Q(key=""), name="network_starttask_once"),
        ]


@tracked("network_evidence", exclude=("content",))
class Evidence(Tenanted):
    """A paper that shows that a task is done: the council's decision, the letter of a grant."""

    retention = Retention.PUBLIC
    task = link("network.StartTask", "evidence")
    title = models.CharField(max_length=150)
    type = models.CharField(max_length=80)
    content = models.BinaryField()
    added_by = staff_link()
    added_at = models.DateTimeField()

    class Meta:
        constraints = tenant("network_evidence", task="network.StartTask")


@tracked("network_staffing")
class Staffing(Tenanted):
    """What a team says of its staff, in hundredths of a full-time equivalent. The newest counts."""

    retention = Retention.PUBLIC
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    all_hundredths = models.PositiveIntegerField()
    psychologist_hundredths = models.PositiveIntegerField()
    merkantil_hundredths = models.PositiveIntegerField()
    all_have_three_years = models.BooleanField()
    all_treat_independently = models.BooleanField()
    trained_hundredths = models.PositiveIntegerField(help_text="of those who have taken the twelve topics")
    said_by = staff_link()
    said_at = models.DateTimeField()

    class Meta:
        constraints = tenant("network_staffing", team="people.Team")


@tracked("network_selfcheck")
class SelfCheck(Tenanted):
    """A team's yearly look at whether it works as the model says. Its own, unless it chooses to share it.

    `answers` is {question: {"is": "yes"|"partly"|"no"|"not_relevant", "note": text}}.
    """

    retention = Retention.PUBLIC
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)
    is_shared = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
    changed_by = staff_link()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("network_selfcheck", team="people.Team"),
            models.UniqueConstraint(fields=("organisation", "team", "year"), name="network_selfcheck_once"),
        ]


@tracked("network_supportrequest")
class SupportRequest(Tenanted):
    """A question to the implementation supporter, with where it stands. No client is named in it."""

    class State(models.TextChoices):
        NEW = "new"
        UNDERWAY = "underway"
        ANSWERED = "answered"
        CLOSED = "closed"

    retention = Retention.REQUEST
    sensitive = ("title",)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    by = staff_link()
    at = models.DateTimeField()
    taken_by = staff_link(null=True)

    class Meta:
        constraints = tenant("network_supportrequest", team="people.Team")


@tracked("network_supportmessage")
class SupportMessage(Tenanted):
    """One message in a support request, from either side."""

    retention = Retention.REQUEST
    sensitive = ("text",)
    request = link("network.SupportRequest", "messages")
    text = models.TextField()
    by = staff_link()
    at = models.DateTimeField()

    class Meta:
        constraints = tenant("network_supportmessage", request="network.SupportRequest")


@tracked("network_ownpaper")
class OwnPaper(Tenanted):
    """A template of the kit (letter, procedure, data-protection draft) as a team has copied and adapted it."""

    retention = Retention.PUBLIC
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=60)
    title = models.CharField(max_length=150)
    text = models.TextField(help_text="Markdown")
    version = models.PositiveIntegerField(default=1)
    changed_by = staff_link()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = tenant("network_ownpaper", team="people.Team")
