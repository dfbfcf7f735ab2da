"""Giving out a code that opens a programme and tells nobody who has it."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.models import ProgrammeVersion
from stegvis.people.models import Actor, Denied, Role
from stegvis.people.sealing import look_up_hash
from stegvis.selfhelp.actions.assign_programme import check_may_be_given
from stegvis.selfhelp.models import AccessCode

# Without letters and digits that look alike; ten of them are 49 bits, too many to guess at thirty tries a quarter.
ALPHABET = "23456789ABCDEFGHJKLMNPRSTUVXYZ"
LENGTH = 10
# Long enough to begin when one is ready; used once, it opens the programme for as long as it lasts.
LASTS = timedelta(days=90)


def check_can_issue_code(by: Actor, version: ProgrammeVersion) -> None:
    """Raise Denied unless staff who meet people give out a programme that may be given."""
    if not (by.is_clinical or by.has(Role.COORDINATOR)):
        raise Denied(_("Codes are given out by those who meet the people they are for."))
    check_may_be_given(by, version)


@transaction.atomic
def issue_code(*, by: Actor, version: ProgrammeVersion) -> str:
    """A new code, shown this once and then known only to who has it. Raises Denied."""
    check_can_issue_code(by, version)
    code = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    now = clock.now()
    AccessCode.objects.create(
        organisation_id=by.organisation_id,
        team_id=by.at_team,
        version=version,
        code_hash=hash_of(by, code),
        issued_by_id=by.as_user,
        issued_at=now,
        expires_at=now + LASTS,
    )
    return f"{code[:4]}-{code[4:7]}-{code[7:]}"


def hash_of(by: Actor, typed: str) -> bytes:
    """What a code is found by, however it was typed: with hyphens, blanks or small letters."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return look_up_hash(by.organisation_id, "access code", signs)
