"""Sealing the access log: a hash chain per organisation, and the index by person. A job's work, each second.

Takes only entries whose transaction is over for certain, so none can slip in behind a link already made
(facts/ground.md §5). At most a second of the log's tail is unsealed.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django.db import connection, transaction

from stegvis.definitions import clock
from stegvis.people.models import Organisation, Seal
from stegvis.people.tenancy import working_in

START = b"stegvis access log"

LOCK = "select pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
HORIZON = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
COLUMNS = "seq, at, user_id, client_id, team_id, role, page, persons, grounds, reason"
UNSEALED = (
    f"select {COLUMNS} from people_accessentry where organisation_id = %s "  # noqa: S608  (constant columns)
    "and txid >= %s::text::xid8 and txid < %s::text::xid8 order by seq"
)
SEALED = f"select {COLUMNS} from people_accessentry where organisation_id = %s and seq = any(%s) order by seq"  # noqa: S608
INDEX = (
    "insert into people_accessreader (organisation_id, person_id, entry_id) "
    "select %s, person, entry.seq from people_accessentry entry, unnest(entry.persons) person "
    "where entry.organisation_id = %s and entry.seq = any(%s) on conflict do nothing"
)


def seal_log(organisation: Organisation) -> int:
    """Seal what has been logged since the last link; how many entries. 0 if another sealer is at it."""
    with working_in(organisation), connection.cursor() as cursor:
        cursor.execute(LOCK, [f"seal {organisation.pk}"])
        if not cursor.fetchone()[0]:
            return 0
        last = Seal.objects.filter(organisation=organisation).order_by("-number").first()
        cursor.execute(HORIZON)
        horizon = cursor.fetchone()[0]
        cursor.execute(UNSEALED, [organisation.pk, last.horizon if last else 0, horizon])
        rows = cursor.fetchall()
        if not rows:
            return 0
        numbers = [row[0] for row in rows]
        Seal.objects.create(
            organisation=organisation,
            number=last.number + 1 if last else 1,
            entries=numbers,
            at=clock.now(),
            horizon=horizon,
            hash=link_hash(bytes(last.hash) if last else START, rows),
        )
        cursor.execute(INDEX, [organisation.pk, organisation.pk, numbers])
    return len(rows)


def seal_all_logs() -> int:
    """Seal every organisation's log, one transaction each."""
    return sum(seal_log(organisation) for organisation in Organisation.objects.order_by("id"))


def link_hash(before: bytes, rows: list[tuple[Any, ...]]) -> bytes:
    """SHA-256 over the hash before and every field of the entries, in order."""
    digest = hashlib.sha256(before)
    for row in rows:
        digest.update(json.dumps([_plain(value) for value in row], separators=(",", ":")).encode())
    return digest.digest()


def first_fault(organisation: Organisation) -> int | None:
    """The number of the first link of the chain that does not hold, or None when the log is whole."""
    before, expected = START, 1
    with working_in(organisation), transaction.atomic(), connection.cursor() as cursor:
        for seal in Seal.objects.filter(organisation=organisation).order_by("number"):
            cursor.execute(SEALED, [organisation.pk, seal.entries])
            rows = cursor.fetchall()
            whole = [row[0] for row in rows] == seal.entries
            if seal.number != expected or not whole or link_hash(before, rows) != bytes(seal.hash):
                return expected
            before, expected = bytes(seal.hash), expected + 1
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
