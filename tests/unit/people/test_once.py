"""Commands: the id made with the form is carried out once, however often it is sent."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection

from stegvis.people.actions.add_member import add_member, end_membership
from stegvis.people.models import Denied, Membership, Role, User
from tests.clinic import acting, actor, again, inside, make_clinic
from tests.conftest import Clone


def test_the_same_command_again_gives_the_first_result(clone: Clone) -> None:
    clinic = make_clinic()
    by = actor(clinic.administrator, clinic.solvik, command=uuid.uuid4())
    made = []
    for _ in range(2):
        with acting(by):
            made.append(add_member(by=by, email="ny@x.example", name="Ny Ansatt", profession="", role=Role.THERAPIST))
    assert made[0].pk == made[1].pk
    with inside(clinic.solvik.organisation):
        assert Membership.objects.filter(user__email="ny@x.example").count() == 1


def test_another_command_is_another_wish(clone: Clone) -> None:
    clinic = make_clinic()
    by = actor(clinic.administrator, clinic.solvik, command=uuid.uuid4())
    with acting(by):
        add_member(by=by, email="ny@x.example", name="Ny", profession="", role=Role.THERAPIST)
    with pytest.raises(Denied), acting(again(by)) as second:
        add_member(by=second, email="ny@x.example", name="Ny", profession="", role=Role.THERAPIST)


def test_a_command_that_was_rolled_back_can_be_sent_again(clone: Clone) -> None:
    clinic = make_clinic()
    by = actor(clinic.administrator, clinic.solvik, command=uuid.uuid4())

    def stopped_before_the_commit() -> None:
        with acting(by):
            add_member(by=by, email="ny@x.example", name="Ny", profession="", role=Role.THERAPIST)
            raise RuntimeError("the machine stopped")

    with pytest.raises(RuntimeError, match="the machine stopped"):
        stopped_before_the_commit()
    with acting(by):
        add_member(by=by, email="ny@x.example", name="Ny", profession="", role=Role.THERAPIST)
    assert User.objects.filter(email="ny@x.example").count() == 1


def test_eight_at_once_are_one(clone: Clone) -> None:
    """A double click, two tabs, a retry in flight: the second waits for the first and sees its result."""
    clinic = make_clinic()
    by = actor(clinic.administrator, clinic.solvik, command=uuid.uuid4())
    results: list[uuid.UUID] = []

    def send() -> None:
        with acting(again(by, command=by.command)) as mine:
            results.append(add_member(by=mine, email="a@x.example", name="A", profession="", role=Role.LEAD).pk)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert len(set(results)) == 1


def test_an_ended_membership_opens_no_page(clone: Clone) -> None:
    clinic = make_clinic()
    by = actor(clinic.administrator, clinic.solvik)
    with inside(clinic.solvik.organisation):
        standing = Membership.objects.get(user=clinic.colleague)
    with acting(by):
        end_membership(by=by, membership_id=standing.pk)
    assert actor(clinic.colleague, clinic.solvik).roles
    from stegvis.people.queries.memberships import teams_of

    assert teams_of(clinic.colleague.pk) == []
