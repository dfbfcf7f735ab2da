"""A client's own details: how they may be reached, what the GP may be told, and in which language we write."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.enrol import NewChannel, add_channel
from stegvis.people.actions.give_consent import give_consent, withdraw_consent
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Channel, Consent, Denied, NotFound, Person
from stegvis.people.sealing import Sealer, look_up_hash, sealer_of


def check_can_change_details(by: Actor, channels: Sequence[NewChannel]) -> None:
    """Raise Denied unless it is the client, and at least one way to be reached stays safe."""
    if not by.is_client:
        raise Denied(_("Only the client changes own details here."))
    if not any(channel.is_safe for channel in channels):
        raise Denied(_("Give at least one way to be reached that is safe."))


def can_change_details(by: Actor, channels: Sequence[NewChannel]) -> bool:
    try:
        check_can_change_details(by, channels)
    except Denied:
        return False
    return True


@once(Person)
def change_details(*, by: Actor, channels: Sequence[NewChannel], gp_choice: str, language: str) -> Person:
    """Replace the ways to reach the client who acts; the earlier ones stay in the history. Raises Denied."""
    check_can_change_details(by, channels)
    person = Person.objects.select_related("key").filter(organisation_id=by.organisation_id, pk=by.own_person).first()
    if person is None:
        raise NotFound
    person.language = language
    person.save(update_fields=["language"])
    _replace_channels(by, person, channels)
    _consent(by, person, channels)
    _choose(by, person, Consent.Kind.GP, gp_choice)
    return person


def _replace_channels(by: Actor, person: Person, channels: Sequence[NewChannel]) -> None:
    sealer = sealer_of(person.key)
    standing = {row.kind: row for row in Channel.objects.filter(organisation_id=by.organisation_id, person=person)}
    for channel in channels:
        row = standing.pop(channel.kind, None)
        if row is None:
            add_channel(by=by, person=person, sealer=sealer, channel=channel)
        else:
            _change(by, row, sealer, channel)
    for row in standing.values():
        row.delete()


def _change(by: Actor, row: Channel, sealer: Sealer, channel: NewChannel) -> None:
    hashed = look_up_hash(by.organisation_id, channel.kind, channel.value)
    if bytes(row.hash) == hashed and row.is_safe == channel.is_safe:
        return
    row.sealed = sealer.seal(channel.value, table="people_channel", column="sealed", row=row.id)
    row.hash, row.is_safe = hashed, channel.is_safe
    row.confirmed_at = clock.now() if channel.is_safe else None
    row.save()


def _consent(by: Actor, person: Person, channels: Sequence[NewChannel]) -> None:
    """Saying that a number or address is safe for messages is the consent to send them."""
    safe = {channel.kind for channel in channels if channel.is_safe}
    for channel, kind in ((Channel.Kind.SMS, Consent.Kind.SMS), (Channel.Kind.EMAIL, Consent.Kind.EMAIL)):
        if channel in safe:
            _choose(by, person, kind, "yes")
        else:
            withdraw_consent(by=by, person=person, kind=kind)


def _choose(by: Actor, person: Person, kind: str, choice: str) -> None:
    """A choice that stands already is not given anew."""
    standing = Consent.objects.filter(
        organisation_id=by.organisation_id, person=person, kind=kind, choice=choice, withdrawn_at=None
    )
    if not standing.exists():
        give_consent(by=by, person=person, kind=kind, choice=choice)
