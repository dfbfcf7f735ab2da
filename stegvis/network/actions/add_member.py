"""Who belongs to a network: a unit, an organisation or the user representatives joins, and one day leaves."""

from __future__ import annotations

import uuid

from django.db.models import Max
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_can_coordinate, check_fits, check_names_nobody
from stegvis.network.models import Network, NetworkMember
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound

LONGEST = {"name": 200, "part_of": 200, "place": 100, "contact": 254, "shares": 1000}  # characters


@once(NetworkMember)
def add_member(
    *,
    by: Actor,
    network_id: uuid.UUID,
    kind: str,
    name: str,
    part_of: str = "",
    place: str = "",
    contact: str = "",
    shares: str = "",
) -> NetworkMember:
    """The member, last in the list; one that had left is back in its old place. Raises NotFound and Denied."""
    network = Network.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=network_id).first()
    if network is None:
        raise NotFound
    check_can_coordinate(by, network)
    check_names_nobody(name, part_of, place, shares)
    check_fits(LONGEST, name=name, part_of=part_of, place=place, contact=contact, shares=shares)
    members = NetworkMember.objects.filter(organisation_id=by.organisation_id, network=network)
    said = {"kind": kind, "part_of": part_of, "place": place, "contact": contact, "shares": shares}
    standing = members.filter(name=name).first()
    if standing is None:
        last = members.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        return NetworkMember.objects.create(
            organisation_id=by.organisation_id, network=network, name=name, position=position, **said
        )
    if standing.left_on is None:
        raise Denied(_("This member is in the network already."))
    for field, value in {**said, "left_on": None}.items():
        setattr(standing, field, value)
    standing.save()
    return standing


@once(NetworkMember)
def end_member(*, by: Actor, member_id: uuid.UUID) -> NetworkMember:
    """The member has left as of today; what it shared stays. Raises NotFound and Denied."""
    found = (
        NetworkMember.objects.select_related("network").filter(organisation_id=by.organisation_id, pk=member_id).first()
    )
    if found is None:
        raise NotFound
    check_can_coordinate(by, found.network)
    if found.left_on is not None:
        raise Denied(_("This member has left already."))
    found.left_on = clock.today(by.zone)
    found.save(update_fields=["left_on"])
    return found
