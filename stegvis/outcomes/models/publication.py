"""What a team shows the public of its results: the switch, and the published figures of one year as they were."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import staff_link


@tracked("outcomes_publication")
class Publication(Tenanted):
    """One row a team. The figures have passed disclosure control when they come here; the page only reads them."""

    retention = Retention.PUBLIC
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(help_text="whether anybody can open the page")
    first = models.DateField(help_text="of the four whole quarters the figures are of")
    last = models.DateField()
    figures = models.JSONField(help_text="[{measure, numerator, denominator, value, missing}], values as text")
    edition = models.PositiveSmallIntegerField(help_text="of the measures")
    counted_at = models.DateTimeField()
    by = staff_link(null=True, help_text="who switched last; empty: the yearly job")

    class Meta:
        constraints = [
            *tenant("outcomes_publication", team="people.Team"),
            models.UniqueConstraint(fields=("organisation", "team"), name="outcomes_publication_once"),
            models.CheckConstraint(condition=models.Q(last__gt=models.F("first")), name="outcomes_publication_span"),
        ]
