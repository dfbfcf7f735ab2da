"""What every table with person data has in common: an organisation, an opaque id, a retention class, a history."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

from stegvis.people.constraints import AppendOnly, TenantPolicy

M = TypeVar("M", bound=type[models.Model])


class Retention(enum.StrEnum):
    """How long a table's rows are kept, and by what rule they go (facts/safety.md §6.14)."""

    RECORD = "record"  # health record: kept as the country's record law says, erased only by decision
    REQUEST = "request"  # erased when the person asks, or when the purpose ends
    LOG = "log"  # access log and history: at least five years (HSLF-FS 2016:40 ch. 4 § 9)
    TECHNICAL = "technical"  # no longer than it works: sessions, commands, log-ins
    PUBLIC = "public"  # holds no person's data


class Tenanted(models.Model):
    """A row that belongs to one organisation. Links to others go through `people.constraints.tenant`."""

    retention: Retention
    sensitive: tuple[str, ...] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


def tracked(
    table: str, *, exclude: tuple[str, ...] = (), trackers: tuple[pghistory.Tracker, ...] | None = None
) -> Callable[[M], M]:
    """Keep every version of a row, written by triggers; the history is under the same tenant policy."""
    every = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return pghistory.track(  # type: ignore[no-any-return]
        *(trackers or every),
        exclude=list(exclude) or None,
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]
        obj_field=pghistory.ObjForeignKey(db_constraint=False, db_index=True, related_name="history"),
        meta={
            "constraints": [
                TenantPolicy(name=f"{table}_history_tenant"),
                AppendOnly(name=f"{table}_history_append"),
            ]
        },
    )
