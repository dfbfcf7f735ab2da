"""Blocking (sperring, spärr): a person says who may not see them, whatever their role. And taking it back."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Block, Denied, NotFound, Person
from stegvis.people.queries.clinicians import is_member
from stegvis.people.sealing import sealer_of


def check_can_block(*, by: Actor, user: uuid.UUID) -> None:
    """A clinician who has the person before them writes it down; nobody is blocked who is no colleague here."""
    if not by.is_clinical:
        raise NotFound
    if user == by.user_id:
        raise Denied(_("You cannot block yourself. Ask a colleague to take over first."))
    if not is_member(by, user):
        raise Denied(_("Choose somebody who works in this team."))


@once(Block)
def block(*, by: Actor, person: Person, user: uuid.UUID, reason: str = "") -> Block:
    """From now on `user` sees nothing of the person, but by an emergency access. Blocked twice, it stands once.

    `person` is one that the caller's query has found visible, with key. Raises NotFound and Denied.
    """
    check_can_block(by=by, user=user)
    Person.objects.select_for_update(no_key=True).only("pk").get(organisation_id=by.organisation_id, pk=person.pk)
    standing = Block.objects.filter(organisation_id=by.organisation_id, person=person, user_id=user, until=None).first()
    if standing is not None:
        return standing
    row = uuid.uuid4()
    sealed = sealer_of(person.key).seal(reason.strip(), table="people_block", column="reason_sealed", row=row)
    return Block.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person=person,
        user_id=user,
        reason_sealed=sealed if reason.strip() else None,
        since=clock.now(),
    )


@once(Block)
def unblock(*, by: Actor, person: Person, block_id: uuid.UUID) -> Block:
    """The person has changed their mind; the row is closed and kept. Raises NotFound."""
    if not by.is_clinical:
        raise NotFound
    standing = (
        Block.objects.select_for_update(no_key=True)
        .filter(organisation_id=by.organisation_id, person=person, pk=block_id, until=None)
        .first()
    )
    if standing is None:
        raise NotFound
    standing.until = clock.now()
    standing.save(update_fields=["until"])
    return standing
