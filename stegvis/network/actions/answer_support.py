"""Writing in a support request, from either side. Where it stands follows from who wrote last."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.ask_for_support import LONGEST
from stegvis.network.actions.checks import check_fits, check_names_nobody
from stegvis.network.actions.start_checks import BUILDERS, answers_as_supporter, in_team
from stegvis.network.models import SupportMessage, SupportRequest
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Role


def open_request(by: Actor, request_id: uuid.UUID) -> SupportRequest:
    """Locked, for its own team and for supporters. Raises NotFound, and Denied where it is closed."""
    rows = SupportRequest.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=request_id)
    if not by.has(Role.SUPPORTER, Role.SYSTEM):
        rows = rows.filter(team_id=in_team(by)) if by.has(*BUILDERS) else rows.none()
    request = rows.first()
    if request is None:
        raise NotFound
    if request.state == SupportRequest.State.CLOSED:
        raise Denied(_("This request is closed. Ask anew if there is more."))
    return request


@once(SupportRequest)
def answer_support(*, by: Actor, request_id: uuid.UUID, text: str) -> SupportRequest:
    """A supporter's words answer it; the team's own bring it back to work. Raises NotFound and Denied."""
    request = open_request(by, request_id)
    text = text.strip()
    check_names_nobody(text)
    check_fits(LONGEST, text=text)
    if not text:
        raise Denied(_("Write something first."))
    SupportMessage.objects.create(
        organisation_id=by.organisation_id, request=request, text=text, by_id=by.as_user, at=clock.now()
    )
    if answers_as_supporter(by, request):
        request.state, request.taken_by_id = SupportRequest.State.ANSWERED, by.as_user
    elif request.taken_by_id is not None:
        request.state = SupportRequest.State.UNDERWAY
    request.save(update_fields=["state", "taken_by"])
    return request
