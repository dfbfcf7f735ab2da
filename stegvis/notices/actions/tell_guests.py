"""Letters to those who signed up for an event, at the address that stands in the sign-up."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse

from stegvis.definitions import clock
from stegvis.network.actions.telling import Telling, What
from stegvis.network.models import SignUp
from stegvis.network.queries.events import address_of
from stegvis.notices.actions.notify import soon
from stegvis.notices.models import Notice
from stegvis.notices.when import when
from stegvis.people.models import Actor
from stegvis.people.sealing import organisation_sealer


def tell_guests(*, by: Actor, team: str, told: Iterable[Telling]) -> Sequence[Notice]:
    """One e-mail each, in the guest's language; `team` is whose public pages the links lead to.

    In the transaction of the action that said who is to be told. Who is erased since is left out.
    """
    tellings = {each.sign_up_id: each for each in told}
    rows = SignUp.objects.filter(organisation_id=by.organisation_id, pk__in=tellings).select_related("event")
    return [notice for row in rows.order_by("number") if (notice := _told(by, team, row, tellings[row.pk]))]


def _told(by: Actor, team: str, row: SignUp, telling: Telling) -> Notice | None:
    guest = address_of(row)
    if not guest:
        return None
    key, now = uuid.uuid4(), clock.now()
    values = json.dumps(_values(by, team, row, telling, guest["language"]))
    notice = Notice.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        sign_up=row,
        kind=Notice.Kind.EMAIL,
        text=telling.what,
        language=guest["language"],
        sealed=organisation_sealer(by.organisation_id).seal(values, table="notices_notice", column="sealed", row=key),
        planned_for=now,
        made_at=now,
    )
    soon(notice)
    return notice


def _values(by: Actor, team: str, row: SignUp, telling: Telling, language: str) -> dict[str, str]:
    if telling.secret:
        path = reverse("public:seat", kwargs={"team": team, "seat": telling.secret})
    elif row.event.is_public:
        path = reverse("public:event", kwargs={"team": team, "event": row.event.slug})
    else:
        # Who comes to what the public does not see works in some team: each is led to their own.
        path = reverse("clinic:start")
    values = {"when": when(row.event.starts_at, zone=by.zone, language=language), "link": settings.STEGVIS_URL + path}
    return {**values, "number": str(telling.number)} if telling.what == What.WAITING else values
