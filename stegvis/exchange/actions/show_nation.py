"""Switching on or off that everybody can see a nation's figures. Off by default; every change is kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.exchange.models import NationShown
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Organisation, Role


def check_can_show_nation(by: Actor) -> None:
    if not by.has(Role.MANAGER, Role.ADMINISTRATOR, Role.SYSTEM):
        raise Denied(_("Only the national body's managers and administrators decide what everybody can see."))
    if not Organisation.objects.filter(pk=by.organisation_id, kind=Organisation.Kind.NATIONAL).exists():
        raise Denied(_("Only a national body has figures of a nation."))


@once(NationShown)
def show_nation(*, by: Actor, is_on: bool) -> NationShown:
    """The page for everybody is open from now on, or closed. It shows sums and no team's name."""
    check_can_show_nation(by)
    found, _made = NationShown.objects.update_or_create(
        organisation_id=by.organisation_id,
        defaults={"is_on": is_on, "changed_at": clock.now(), "changed_by_id": by.user_id},
    )
    return found
