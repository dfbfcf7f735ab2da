"""One named therapist is responsible for each client: who may say who, and who it can be."""

from datetime import timedelta

import pytest

from stegvis.care.actions.assign import assign, can_assign
from stegvis.care.models import EmergencyAccess, Episode
from stegvis.care.queries.caseloads import caseloads
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.models import Block, Denied, NotFound
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, refer_someone


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


@pytest.fixture
def episode(clinic: Clinic) -> Episode:
    return refer_someone(clinic.solvik)


def test_the_coordinator_names_a_therapist(clinic: Clinic, episode: Episode) -> None:
    """The team meeting decides, and the coordinator writes it down."""
    with acting(again(actor(clinic.coordinator, clinic.solvik))) as by:
        assign(by=by, episode=episode, responsible=clinic.therapist.pk)
    episode.refresh_from_db()
    assert episode.responsible_id == clinic.therapist.pk


def test_whoever_is_on_duty_may_take_what_nobody_has(clinic: Clinic, episode: Episode) -> None:
    with acting(actor(clinic.colleague, clinic.solvik, on_duty=True)) as by:
        assign(by=by, episode=episode, responsible=clinic.colleague.pk)
    assert episode.responsible_id == clinic.colleague.pk


def test_a_therapist_without_a_relation_cannot_make_one(clinic: Clinic, episode: Episode) -> None:
    """Else anybody could give themselves access to anyone in the team."""
    with acting(actor(clinic.colleague, clinic.solvik)) as by:
        assert not can_assign(by=by, episode=episode)
        with pytest.raises(NotFound):
            assign(by=by, episode=episode, responsible=clinic.colleague.pk)


def test_an_emergency_access_is_no_way_to_become_responsible(clinic: Clinic, episode: Episode) -> None:
    """Break-glass opens a record for 60 minutes; responsibility would open it for good."""
    with acting(actor(clinic.colleague, clinic.solvik)) as by:
        now = clock.now()
        EmergencyAccess.objects.create(
            organisation_id=by.organisation_id,
            team_id=by.team_id,
            person_id=episode.person_id,
            episode=episode,
            user=clinic.colleague,
            reason_sealed=b"-",
            opened_at=now,
            until=now + timedelta(minutes=60),
        )
        assert not can_assign(by=by, episode=episode)


def test_another_team_of_the_same_organisation_cannot(clinic: Clinic, episode: Episode) -> None:
    with acting(actor(clinic.havna_coordinator, clinic.havna)) as by, pytest.raises(NotFound):
        assign(by=by, episode=episode, responsible=clinic.havna_therapist.pk)


def test_only_somebody_who_treats_people_in_this_team_can_be_responsible(clinic: Clinic, episode: Episode) -> None:
    with acting(actor(clinic.lead, clinic.solvik)) as by:
        for wrong in (clinic.coordinator, clinic.manager, clinic.havna_therapist, clinic.fjordbyen_therapist):
            with pytest.raises(Denied, match=r"treats people|behandler"):
                assign(by=by, episode=episode, responsible=wrong.pk)


def test_nobody_is_made_responsible_for_somebody_who_has_blocked_them(clinic: Clinic, episode: Episode) -> None:
    """A block takes every ground away; a responsible therapist who may not look would be worse than none."""
    with inside(clinic.solvik.organisation) as system:
        Block.objects.create(
            organisation_id=system.organisation_id,
            person=episode.person,
            user=clinic.therapist,
            since=clock.now(),
        )
    with acting(actor(clinic.lead, clinic.solvik)) as by, pytest.raises(Denied):
        assign(by=by, episode=episode, responsible=clinic.therapist.pk)


def test_a_course_that_has_ended_has_nobody_new(clinic: Clinic, episode: Episode) -> None:
    with acting(actor(clinic.lead, clinic.solvik)) as by:
        Episode.objects.filter(pk=episode.pk).update(
            state=State.DISCHARGED, discharged_on=clock.today("Europe/Oslo"), discharge_reason="declined"
        )
        with pytest.raises(Denied):
            assign(by=by, episode=episode, responsible=clinic.therapist.pk)


def test_the_list_of_therapists_says_how_many_each_has(clinic: Clinic, episode: Episode) -> None:
    refer_someone(clinic.solvik, "Ola Prøve", responsible=clinic.therapist)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        found = {one.name: one.people for one in caseloads(by)}
    assert found == {"Tone Prøvesen": 1, "Kolbjørn Kollega": 0, "Liv Ledersen": 0}
