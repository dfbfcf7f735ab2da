"""Self-referrals begun and not yet sent: opened by the browser that wrote them, or by the code written down."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from stegvis.care.models import ReferralDraft
from stegvis.definitions import clock
from stegvis.people.models import Actor, Command
from stegvis.people.sealing import look_up_hash, organisation_sealer

# Crockford's base 32: no I, L, O or U, so that what is written by hand is read as it was meant.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})

Typed = dict[str, str]


@dataclass(frozen=True)
class DraftView:
    """What was typed so far, by step, exactly as it was typed; and the code that opens it again."""

    id: uuid.UUID
    code: str
    answers: dict[str, Typed]


def draft_of(viewer: Actor, draft: uuid.UUID) -> DraftView | None:
    """The draft of this browser's session, while it lives."""
    return _opened(_living(viewer).filter(pk=draft).first())


def draft_by_code(viewer: Actor, code: str) -> DraftView | None:
    """The draft whose code this is, written with or without spaces and dashes. Nothing else tells what exists."""
    normal = normalised(code)
    if len(normal) != LENGTH:
        return None
    return _opened(_living(viewer).filter(code_hash=code_hash(viewer, normal)).first())


def was_sent(viewer: Actor) -> bool:
    """Whether the command of this form has already made a referral: the second click of a double one."""
    return (
        viewer.command is not None
        and Command.objects.filter(
            organisation_id=viewer.organisation_id, id=viewer.command, action="refer", result__isnull=False
        ).exists()
    )


def normalised(code: str) -> str:
    """The code as it was made: capitals, no spaces or dashes, and 0 and 1 for what looks like them."""
    return "".join(sign for sign in code.upper().translate(_READ_AS) if sign in ALPHABET)


def spaced(code: str) -> str:
    """The code as people write it down: K7MP 3XWQ 9RTA."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def code_hash(viewer: Actor, normal: str) -> bytes:
    return look_up_hash(viewer.organisation_id, "draft", normal)


def opened(draft: ReferralDraft) -> DraftView:
    """The draft's content, unsealed."""
    text = organisation_sealer(draft.organisation_id).unseal(
        draft.sealed, table="care_referraldraft", column="sealed", row=draft.id
    )
    content = json.loads(text)
    return DraftView(draft.id, content["code"], content["answers"])


def _opened(draft: ReferralDraft | None) -> DraftView | None:
    return opened(draft) if draft else None


def _living(viewer: Actor) -> QuerySet[ReferralDraft]:
    return ReferralDraft.objects.filter(
        organisation_id=viewer.organisation_id, team_id=viewer.at_team, expires_at__gt=clock.now()
    )
