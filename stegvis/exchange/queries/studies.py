"""The studies of an organisation, for those who open and close them; with as much of the numbers as they may know."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from stegvis.outcomes.disclosure import shown
from stegvis.people.actions.study import can_open_study
from stegvis.people.models import Actor, NotFound, Organisation, Study
from stegvis.people.queries.studies import title_of
from stegvis.people.tenancy import working_in


@dataclass(frozen=True)
class ListedStudy:
    """`taking_part` is true for those who treat; for others rounded, and `*` where it is small. `exported_at`: last."""

    id: uuid.UUID
    slug: str
    title: str
    language: str
    responsible: str
    approval: str
    first: date
    last: date
    instruments: tuple[str, ...]
    opened_at: datetime
    closed_at: datetime | None
    taking_part: int | str
    exported_at: datetime | None


def listed_studies(viewer: Actor) -> tuple[ListedStudy, ...]:
    """Open ones first, then the newest. One statement. Raises NotFound."""
    if not can_open_study(by=viewer):
        raise NotFound
    standing = Q(consents__withdrawn_at=None, consents__isnull=False, consents__person__erased_at=None)
    rows = Study.objects.filter(organisation_id=viewer.organisation_id).annotate(
        count=Count("consents", filter=standing, distinct=True), exported_at=Max("exports__made_at")
    )
    return tuple(
        _listed(row, viewer) for row in sorted(rows, key=lambda one: (bool(one.closed_at), -one.opened_at.timestamp()))
    )


def organisations_with(slug: str, *, organisation: str | None = None) -> list[Organisation]:
    """Whose study it is, for the command line; each organisation is asked in its own transaction."""
    asked = Organisation.objects.order_by("slug")
    if organisation is not None:
        asked = asked.filter(slug=organisation)
    found = []
    for each in asked:
        with working_in(each) as by:
            if Study.objects.filter(organisation_id=by.organisation_id, slug=slug).exists():
                found.append(each)
    return found


def _listed(row: Study, viewer: Actor) -> ListedStudy:
    title, language = title_of(row, viewer.language)
    count: int = row.count  # type: ignore[attr-defined]
    return ListedStudy(
        id=row.pk,
        slug=row.slug,
        title=title,
        language=language,
        responsible=row.responsible,
        approval=row.approval,
        first=row.first,
        last=row.last,
        instruments=tuple(row.instruments),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        taking_part=count if viewer.is_clinical else shown(count) or 0,
        exported_at=row.exported_at,  # type: ignore[attr-defined]
    )
