"""The published figures of the bundles taken in, one row each, so that a nation is one sum in SQL."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted
from stegvis.people.models.links import link


class BundleFigure(Tenanted):
    """One measure of one group of one table. Null: hidden by the sender, or the measure has no such figure."""

    retention = Retention.RECORD
    bundle = link("exchange.ReceivedBundle", "figures", db_index=False)
    table = models.CharField(max_length=20, blank=True, help_text="the grouping; empty: the whole organisation")
    group = models.CharField(max_length=50, blank=True)
    measure = models.CharField(max_length=30)
    numerator = models.IntegerField(null=True)
    denominator = models.IntegerField(null=True)
    value = models.DecimalField(max_digits=11, decimal_places=1, null=True)
    missing = models.IntegerField(null=True)
    expected = models.PositiveSmallIntegerField(
        null=True, help_text="whole percent; compared measures of teams that take part"
    )

    class Meta:
        constraints = tenant("exchange_bundlefigure", bundle="exchange.ReceivedBundle")
        indexes = [models.Index(fields=("bundle", "table"), name="exchange_bundlefigure_read")]


class NationCell(Tenanted):
    """One measure of one group, summed over the bundles of a year: so the nation's pages need not add up each time.

    `actions/count_nation.py` alone writes them, whenever a bundle comes in or a sender changes its region.
    """

    retention = Retention.RECORD
    year = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=100, null=True, help_text="null: the whole nation")
    table = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=50, blank=True)
    measure = models.CharField(max_length=30)
    numerator = models.IntegerField(null=True)
    denominator = models.IntegerField(null=True)
    missing = models.IntegerField(null=True)
    middle = models.FloatField(null=True, help_text="of the organisations; medians only")
    counted = models.IntegerField(help_text="organisations that show it")

    class Meta:
        constraints = tenant("exchange_nationcell")
        indexes = [
            models.Index(fields=("organisation", "table", "measure", "region", "year"), name="exchange_nationcell_read")
        ]
