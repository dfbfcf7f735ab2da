"""Deleting self-referrals that were never sent: because the person says so, or because their time is out."""

from __future__ import annotations

import uuid

from stegvis.care.models import ReferralDraft
from stegvis.definitions import clock
from stegvis.people.models import Actor


def drop_draft(*, by: Actor, draft: uuid.UUID) -> bool:
    """One draft is gone at once; whether it was there."""
    gone = ReferralDraft.objects.filter(pk=draft, organisation_id=by.organisation_id, team_id=by.at_team).delete()
    return gone[0] > 0


def drop_drafts(*, by: Actor) -> int:
    """Delete the organisation's drafts whose time is out; how many. Run daily by a job."""
    expired = ReferralDraft.objects.filter(organisation_id=by.organisation_id, expires_at__lte=clock.now())
    return expired.delete()[0]
