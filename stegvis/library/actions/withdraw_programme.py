"""Taking a programme out of use, and back: it is given to nobody new, and stays readable for those who have it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.models import Programme
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role


def check_can_withdraw_programme(by: Actor) -> None:
    """Raise Denied unless a clinical lead decides."""
    if not by.has(Role.LEAD):
        raise Denied(_("A clinical lead decides which programmes are in use."))


@once(Programme)
def withdraw_programme(*, by: Actor, programme: Programme, is_withdrawn: bool) -> Programme:
    """Withdraw it, or take it back into use. Raises Denied."""
    check_can_withdraw_programme(by)
    programme.withdrawn_at = (programme.withdrawn_at or clock.now()) if is_withdrawn else None
    programme.save(update_fields=["withdrawn_at"])
    return programme
