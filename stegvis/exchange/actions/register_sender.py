"""Registering who may send bundles to a national body: name, place in its tables, and the key it signs with."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.exchange.actions.count_nation import count_nation
from stegvis.exchange.bundle.signature import KEY_BYTES
from stegvis.exchange.models import Sender
from stegvis.people.models import Actor, Denied, Organisation, Role


def check_can_register(by: Actor) -> None:
    if not by.has(Role.SYSTEM):
        raise Denied(_("Senders are registered from the command line only."))
    if not Organisation.objects.filter(pk=by.organisation_id, kind=Organisation.Kind.NATIONAL).exists():
        raise Denied(_("Only a national body receives bundles."))


def register_sender(*, by: Actor, slug: str, name: str, country: str, region: str, public_key: bytes) -> Sender:
    """The sender from now on; a new key takes the place of an earlier one. Raises Denied for a key that is none."""
    check_can_register(by)
    if len(public_key) != KEY_BYTES:
        raise Denied(_("A public key is 32 bytes."))
    with transaction.atomic():
        found, made = Sender.objects.update_or_create(
            organisation_id=by.organisation_id,
            slug=slug,
            defaults={
                "name": name,
                "country": country,
                "region": region,
                "public_key": public_key,
                "registered_at": clock.now(),
            },
        )
        if not made:
            # Its bundles may count in another region now.
            count_nation(by, list(found.bundles.filter(replaced_at=None).values_list("year", flat=True)))
    return found
