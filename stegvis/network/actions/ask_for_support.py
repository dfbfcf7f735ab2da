"""Asking the implementation supporter. No client is named in it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_fits, check_names_nobody
from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import SupportMessage, SupportRequest
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied

LONGEST = {"title": 150, "text": 5000}  # characters


@once(SupportRequest)
def ask_for_support(*, by: Actor, title: str, text: str) -> SupportRequest:
    """A new request with its first message. Raises Denied with a sentence; then nothing is stored."""
    team_id = check_builds(by)
    title, text = title.strip(), text.strip()
    check_names_nobody(title, text)
    check_fits(LONGEST, title=title, text=text)
    if not title or not text:
        raise Denied(_("Write what you wonder about first."))
    now = clock.now()
    request = SupportRequest.objects.create(
        organisation_id=by.organisation_id, team_id=team_id, title=title, by_id=by.as_user, at=now
    )
    SupportMessage.objects.create(
        organisation_id=by.organisation_id, request=request, text=text, by_id=by.as_user, at=now
    )
    return request
