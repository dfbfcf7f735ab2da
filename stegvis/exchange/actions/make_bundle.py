"""Making the bundle of an organisation: its year counted, published, signed with its own key, and noted."""

from __future__ import annotations

import base64
import hashlib

from django.db import transaction

from stegvis.definitions import clock
from stegvis.exchange.bundle.family import Maker, content
from stegvis.exchange.bundle.signature import new_private_key, public_key, signed
from stegvis.exchange.models import MadeBundle, Participation, SigningKey
from stegvis.outcomes.measures import EDITION, Scope
from stegvis.outcomes.queries.case_mix import registered_cases
from stegvis.outcomes.queries.kept import registered_rows
from stegvis.people.models import Actor, Denied, Organisation, Role
from stegvis.people.sealing import organisation_sealer

SEALED_IN = "exchange_signingkey"


def check_can_make_bundle(by: Actor, year: int) -> None:
    """From the command line only, and only for a year that is over: figures of a year still open would be sent
    again and again, and two of them set against each other tell what happened between."""
    if not by.has(Role.SYSTEM):
        raise Denied("A bundle is made from the command line only.")
    if not 2000 <= year < clock.today(by.zone).year:
        raise Denied(f"{year} is not a year that is over; a bundle holds a whole year.")


def make_bundle(*, by: Actor, year: int) -> str:
    """The signed file. Raises Denied. The organisation's key is made the first time."""
    check_can_make_bundle(by, year)
    with transaction.atomic():
        now = clock.now()
        made = content(_maker(by), year, now, lambda names: registered_rows(Scope(), names), registered_cases(year))
        file = signed(made, _private_key(signing_key(by)))
        MadeBundle.objects.create(
            organisation_id=by.organisation_id, year=year, edition=EDITION, made_at=now, digest=digest(file.encode())
        )
    return file


def signing_key(by: Actor) -> SigningKey:
    """The organisation's key, made if there is none."""
    found = SigningKey.objects.filter(organisation_id=by.organisation_id).first()
    if found is not None:
        return found
    private = new_private_key()
    key = SigningKey(organisation_id=by.organisation_id, public=public_key(private), made_at=clock.now())
    sealer = organisation_sealer(by.organisation_id)
    written = base64.b64encode(private).decode()
    key.private_sealed = sealer.seal(written, table=SEALED_IN, column="private_sealed", row=key.pk)
    key.save(force_insert=True)
    return key


def digest(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def _private_key(key: SigningKey) -> bytes:
    sealer = organisation_sealer(key.organisation_id)
    written = sealer.unseal(key.private_sealed, table=SEALED_IN, column="private_sealed", row=key.pk)
    return base64.b64decode(written)


def _maker(by: Actor) -> Maker:
    organisation = Organisation.objects.prefetch_related("teams").get(pk=by.organisation_id)
    agreed = Participation.objects.filter(organisation_id=by.organisation_id, is_on=True)
    return Maker(
        organisation.slug,
        organisation.country,
        {team.slug: team.name for team in organisation.teams.all()},
        frozenset(agreed.values_list("team__slug", flat=True)),
    )
