"""Receiving a bundle: taken in whole, or refused with its reason and nothing of it kept."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.exchange.actions.count_nation import count_nation
from stegvis.exchange.actions.make_bundle import digest
from stegvis.exchange.bundle.refusal import Reason, Refused
from stegvis.exchange.bundle.shape import Bundle, Envelope, checked, opened
from stegvis.exchange.bundle.signature import is_signed_by
from stegvis.exchange.models import BundleFigure, ReceivedBundle, RefusedBundle, Sender
from stegvis.outcomes.measures import EDITION
from stegvis.people.models import Actor, Denied, Organisation, Role

# A sender's clock may be this far before ours.
AHEAD = timedelta(hours=1)
log = logging.getLogger("stegvis.exchange")


def check_can_receive(by: Actor) -> None:
    if not by.has(Role.MANAGER, Role.ADMINISTRATOR, Role.SYSTEM):
        raise Denied(_("Only the national body's managers and administrators take bundles in."))
    if not Organisation.objects.filter(pk=by.organisation_id, kind=Organisation.Kind.NATIONAL).exists():
        raise Denied(_("Only a national body receives bundles."))


def receive_bundle(*, by: Actor, file: bytes) -> ReceivedBundle | RefusedBundle:
    """The bundle, in place of an earlier one of the same sender and year; or why it was refused.

    The same file again gives the bundle it gave the first time.
    """
    check_can_receive(by)
    sender: Sender | None = None
    try:
        envelope = opened(file)
        sender = _sender(by, envelope)
        with transaction.atomic():
            return _take_in(by, sender, envelope, file)
    except Refused as refused:
        return _refuse(by, sender, refused, file)


def _sender(by: Actor, envelope: Envelope) -> Sender:
    """Who has signed it: nothing else of a file is looked at before."""
    found = Sender.objects.filter(organisation_id=by.organisation_id, slug=envelope.organisation).first()
    if found is None:
        raise Refused(Reason.UNKNOWN_SENDER)
    if not is_signed_by(bytes(found.public_key), envelope.content, envelope.signature):
        raise Refused(Reason.BAD_SIGNATURE)
    return found


def _take_in(by: Actor, sender: Sender, envelope: Envelope, file: bytes) -> ReceivedBundle:
    bundle = checked(envelope.content)
    if bundle.country != sender.country:
        raise Refused(Reason.WRONG_COUNTRY)
    now = clock.now()
    if bundle.year >= clock.today(by.zone).year:
        raise Refused(Reason.NOT_OVER)
    if bundle.made_at > now + AHEAD or bundle.made_at.year <= bundle.year:
        raise Refused(Reason.MADE_WRONGLY)
    # All senders are the lock: bundles come in one after the other, or the sums would miss the one beside.
    list(Sender.objects.select_for_update().filter(organisation_id=by.organisation_id).order_by("pk").only("pk"))
    earlier = ReceivedBundle.objects.filter(
        organisation_id=by.organisation_id, sender=sender, year=bundle.year, replaced_at=None
    ).first()
    if earlier is not None:
        if earlier.digest == digest(file):
            return earlier
        if earlier.made_at >= bundle.made_at:
            raise Refused(Reason.OLDER)
        earlier.replaced_at = now
        earlier.save(update_fields=["replaced_at"])
    taken = ReceivedBundle.objects.create(
        organisation_id=by.organisation_id,
        sender=sender,
        year=bundle.year,
        edition=EDITION,
        made_at=bundle.made_at,
        received_at=now,
        received_by_id=by.user_id,
        teams=dict(bundle.teams),
        file=file.decode("utf-8"),
        digest=digest(file),
    )
    BundleFigure.objects.bulk_create(_figures(taken, bundle), batch_size=2000)
    count_nation(by, [bundle.year])
    return taken


def _figures(taken: ReceivedBundle, bundle: Bundle) -> list[BundleFigure]:
    return [
        BundleFigure(
            organisation_id=taken.organisation_id,
            bundle=taken,
            expected=bundle.expected.get((one.group, one.measure)) if one.table == "team" else None,
            **one._asdict(),
        )
        for one in bundle.figures
    ]


def _refuse(by: Actor, sender: Sender | None, refused: Refused, file: bytes) -> RefusedBundle:
    """What is kept of a refused file: that it came, why it was refused, and its fingerprint."""
    row = RefusedBundle.objects.create(
        organisation_id=by.organisation_id,
        at=clock.now(),
        by_id=by.user_id,
        sender=sender,
        reason=refused.reason,
        place=refused.place,
        digest=digest(file),
    )
    log.warning("A bundle was refused: %s %s", refused.reason, row.pk)
    return row
