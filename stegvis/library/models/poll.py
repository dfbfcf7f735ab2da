"""Polls: how many chose what. No row, column or order of rows here says who voted, or when."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted
from stegvis.people.models.links import link, staff_link


class Poll(Tenanted):
    """A question of a published page. `block` is its id in the document; `asked` its words (`definitions.polls`).

    `scope` public: anyone, without log-in, any number of teams. Team: those who are signed in, once each.
    With another question or other answers it is another poll: this one is closed, and `replaced_at` says since when.
    """

    class Scope(models.TextChoices):
        PUBLIC = "public"
        TEAM = "team"

    retention = Retention.PUBLIC
    page = link("library.Page", "polls")
    block = models.CharField(max_length=80)
    scope = models.CharField(max_length=10, choices=Scope)
    asked = models.JSONField(default=dict, help_text="{language: {question, choices: [{id, text}]}}")
    closed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant("library_poll", page="library.Page"),
            models.UniqueConstraint(
                fields=("page", "block"), condition=models.Q(replaced_at=None), name="library_poll_once"
            ),
        ]


class PollCount(Tenanted):
    """A counter. All counters of a poll stand there before the first vote, so that making one tells nothing."""

    retention = Retention.PUBLIC
    poll = link("library.Poll", "counts")
    choice = models.CharField(max_length=80)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            *tenant("library_pollcount", poll="library.Poll"),
            models.UniqueConstraint(fields=("poll", "choice"), name="library_pollcount_once"),
        ]


class PollVoter(Tenanted):
    """In a team's poll: that somebody has voted, so that nobody does twice. Not what, and not when."""

    retention = Retention.REQUEST
    sensitive = ("staff",)
    poll = link("library.Poll", "voters")
    staff = staff_link()

    class Meta:
        constraints = [
            *tenant("library_pollvoter", poll="library.Poll"),
            models.UniqueConstraint(fields=("poll", "staff"), name="library_pollvoter_once"),
        ]


class PollRoom(Tenanted):
    """A poll asked of the people in one room, with counters of its own. The code is said aloud; it ends at midnight."""

    retention = Retention.TECHNICAL
    poll = link("library.Poll", "rooms")
    code = models.CharField(max_length=8)
    opened_by = staff_link()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_shown = models.BooleanField(default=False)
    counts = models.JSONField(default=dict, help_text="{choice: n}, every choice there from the start")

    class Meta:
        constraints = [
            *tenant("library_pollroom", poll="library.Poll"),
            models.UniqueConstraint(fields=("organisation", "code"), name="library_pollroom_code"),
        ]
