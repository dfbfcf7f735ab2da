"""Break-glass: one record, one hour, a reason; the lead is told at once and reviews it; the client sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stegvis.care.actions.discharge import can_discharge
from stegvis.care.actions.open_emergency import can_open_emergency, open_emergency
from stegvis.care.actions.review_emergency import review_emergency
from stegvis.care.models import EmergencyAccess
from stegvis.care.queries.access import episode_of, visible_episodes
from stegvis.care.queries.emergencies import emergencies, find_in_emergency
from stegvis.definitions import clock
from stegvis.notices.models import Notice
from stegvis.people.models import Block, Denied, Ground, NotFound, Role
from tests.clinic import acting, actor, again, inside, make_member, refer_someone
from tests.unit.care.work import Work, make_work, refused

REASON = "Søsteren ringer: Kari er ikke hjemme og har sagt farvel."


@pytest.fixture
def work(db: None) -> Work:
    return make_work()


def opened(work: Work, name: str = "colleague", reason: str = REASON) -> EmergencyAccess:
    with acting(work.by(name)) as by:
        found = find_in_emergency(by, name="Kari Prøve", birth_date=date(1990, 5, 17))
        assert found is not None
        return open_emergency(by=by, episode=found, reason=reason)


def test_it_opens_this_record_for_an_hour(work: Work) -> None:
    opened(work)
    with acting(work.by("colleague")) as by:
        assert episode_of(by, work.episode.pk).pk == work.episode.pk
        assert by.shown == {work.episode.person_id: Ground.EMERGENCY}
        with clock.moved_by(timedelta(minutes=61)), refused(NotFound):
            episode_of(by, work.episode.pk)


def test_it_opens_no_other_record(work: Work) -> None:
    other = refer_someone(work.clinic.solvik, "Ola Prøve", mobile="40000009")
    opened(work)
    with acting(work.by("colleague")) as by:
        assert [episode.pk for episode in visible_episodes(by)] == [work.episode.pk]
        with refused(NotFound):
            episode_of(by, other.pk)


def test_the_leads_are_told_at_once_without_a_name(work: Work) -> None:
    second = make_member("Lise Ledersen", Role.LEAD, work.clinic.solvik)
    opened(work)
    with inside(work.clinic.solvik_organisation):
        notices = list(Notice.objects.filter(text="emergency_opened"))
    assert {notice.user_id for notice in notices} == {work.clinic.lead.pk, second.pk}
    assert all((notice.person_id, notice.sealed) == (None, None) for notice in notices)


def test_the_reason_is_sealed_and_the_lead_reads_it(work: Work) -> None:
    access = opened(work)
    assert b"farvel" not in bytes(access.reason_sealed)
    with acting(work.by("lead")) as by:
        (one,) = emergencies(by)
    assert (one.reason, one.name, one.who) == (REASON, "Kari Prøve", work.clinic.colleague.name)


@pytest.mark.parametrize("reason", ["", "   ", "Haster"])
def test_without_a_reason_it_stays_closed(work: Work, reason: str) -> None:
    with acting(work.by("colleague")) as by:
        assert not can_open_emergency(by=by, episode=work.episode, reason=reason)
    with refused(Denied):
        opened(work, reason=reason)


def test_who_has_a_relation_needs_no_emergency(work: Work) -> None:
    with refused(Denied):
        opened(work, "therapist")


@pytest.mark.parametrize("name", ["coordinator", "manager", "administrator", "editor"])
def test_who_does_not_treat_people_opens_nothing(work: Work, name: str) -> None:
    with acting(work.by(name)) as by:
        with refused(NotFound):
            find_in_emergency(by, name="Kari Prøve", birth_date=date(1990, 5, 17))
        with refused(NotFound):
            open_emergency(by=by, episode=work.episode, reason=REASON)


def test_another_team_finds_nobody(work: Work) -> None:
    with acting(again(actor(work.clinic.havna_therapist, work.clinic.havna))) as by:
        assert find_in_emergency(by, name="Kari Prøve", birth_date=date(1990, 5, 17)) is None
        with refused(NotFound):
            open_emergency(by=by, episode=work.episode, reason=REASON)


@pytest.mark.parametrize(("name", "born"), [("Kari", date(1990, 5, 17)), ("Kari Prøve", date(1990, 5, 18)), ("", None)])
def test_nobody_is_found_by_half_of_what_one_knows(work: Work, name: str, born: date | None) -> None:
    with acting(work.by("colleague")) as by:
        assert find_in_emergency(by, name=name, birth_date=born) is None


def test_it_goes_through_a_block_and_is_reviewed(work: Work) -> None:
    """A block keeps people away by their everyday grounds; it must not cost a life."""
    with inside(work.clinic.solvik_organisation) as system:
        Block.objects.create(
            organisation_id=system.organisation_id,
            person=work.episode.person,
            user=work.clinic.colleague,
            since=clock.now(),
        )
    opened(work)
    with acting(work.by("colleague", on_duty=True)) as by:
        episode_of(by, work.episode.pk)
        assert by.shown == {work.episode.person_id: Ground.EMERGENCY}


def test_it_is_for_reading_and_writing_and_not_for_ending_the_course(work: Work) -> None:
    opened(work)
    with acting(work.by("colleague")) as by:
        assert not can_discharge(by=by, episode=work.seen(by))


def test_the_lead_reviews_it_once(work: Work) -> None:
    access = opened(work)
    with acting(work.by("lead")) as by:
        review_emergency(by=by, access_id=access.pk)
        assert emergencies(by)[0].reviewed_by == work.clinic.lead.name
    with acting(work.by("lead")) as by, refused(Denied):
        review_emergency(by=by, access_id=access.pk)


def test_nobody_reviews_what_they_opened(work: Work) -> None:
    with inside(work.clinic.solvik_organisation) as system:
        Block.objects.create(
            organisation_id=system.organisation_id, person=work.episode.person, user=work.clinic.lead, since=clock.now()
        )
    access = opened(work, "lead")
    with acting(work.by("lead")) as by, refused(Denied):
        review_emergency(by=by, access_id=access.pk)


def test_a_lead_who_is_blocked_reviews_without_seeing_who(work: Work) -> None:
    with inside(work.clinic.solvik_organisation) as system:
        Block.objects.create(
            organisation_id=system.organisation_id, person=work.episode.person, user=work.clinic.lead, since=clock.now()
        )
    opened(work)
    with acting(work.by("lead")) as by:
        (one,) = emergencies(by)
        assert (one.name, one.reason) == ("", "")
        assert by.shown == {}


def test_only_leads_of_the_team_review(work: Work) -> None:
    access = opened(work)
    for by in (work.by("therapist"), again(actor(work.clinic.fjordbyen_lead, work.clinic.fjordbyen))):
        with acting(by), refused(NotFound):
            review_emergency(by=by, access_id=access.pk)
    with acting(work.by("therapist")) as by, refused(NotFound):
        emergencies(by)
