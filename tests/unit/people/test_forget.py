"""What has no purpose any more is dropped: invitations nobody can use, and command ids nobody sends again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stegvis.definitions import clock
from stegvis.people.actions.client_login import make_spoken_code
from stegvis.people.actions.forget import INVITATIONS_FOR, forget_expired
from stegvis.people.models import ClientLogin, LoginDoor
from stegvis.people.models.session import Session
from stegvis.people.tasks import forget
from tests.clinic import inside, make_clinic, refer_someone, signed_in

pytestmark = pytest.mark.django_db


def test_an_invitation_is_dropped_some_time_after_it_ended_and_never_while_it_works() -> None:
    """Who asks why a link did not work can be answered for a month."""
    person = refer_someone(make_clinic().solvik).person
    with inside(person.organisation) as by:
        login = make_spoken_code(by=by, person=person).login
    assert kept(login) == (1, 1)
    for ends_at, left in (
        (clock.now() + timedelta(seconds=60), (1, 1)),
        (clock.now() - INVITATIONS_FOR + timedelta(hours=1), (1, 0)),
        (clock.now() - INVITATIONS_FOR - timedelta(hours=1), (0, 0)),
    ):
        with inside(person.organisation):
            ClientLogin.objects.filter(pk=login.pk).update(expires_at=ends_at)
            LoginDoor.objects.update(expires_at=ends_at)
        forget_expired()
        assert kept(login) == left


def kept(login: ClientLogin) -> tuple[int, int]:
    with inside(login.organisation):
        return ClientLogin.objects.filter(pk=login.pk).count(), LoginDoor.objects.count()


def test_the_hourly_job_ends_what_is_over_and_no_living_session() -> None:
    """It is the job that must work, not only what it calls."""
    client = signed_in(make_clinic().therapist)
    assert Session.objects.count() == 1
    forget(0)
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    forget(0)
    assert Session.objects.count() == 0
    assert client.get("/clinic/").status_code == 302
