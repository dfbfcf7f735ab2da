"""A programme given to a client, and each of its modules: in what order, when it opens, how far the client is."""

from __future__ import annotations

from datetime import date

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("selfhelp_assignment")
class Assignment(Tenanted):
    """One programme that a client takes. The client keeps the version that was given, unless moved by the therapist.

    `given_by` is empty where it was given while waiting. Without an episode it was opened by a code, and nobody
    reads what is written in it. `reply_days` are working days until the guide has answered.
    """

    class Way(models.TextChoices):
        THERAPIST = "therapist"
        WAITING = "waiting"
        CODE = "code"

    retention = Retention.RECORD
    sensitive = ("version",)
    person = link("people.Person")
    episode = link("care.Episode", "assignments", null=True)
    version = link("library.ProgrammeVersion")
    way = models.CharField(max_length=10, choices=Way, default=Way.THERAPIST)
    given_by = staff_link(null=True)
    given_at = models.DateTimeField()
    reply_days = models.PositiveSmallIntegerField(default=2)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant(
                "selfhelp_assignment",
                person="people.Person",
                episode="care.Episode",
                version="library.ProgrammeVersion",
            ),
            models.CheckConstraint(condition=models.Q(reply_days__gte=1, reply_days__lte=10), name="selfhelp_reply"),
        ]
        indexes = [models.Index(fields=("episode", "ended_at"), name="selfhelp_assignment_of")]


class Opens(models.TextChoices):
    """What opens a module."""

    COMPLETION = "completion"  # when the one before it is handed in
    THERAPIST = "therapist"
    DATE = "date"


class ModuleState(models.TextChoices):
    """How far a module is, as both sides see it."""

    HIDDEN = "hidden"
    CLOSED = "closed"
    OPEN = "open"
    HANDED_IN = "handed_in"
    ANSWERED = "answered"


@tracked("selfhelp_module", exclude=("place", "seen_at", "seconds"))
class AssignedModule(Tenanted):
    """One module as this client has it. `module` is its id in the programme; `place` the step last read.

    It is hidden, closed, open, handed in or answered, told by the times. `seconds` is time on its pages, roughly.
    """

    retention = Retention.RECORD
    sensitive = ("place",)
    person = link("people.Person")
    assignment = link("selfhelp.Assignment", "modules")
    module = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    opens = models.CharField(max_length=10, choices=Opens)
    opens_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=80, blank=True)
    seen_at = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    handed_in_at = models.DateTimeField(null=True)
    reply_due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = staff_link(null=True)

    class Meta:
        constraints = [
            *tenant("selfhelp_assignedmodule", person="people.Person", assignment="selfhelp.Assignment"),
            models.UniqueConstraint(fields=("assignment", "module"), name="selfhelp_module_once"),
            models.CheckConstraint(
                condition=~models.Q(opens=Opens.DATE) | models.Q(opens_on__isnull=False), name="selfhelp_module_opens"
            ),
        ]

    def state(self, today: date) -> ModuleState:
        """What it is on that day of the team; a module that opens by date is open from that day's beginning."""
        if self.hidden_at is not None:
            return ModuleState.HIDDEN
        if self.answered_at is not None:
            return ModuleState.ANSWERED
        if self.handed_in_at is not None:
            return ModuleState.HANDED_IN
        is_due = self.opens == Opens.DATE and self.opens_on is not None and self.opens_on <= today
        return ModuleState.OPEN if self.opened_at is not None or is_due else ModuleState.CLOSED

    def is_readable(self, today: date) -> bool:
        """Whether the client may read it: what was opened once stays readable, unless it is hidden."""
        return self.state(today) not in (ModuleState.HIDDEN, ModuleState.CLOSED)
