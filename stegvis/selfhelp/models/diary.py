"""What a client writes in diaries and plans, sealed; the tools a therapist gives; the sleep window and its approval."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("selfhelp_diaryentry")
class DiaryEntry(Tenanted):
    """One filled-in entry of a tool (`definitions.tools`) about one day; of a daily tool one a day.

    `entry_sealed` is JSON: {field id: text}. `version` counts each saving.
    """

    retention = Retention.RECORD
    sensitive = ("entry_sealed",)
    person = link("people.Person")
    episode = link("care.Episode", "diary")
    tool = models.CharField(max_length=30)
    on = models.DateField()
    is_daily = models.BooleanField()
    entry_sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("selfhelp_diaryentry", person="people.Person", episode="care.Episode"),
            models.UniqueConstraint(
                fields=("episode", "tool", "on"), condition=models.Q(is_daily=True), name="selfhelp_diary_once"
            ),
        ]
        indexes = [models.Index(fields=("episode", "tool", "on"), name="selfhelp_diary_line")]


@tracked("selfhelp_plan")
class Plan(Tenanted):
    """The one living document of a tool: a relapse plan, a work plan, a ladder. Earlier versions are its history.

    `plan_sealed` is JSON: a list of rows, each {field id: text}.
    """

    retention = Retention.RECORD
    sensitive = ("plan_sealed",)
    person = link("people.Person")
    episode = link("care.Episode", "plans")
    tool = models.CharField(max_length=30)
    plan_sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("selfhelp_plan", person="people.Person", episode="care.Episode"),
            models.UniqueConstraint(fields=("episode", "tool"), name="selfhelp_plan_once"),
        ]


@tracked("selfhelp_giventool")
class GivenTool(Tenanted):
    """A tool that a therapist gave beside any programme; taken back when it has served."""

    retention = Retention.RECORD
    sensitive = ("tool",)
    person = link("people.Person")
    episode = link("care.Episode", "given_tools")
    tool = models.CharField(max_length=30)
    given_by = staff_link()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("selfhelp_giventool", person="people.Person", episode="care.Episode"),
            models.UniqueConstraint(
                fields=("episode", "tool"), condition=models.Q(ended_at=None), name="selfhelp_giventool_once"
            ),
        ]


@tracked("selfhelp_sleepwindow")
class SleepWindow(Tenanted):
    """A sleep window: proposed by the rule, and the client's only when a therapist has approved it.

    `proposed` is what the rule gave, `minutes` what stands: the same, or what the therapist set it to, longer.
    `nights`, `asleep` and `efficiency` are the week it rests on (minutes, tenths of a per cent).
    """

    retention = Retention.RECORD
    sensitive = ("proposed", "minutes", "rises_at", "asleep", "efficiency")
    person = link("people.Person")
    episode = link("care.Episode", "sleep_windows")
    rule = models.CharField(max_length=20)
    proposed = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    rises_at = models.TimeField()
    valid_from = models.DateField()
    nights = models.PositiveSmallIntegerField()
    asleep = models.PositiveSmallIntegerField()
    efficiency = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField()
    approved_by = staff_link(null=True)
    approved_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True, help_text="by a therapist, or by a newer proposal")

    class Meta:
        constraints = [
            *tenant("selfhelp_sleepwindow", person="people.Person", episode="care.Episode"),
            # Never under five hours, and never shorter than the rule gave (Schutte-Rodin 2008).
            models.CheckConstraint(
                condition=models.Q(minutes__gte=300, minutes__lte=720) & models.Q(minutes__gte=models.F("proposed")),
                name="selfhelp_window_length",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_at=None, approved_by=None)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                name="selfhelp_window_approved",
            ),
            models.UniqueConstraint(
                fields=("episode",), condition=models.Q(approved_at=None, set_aside_at=None), name="selfhelp_window_one"
            ),
        ]
        indexes = [models.Index(fields=("episode", "proposed_at"), name="selfhelp_window_line")]
