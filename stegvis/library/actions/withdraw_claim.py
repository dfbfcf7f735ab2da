"""Taking a claim out of the register, and back: pages that quote it leave it out, the search no longer finds it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.actions.index_entry import index_claim, unindex
from stegvis.library.models import Claim
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role


def check_can_withdraw_claim(by: Actor) -> None:
    """Raise Denied unless an editor or a clinical lead decides."""
    if not by.has(Role.EDITOR, Role.LEAD, Role.SYSTEM):
        raise Denied(_("Only editors and clinical leads keep claims."))


@once(Claim)
def withdraw_claim(*, by: Actor, claim: Claim, is_withdrawn: bool = True) -> Claim:
    """Withdraw it, or take it back into use. Raises Denied."""
    check_can_withdraw_claim(by)
    claim.withdrawn_at = (claim.withdrawn_at or clock.now()) if is_withdrawn else None
    claim.save(update_fields=["withdrawn_at"])
    if is_withdrawn:
        unindex(claim.organisation_id, claim.pk)
    else:
        index_claim(claim)
    return claim
