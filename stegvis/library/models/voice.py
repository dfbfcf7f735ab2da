"""What readers and user representatives say of the content: proposals, objections that stop it, comments."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("library_voice")
class Voice(Tenanted):
    """A user representative proposes something, or objects. While an objection stands, what it is about cannot be
    published in a new version; it ends when the one who raised it takes it back, after an answer. Of one who is no
    longer here it ends with an answer that closes it: then `end_reason` is empty, and `answered_by` closed it.

    `about` is "page:SLUG" or "programme:SLUG"; empty for a proposal of something that is not there yet.
    """

    class Kind(models.TextChoices):
        PROPOSAL = "proposal"
        OBJECTION = "objection"

    retention = Retention.RECORD
    sensitive = ("reason", "answer", "end_reason")
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=150)
    reason = models.TextField()
    by = staff_link()
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = staff_link(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="taken back by the one who raised it, or carried out")
    end_reason = models.TextField(blank=True)

    class Meta:
        constraints = tenant("library_voice")


@tracked("library_pagecomment")
class PageComment(Tenanted):
    """What a reader wrote below an article. Nothing says who; shown only when an editor has read it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SHOWN = "shown"
        REFUSED = "refused"

    retention = Retention.REQUEST
    sensitive = ("text",)
    page = link("library.Page", "comments")
    text = models.TextField()
    on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    read_by = staff_link(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = tenant("library_pagecomment", page="library.Page")
