"""Asking for a new link from outside: the request is sealed and put aside; a job looks whether it fits anybody.

So the page does the same work, in the same time, whether there is such a client or not.
"""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from procrastinate.contrib.django import app

from stegvis.care.actions.invite_client import has_two_ways, send_link
from stegvis.care.models import Episode
from stegvis.definitions import clock, phone_numbers
from stegvis.people.models import Actor, Channel, ClientLogin, NotFound, Organisation, Person, Team
from stegvis.people.queries.identity import identity_of
from stegvis.people.sealing import look_up_hash, organisation_sealer
from stegvis.people.tenancy import working_in

# So that nobody can fill somebody else's inbox by knowing their number and birthday.
MOST_A_DAY = 3
PLACE = {"table": "care_linkrequest", "column": "sealed"}


@dataclass(frozen=True)
class LinkRequest:
    """What a job is told: opaque ids and a sealed text, for the table of jobs is no place for a person's data."""

    organisation: str
    row: str
    sealed: str


def ask_for_link(*, team: str, contact: str, birth_date: date) -> None:
    """Put the request aside for the job `care.send_link`; looks nothing up but the team. Raises NotFound."""
    request = sealed_request(team=team, contact=contact, birth_date=birth_date)
    app.configure_task("care.send_link").defer(**asdict(request))


def sealed_request(*, team: str, contact: str, birth_date: date) -> LinkRequest:
    """What was typed, sealed with the organisation's key for what belongs to nobody yet."""
    found = Team.objects.select_related("organisation").filter(slug=team).first()
    if found is None:
        raise NotFound
    row = uuid.uuid4()
    with working_in(found.organisation):
        text = json.dumps({"contact": contact, "birth_date": birth_date.isoformat()})
        sealed = organisation_sealer(found.organisation_id).seal(text, row=row, **PLACE)
    return LinkRequest(str(found.organisation_id), str(row), base64.b64encode(sealed).decode())


def answer_request(request: LinkRequest) -> ClientLogin | None:
    """A job's work: send a link if a client with a running course, and two safe ways, has that contact and birthday."""
    organisation = Organisation.objects.get(pk=uuid.UUID(request.organisation))
    with working_in(organisation) as by:
        text = organisation_sealer(organisation.pk).unseal(
            base64.b64decode(request.sealed), row=uuid.UUID(request.row), **PLACE
        )
        asked = json.loads(text)
        person = _found(by, asked["contact"], date.fromisoformat(asked["birth_date"]))
        if person is None or not has_two_ways(by, person) or _sent_lately(by, person) >= MOST_A_DAY:
            return None
        return send_link(by=by, person=person)


def _found(by: Actor, contact: str, birth_date: date) -> Person | None:
    """The person of the newest course among those who share a contact, as a couple may, told apart by birthday."""
    episodes = (
        Episode.objects.filter(organisation_id=by.organisation_id, person__in=_persons(by, contact))
        .filter(person__erased_at=None)
        .select_related("person__key", "person__identity")
    )
    running = sorted(episodes, key=lambda one: (one.discharged_on is None, one.received_on), reverse=True)
    persons = [one.person for one in running]
    return next((person for person in persons if identity_of(person).birth_date == birth_date), None)


def _persons(by: Actor, contact: str) -> QuerySet[Channel, Any]:
    typed = {"email": contact.strip()}
    try:
        number = phone_numbers.read(contact, by.country)
    except phone_numbers.NotAPhoneNumber:
        number = contact.strip()
    typed |= {"sms": number, "phone": number}
    fits = Q()
    for kind, value in typed.items():
        fits |= Q(kind=kind, hash=look_up_hash(by.organisation_id, kind, value))
    return Channel.objects.filter(fits, organisation_id=by.organisation_id, is_safe=True).values("person")


def _sent_lately(by: Actor, person: Person) -> int:
    since = clock.now() - timedelta(days=1)
    return ClientLogin.objects.filter(
        organisation_id=by.organisation_id, person=person, made_by=None, made_at__gt=since
    ).count()
