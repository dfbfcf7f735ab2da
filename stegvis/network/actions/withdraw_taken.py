"""Taking back that somebody has taken a topic, such as a slip of the pen. Who took it back stands in the history."""

from __future__ import annotations

import uuid

from stegvis.network.actions.training_checks import check_confirms
from stegvis.network.models import TopicDone
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound, User


@once(User)
def withdraw_taken(*, by: Actor, taken_id: uuid.UUID) -> User:
    """Whose topic it was. What nobody has confirmed is one's own to take back, the rest for who confirms.

    Raises NotFound and Denied.
    """
    row = (
        TopicDone.objects.select_for_update(of=("self",))
        .select_related("staff")
        .filter(organisation_id=by.organisation_id, pk=taken_id)
        .first()
    )
    if row is None:
        raise NotFound
    if row.staff_id != by.user_id or row.confirmed_by_id is not None:
        check_confirms(by, row.staff_id)
    staff: User = row.staff
    row.delete()
    return staff
