"""What a person agrees to, and taking it back. The earlier choice is closed and kept."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.definitions import clock
from stegvis.people.models import Actor, Consent, Person

YES = "yes"


def give_consent(*, by: Actor, person: Person, kind: str, choice: str = YES) -> Consent:
    """Record a choice; one that stood before is closed first. Part of another action."""
    withdraw_consent(by=by, person=person, kind=kind)
    return Consent.objects.create(
        organisation_id=by.organisation_id, person=person, kind=kind, choice=choice, given_at=clock.now()
    )


def give_first_consents(*, by: Actor, person: Person, choices: Mapping[str, str]) -> None:
    """Record the choices, by kind, of somebody who has made none before: one statement. Part of another action."""
    now = clock.now()
    Consent.objects.bulk_create(
        Consent(organisation_id=by.organisation_id, person=person, kind=kind, choice=choice, given_at=now)
        for kind, choice in choices.items()
    )


def withdraw_consent(*, by: Actor, person: Person, kind: str) -> int:
    """Close the standing choice of that kind, if there is one; how many were closed (0 or 1)."""
    standing = Consent.objects.filter(organisation_id=by.organisation_id, person=person, kind=kind, withdrawn_at=None)
    return standing.update(withdrawn_at=clock.now())
