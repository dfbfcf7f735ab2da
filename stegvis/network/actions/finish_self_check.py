"""Finishing a self-check, and opening it again to put an answer right."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.kit import questions
from stegvis.network.actions.start_checks import check_newest, own_self_check
from stegvis.network.models import SelfCheck
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied


@once(SelfCheck)
def finish_self_check(*, by: Actor, self_check_id: uuid.UUID) -> SelfCheck:
    """Raises NotFound, and Denied while a question is open or where a later year's has begun."""
    check = own_self_check(by, self_check_id)
    if set(questions()) - set(check.answers):
        raise Denied(_('Some questions have no answer yet. Answer them first; "not relevant" is an answer too.'))
    if check.finished_at is None:
        check_newest(check)
        check.finished_at = clock.now()
        _keep(by, check)
    return check


@once(SelfCheck)
def reopen_self_check(*, by: Actor, self_check_id: uuid.UUID) -> SelfCheck:
    """Its answers can be changed until it is finished again; what it said before stays in the history.

    Nobody else reads it meanwhile, nor after, until it is shared again. Raises NotFound, and Denied where a later
    year's has begun.
    """
    check = own_self_check(by, self_check_id)
    check_newest(check)
    if check.finished_at is not None:
        check.finished_at, check.is_shared = None, False
        _keep(by, check)
    return check


def _keep(by: Actor, check: SelfCheck) -> None:
    check.changed_by_id, check.changed_at = by.as_user, clock.now()
    check.save(update_fields=["finished_at", "is_shared", "changed_at", "changed_by"])
