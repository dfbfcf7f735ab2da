"""Counting a year of the nation anew: the bundles that are here, summed by region and as a whole."""

from __future__ import annotations

from django.db import connection

from stegvis.exchange.models import NationCell
from stegvis.outcomes.measures import MEASURES
from stegvis.people.models import Actor

# A count has no denominator; of every other measure both parts must be shown, or it is in neither sum.
COUNT = """
insert into exchange_nationcell (id, organisation_id, year, region, "table", "group", measure, numerator, denominator,
    missing, middle, counted)
select gen_random_uuid(), f.organisation_id, b.year, s.region, f."table", f."group", f.measure,
    sum(f.numerator) filter (where is_shown), sum(f.denominator) filter (where is_shown),
    sum(f.missing) filter (where is_shown),
    percentile_cont(0.5) within group (order by f.value) filter (where is_middle),
    count(*) filter (where is_shown or (is_middle and f.value is not null))
from exchange_receivedbundle b
    join exchange_sender s on s.organisation_id = b.organisation_id and s.id = b.sender_id
    join exchange_bundlefigure f on f.organisation_id = b.organisation_id and f.bundle_id = b.id
    cross join lateral (select f.measure = any(%(medians)s) as is_middle, f.numerator is not null
        and (f.denominator is not null or f.measure = any(%(counts)s)) as is_shown) as told
where b.organisation_id = %(organisation)s and b.replaced_at is null and f."table" in ('', 'quarter')
    and b.year = any(%(years)s)
group by grouping sets ((f.organisation_id, b.year, f."table", f."group", f.measure),
    (f.organisation_id, b.year, f."table", f."group", f.measure, s.region))
"""


def count_nation(by: Actor, years: list[int]) -> None:
    """Within the caller's transaction: the sums of these years are those of its bundles."""
    NationCell.objects.filter(organisation_id=by.organisation_id, year__in=years).delete()
    kinds = {kind: [each.name for each in MEASURES if each.kind == kind] for kind in ("median", "count")}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"organisation": by.organisation_id, "years": years, "medians": kinds["median"],
                               "counts": kinds["count"]})  # fmt: skip
