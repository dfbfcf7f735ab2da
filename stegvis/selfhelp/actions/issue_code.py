"""Giving out a code that opens a programme and tells nobody who has it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.spoken_codes import as_typed, in_groups, new_code
from stegvis.library.models import ProgrammeVersion
from stegvis.people.models import Actor, Denied, Role
from stegvis.people.sealing import look_up_hash
from stegvis.selfhelp.actions.assign_programme import check_may_be_given
from stegvis.selfhelp.models import AccessCode

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
    code = new_code()
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
    return in_groups(code)


def hash_of(by: Actor, typed: str) -> bytes:
    """What a code is found by, however it was typed: with hyphens, blanks or small letters."""
    return look_up_hash(by.organisation_id, "access code", as_typed(typed))
