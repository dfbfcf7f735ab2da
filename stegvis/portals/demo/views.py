"""Opening the demo as somebody invented. The only place where an address alone lets anyone in, and so demo only."""

from __future__ import annotations

import uuid

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from stegvis.definitions import clock
from stegvis.people.models import NotFound, Organisation, User
from stegvis.people.queries.demo import demo_client, demo_organisation, demo_user
from stegvis.portals.guard import open_to_all


@open_to_all
@require_safe
def enter(request: HttpRequest, organisation: str, somebody: uuid.UUID) -> HttpResponse:
    try:
        house = demo_organisation(organisation)
    except NotFound as missing:
        raise Http404 from missing
    request.session.flush()
    user = demo_user(house, somebody)
    if user is not None:
        return _as_staff(request, user)
    return _as_client(request, house, somebody)


def _as_staff(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session["account_authentication_methods"] = [{"method": "demo", "at": clock.now().timestamp()}]
    return redirect("clinic:start")


def _as_client(request: HttpRequest, house: Organisation, person_id: uuid.UUID) -> HttpResponse:
    person = demo_client(house, person_id)
    if person is None:
        raise Http404
    request.session["client"] = str(person.pk)
    request.session["client_organisation"] = str(house.pk)
    return redirect("client:home")
