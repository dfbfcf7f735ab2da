"""What was taken up in supervision: that it was, when, by whom, and what the prompt was then."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("questionnaires_supervision")
class Supervision(Tenanted):
    """A course that was not on track was talked about. What was said stands in a note, not here.

    The prompt itself is computed from the scores; its norm and rule are kept here as they were, since a later edition
    may see the same scores otherwise.
    """

    retention = Retention.RECORD
    sensitive = ("prompts",)
    person = link("people.Person", db_index=False)
    episode = link("care.Episode", "supervisions", db_index=False)
    on = models.DateField(help_text="the team's local date")
    by = staff_link()
    prompts = models.JSONField(help_text="[{norm, signal, since, session, score}] as they stood")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = tenant("questionnaires_supervision", person="people.Person", episode="care.Episode")
        indexes = [models.Index(fields=("episode", "on"), name="questionnaires_supervised")]
