"""A person says who may not see them, whatever their role, and may take it back."""

from __future__ import annotations

import pytest

from stegvis.care.queries.access import visible_episodes
from stegvis.people.actions.block import block, unblock
from stegvis.people.models import Block, Denied, NotFound
from stegvis.people.queries.blocks import blocks_of
from tests.clinic import acting, inside
from tests.unit.care.work import Work, make_work, refused


@pytest.fixture
def work(db: None) -> Work:
    return make_work()


def blocked(work: Work, name: str = "lead", by: str = "therapist") -> Block:
    with acting(work.by(by)) as actor:
        return block(by=actor, person=work.seen(actor).person, user=getattr(work.clinic, name).pk, reason="Nabo.")


def sees(work: Work, name: str) -> bool:
    with acting(work.by(name)) as by:
        return visible_episodes(by).filter(pk=work.episode.pk).exists()


def test_who_is_blocked_sees_nothing_and_sees_again_when_it_is_taken_back(work: Work) -> None:
    assert sees(work, "lead")
    standing = blocked(work)
    assert not sees(work, "lead")
    with acting(work.by()) as by:
        unblock(by=by, person=work.seen(by).person, block_id=standing.pk)
    assert sees(work, "lead")


def test_blocked_twice_it_stands_once(work: Work) -> None:
    assert blocked(work).pk == blocked(work).pk


def test_the_list_says_who(work: Work) -> None:
    blocked(work)
    with acting(work.by()) as by:
        assert [one.name for one in blocks_of(by, work.episode.person)] == [work.clinic.lead.name]


def test_nobody_blocks_themselves(work: Work) -> None:
    with refused(Denied):
        blocked(work, "therapist")


def test_somebody_who_is_no_member_is_not_blocked(work: Work) -> None:
    with refused(Denied):
        blocked(work, "fjordbyen_therapist")


@pytest.mark.parametrize("name", ["coordinator", "manager"])
def test_who_does_not_treat_people_blocks_nobody(work: Work, name: str) -> None:
    with acting(work.by(name)) as by, refused(NotFound):
        block(by=by, person=work.episode.person, user=work.clinic.lead.pk)


def test_a_block_of_another_person_is_not_taken_back(work: Work) -> None:
    from tests.clinic import refer_someone

    standing = blocked(work)
    other = refer_someone(work.clinic.solvik, "Ola Prøve", mobile="40000009")
    with acting(work.by()) as by, refused(NotFound):
        unblock(by=by, person=other.person, block_id=standing.pk)
    with inside(work.clinic.solvik_organisation):
        assert Block.objects.filter(until=None).count() == 1
