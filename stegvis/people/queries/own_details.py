"""A client's own details, for the page on which they are changed."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.people.models import Actor, Consent, Ground, NotFound, Person
from stegvis.people.queries.identity import ContactCard, IdentityView, contact_card, identity_of


@dataclass(frozen=True)
class OwnDetails:
    """`gp_choice`: inform, letters, none, or "" where it was never asked."""

    identity: IdentityView
    card: ContactCard
    gp_choice: str
    language: str


def own_details(viewer: Actor) -> OwnDetails:
    """Of the client who looks; four statements. Raises NotFound."""
    person = (
        Person.objects.select_related("key", "identity")
        .filter(organisation_id=viewer.organisation_id, pk=viewer.own_person)
        .first()
    )
    if person is None or not viewer.is_client:
        raise NotFound
    viewer.show(person.id, Ground.OWN)
    standing = Consent.objects.filter(
        organisation_id=viewer.organisation_id, person=person, kind=Consent.Kind.GP, withdrawn_at=None
    )
    return OwnDetails(
        identity=identity_of(person),
        card=contact_card(viewer, person),
        gp_choice=standing.values_list("choice", flat=True).first() or "",
        language=person.language,
    )
