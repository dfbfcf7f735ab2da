"""Training: what is noted twice counts once, what is only said does not, a meeting is of those who belonged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stegvis.definitions import clock
from stegvis.definitions.curriculum import topics
from stegvis.network.actions.form_group import end_group, form_group
from stegvis.network.actions.hold_meeting import hold_meeting
from stegvis.network.actions.join_group import join_group, leave_group
from stegvis.network.actions.note_taken import note_taken
from stegvis.network.actions.plan_gathering import GatheringFields, change_gathering, plan_gathering
from stegvis.network.actions.say_taken import confirm_taken, say_taken
from stegvis.network.actions.withdraw_taken import withdraw_taken
from stegvis.network.models import Gathering, TopicDone
from stegvis.network.queries.supervision import supervision_groups, supervision_year
from stegvis.network.queries.training import gap_map, learner_named, my_progress, trained
from stegvis.people.models import Actor, Denied, NotFound, Role
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, make_member


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


def today(clinic: Clinic) -> date:
    return clock.today(clinic.solvik.zone)


def held(by: Actor, on: date, keys: tuple[str, ...]) -> Gathering:
    with acting(by):
        return plan_gathering(by=again(by), fields=GatheringFields("Samling", on, keys))


def test_who_was_there_has_each_topic_once_however_often_it_is_noted(clinic: Clinic) -> None:
    lead = actor(clinic.lead, clinic.solvik)
    made = held(lead, today(clinic), ("sleep", "work"))
    for present in ([clinic.therapist.pk], [clinic.therapist.pk, clinic.colleague.pk]):
        with acting(lead):
            note_taken(by=again(lead), gathering_id=made.pk, present=present)
    with inside(clinic.solvik.organisation):
        assert TopicDone.objects.count() == 4
    with acting(lead), pytest.raises(Denied):
        change_gathering(
            by=again(lead), gathering_id=made.pk, fields=GatheringFields("Ny", made.on, ("sleep",))
        )  # fmt: skip


def test_nobody_is_noted_before_the_day_or_from_another_team(clinic: Clinic) -> None:
    lead = actor(clinic.lead, clinic.solvik)
    coming = held(lead, today(clinic) + timedelta(days=1), ("sleep",))
    with acting(lead), pytest.raises(Denied):
        note_taken(by=lead, gathering_id=coming.pk, present=[clinic.therapist.pk])
    past = held(lead, today(clinic), ("sleep",))
    for stranger in (clinic.havna_therapist, clinic.fjordbyen_therapist):
        with acting(lead), pytest.raises(NotFound):
            note_taken(by=lead, gathering_id=past.pk, present=[stranger.pk])
    therapist = actor(clinic.therapist, clinic.solvik)
    with acting(therapist), pytest.raises(Denied):
        note_taken(by=therapist, gathering_id=past.pk, present=[clinic.therapist.pk])


def test_what_one_says_counts_when_somebody_else_confirms_it(clinic: Clinic) -> None:
    therapist, lead = actor(clinic.therapist, clinic.solvik), actor(clinic.lead, clinic.solvik)
    with acting(therapist):
        said = say_taken(by=therapist, topic="sleep", on=today(clinic), how="Kurs i Bergen")
        assert my_progress(therapist).own.done == 0
        with pytest.raises(Denied):
            confirm_taken(by=therapist, taken_id=said.pk)
    with acting(lead):
        own = say_taken(by=lead, topic="sleep", on=today(clinic), how="Kurs i Bergen")
        with pytest.raises(Denied):
            confirm_taken(by=lead, taken_id=own.pk)
        confirm_taken(by=lead, taken_id=said.pk)
    with acting(therapist):
        assert my_progress(therapist).own.done == 1
        with pytest.raises(Denied):
            say_taken(by=therapist, topic="sleep", on=today(clinic), how="En gang til")
        with pytest.raises(Denied):
            withdraw_taken(by=therapist, taken_id=said.pk)
    with acting(lead):
        withdraw_taken(by=lead, taken_id=said.pk)
        assert TopicDone.objects.filter(staff=clinic.therapist).count() == 0


def test_a_team_with_one_lead_has_somebody_who_confirms_and_nobody_confirms_their_own(clinic: Clinic) -> None:
    """Another team's lead, the own manager or a supporter; not by way of the list of who was at a gathering either."""
    alone = make_member("Hilde Havn", Role.LEAD, clinic.havna)
    havna_lead, lead = actor(alone, clinic.havna), actor(clinic.lead, clinic.solvik)
    with acting(havna_lead):
        said = [
            say_taken(by=again(havna_lead), topic=topic, on=today(clinic), how="Kurs i Bergen")
            for topic in ("sleep", "work", "assessment")
        ]
        with pytest.raises(Denied, match="somebody else"):
            confirm_taken(by=havna_lead, taken_id=said[0].pk)
    with acting(lead):
        assert [(one.name, one.topics) for one in gap_map(lead).elsewhere] == [("Hilde Havn", 3)]
        confirm_taken(by=lead, taken_id=said[0].pk)
        assert learner_named(lead, alone.pk).done == 1
    supporter = actor(make_member("Sol Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik)
    with acting(supporter):
        confirm_taken(by=supporter, taken_id=said[1].pk)
    for stranger in (clinic.administrator, clinic.therapist):
        other = actor(stranger, clinic.solvik)
        with acting(other), pytest.raises(Denied):
            confirm_taken(by=other, taken_id=said[2].pk)
    made = held(lead, today(clinic), ("coping-course",))
    with acting(lead):
        note_taken(by=lead, gathering_id=made.pk, present=[clinic.lead.pk])
        seen = my_progress(lead).own
        assert seen.done == 0
        own = seen.taken["coping-course"]
    manager = actor(clinic.manager, clinic.solvik)
    with acting(manager):
        assert gap_map(manager).waiting == 1
        confirm_taken(by=manager, taken_id=own.id)
    with acting(lead):
        assert my_progress(lead).own.done == 1


def test_colleagues_see_their_own_row_and_the_teams_share_only(clinic: Clinic) -> None:
    lead, therapist = actor(clinic.lead, clinic.solvik), actor(clinic.therapist, clinic.solvik)
    made = held(lead, today(clinic), ("sleep",))
    with acting(lead):
        note_taken(by=lead, gathering_id=made.pk, present=[clinic.colleague.pk])
        assert [one.name for one in gap_map(lead).people] == ["Kolbjørn Kollega", "Liv Ledersen", "Tone Prøvesen"]
    with acting(therapist):
        seen = my_progress(therapist)
        assert seen.own.done == 0
        assert seen.share.by_topic["sleep"] == 1
        with pytest.raises(NotFound):
            gap_map(therapist)


def test_trained_counts_therapists_with_all_twelve_confirmed_by_the_day(clinic: Clinic) -> None:
    lead = actor(clinic.lead, clinic.solvik)
    every = tuple(topics())
    early, late = today(clinic) - timedelta(days=40), today(clinic) - timedelta(days=10)
    first, last = held(lead, early, every[:11]), held(lead, late, every[11:])
    # The coordinator has all twelve too, and treats nobody.
    for made in (first, last):
        with acting(lead):
            note_taken(
                by=again(lead), gathering_id=made.pk, present=[clinic.therapist.pk, clinic.coordinator.pk]
            )  # fmt: skip
    with acting(lead):
        now, before = trained(lead, team_id=clinic.solvik.pk), trained(lead, on=late - timedelta(days=1))
        assert (now.trained, now.therapists) == (1, 3)
        assert (before.trained, before.therapists) == (0, 4)
        assert trained(lead, on=late).trained == 1
    abroad = actor(clinic.fjordbyen_lead, clinic.fjordbyen)
    with acting(abroad):
        assert trained(abroad).trained == 0


def test_a_meeting_is_of_those_who_belonged_that_day(clinic: Clinic) -> None:
    lead = actor(clinic.lead, clinic.solvik)
    now, day = clock.now(), today(clinic)
    with acting(lead):
        group = form_group(by=lead, name="Kysten", leader_id=clinic.lead.pk)
        with clock.standing_at(now - timedelta(days=9)):
            join_group(by=lead, group_id=group.pk, staff_id=clinic.therapist.pk)
        join_group(by=again(lead), group_id=group.pk, staff_id=clinic.havna_therapist.pk)
        with pytest.raises(Denied):
            hold_meeting(by=lead, group_id=group.pk, on=day - timedelta(days=1), is_digital=True,
                         present=[clinic.havna_therapist.pk])  # fmt: skip
        both = [clinic.therapist.pk, clinic.havna_therapist.pk]
        hold_meeting(by=again(lead), group_id=group.pk, on=day - timedelta(days=1), is_digital=True, present=both[:1])
        hold_meeting(by=again(lead), group_id=group.pk, on=day, is_digital=False, present=both)
        with pytest.raises(Denied):
            hold_meeting(by=again(lead), group_id=group.pk, on=day, is_digital=True, present=both)
        year = supervision_year(lead, group_id=group.pk, year=day.year)
        assert (year.digital, year.physical, year.is_short) == (1, 1, True)
        assert {one.name: (one.came, one.held) for one in year.people} == {
            "Tone Prøvesen": (2, 2), "Havard Havnesen": (1, 1)
        }  # fmt: skip
    colleague, member = actor(clinic.colleague, clinic.solvik), actor(clinic.therapist, clinic.solvik)
    with acting(colleague):
        assert supervision_groups(colleague) == []
        assert supervision_year(colleague, group_id=group.pk, year=day.year).people == ()
        with pytest.raises(Denied):
            leave_group(by=colleague, group_id=group.pk, staff_id=clinic.therapist.pk)
    with acting(member):
        assert [one.is_own for one in supervision_groups(member)] == [True]
        leave_group(by=member, group_id=group.pk, staff_id=clinic.therapist.pk)
    with acting(lead):
        end_group(by=again(lead), group_id=group.pk)
        with pytest.raises(Denied):
            join_group(by=again(lead), group_id=group.pk, staff_id=clinic.therapist.pk)
