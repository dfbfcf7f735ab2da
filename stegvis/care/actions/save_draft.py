"""Keeping a self-referral that is not sent yet, step by step, sealed with the organisation's draft key."""

from __future__ import annotations

import json
import secrets
import uuid
from datetime import timedelta

from django.db import transaction

from stegvis.care.models import ReferralDraft
from stegvis.care.queries.drafts import ALPHABET, LENGTH, DraftView, Typed, code_hash, opened
from stegvis.definitions import clock
from stegvis.people.models import Actor
from stegvis.people.sealing import organisation_sealer

# Long enough to think it over, short enough that what was never sent does not lie here.
KEPT = timedelta(days=14)


@transaction.atomic
def save_draft(*, by: Actor, step: str, typed: Typed, draft: uuid.UUID | None = None) -> DraftView:
    """Keep what was typed at one step, as it was typed; begin a draft where there is none (any more).

    Saving is the same however often it is done, so it needs no record of commands: the form that begins a
    draft gives it its id, and a form sent twice makes one.
    """
    row = _locked(by, draft) or _begun(by)
    content = opened(row)
    answers = {**content.answers, step: typed}
    _write(row, DraftView(row.id, content.code, answers))
    return DraftView(row.id, content.code, answers)


def _locked(by: Actor, draft: uuid.UUID | None) -> ReferralDraft | None:
    """The draft, held against a second tab that saves at the same moment."""
    if draft is None:
        return None
    return (
        ReferralDraft.objects.select_for_update()
        .filter(pk=draft, organisation_id=by.organisation_id, team_id=by.at_team, expires_at__gt=clock.now())
        .first()
    )


def _begun(by: Actor) -> ReferralDraft:
    row = uuid.uuid5(by.command, str(by.at_team)) if by.command else uuid.uuid4()
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    found, _ = ReferralDraft.objects.select_for_update().get_or_create(
        pk=row,
        organisation_id=by.organisation_id,
        team_id=by.at_team,
        defaults={"code_hash": code_hash(by, code), **_kept(by.organisation_id, DraftView(row, code, {}))},
    )
    return found


def _write(row: ReferralDraft, content: DraftView) -> None:
    for name, value in _kept(row.organisation_id, content).items():
        setattr(row, name, value)
    row.save(update_fields=["sealed", "step", "changed_at", "expires_at"])


def _kept(organisation: uuid.UUID, content: DraftView) -> dict[str, object]:
    now = clock.now()
    text = json.dumps({"code": content.code, "answers": content.answers})
    return {
        "sealed": organisation_sealer(organisation).seal(
            text, table="care_referraldraft", column="sealed", row=content.id
        ),
        "step": len(content.answers),
        "changed_at": now,
        "expires_at": now + KEPT,
    }
