"""Who is in the demo: only organisations marked as demo, and only when the product runs as one."""

from __future__ import annotations

import uuid

from django.conf import settings

from stegvis.people.models import NotFound, Organisation, Person, User
from stegvis.people.tenancy import working_in


def demo_organisation(slug: str) -> Organisation:
    """Raises NotFound outside the demo, and for an organisation that is real."""
    found = Organisation.objects.filter(slug=slug, is_demo=True).first() if settings.STEGVIS_DEMO else None
    if found is None:
        raise NotFound
    return found


def demo_user(organisation: Organisation, user_id: uuid.UUID) -> User | None:
    """An invented member of staff of the organisation, or None."""
    with working_in(organisation):
        return User.objects.filter(pk=user_id, memberships__organisation=organisation).distinct().first()


def demo_client(organisation: Organisation, person_id: uuid.UUID) -> Person | None:
    """An invented client of the organisation, or None."""
    with working_in(organisation):
        return Person.objects.filter(pk=person_id, organisation=organisation).first()
