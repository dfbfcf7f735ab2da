"""The list of alerts, one alert with the person behind it, and what every staff page knows of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from stegvis.care.queries.access import visible_episodes
from stegvis.definitions import clock
from stegvis.people.actions.beat import beat
from stegvis.people.models import Block, Ground, Heartbeat, NotFound
from stegvis.safety.actions.close_alert import close_alert
from stegvis.safety.actions.read_alert import read_alert
from stegvis.safety.models import Alert
from stegvis.safety.queries.alerts import alert_of, alerts_of, has_open_alert, open_alerts, with_alerts
from stegvis.safety.queries.vigil import vigil
from tests.clinic import acting, actor, again, inside, refer_someone
from tests.unit.safety.conftest import Watched, refused


def test_the_list_says_who_until_when_and_who_was_told(watched: Watched) -> None:
    alert = watched.answers(2)
    with acting(watched.therapist()) as by:
        (row,) = open_alerts(by)
        assert by.shown == {watched.episode.person_id: Ground.RESPONSIBLE}
    assert (row.id, row.name, row.due_at) == (alert.pk, "Kari Prøve", alert.due_at)
    assert row.told == (watched.clinic.therapist.name, watched.clinic.lead.name)
    assert not row.is_overdue


def test_the_list_holds_nothing_of_the_answer(watched: Watched) -> None:
    """Who has not read must not be able to act as if they had; and no page grades (N046)."""
    watched.answers(3)
    with acting(watched.therapist()) as by:
        (row,) = open_alerts(by)
    assert not {"value", "signals", "item", "score"} & set(vars(row))


def test_what_is_past_its_limit_says_so_until_somebody_has_acknowledged(watched: Watched) -> None:
    watched.answers(1)
    with clock.moved_by(timedelta(days=5)), acting(watched.therapist()) as by:
        assert open_alerts(by)[0].is_overdue
        Alert.objects.update(
            state="acknowledged", read_at=clock.now(), acknowledged_by=watched.clinic.lead, acknowledged_at=clock.now()
        )
        assert not open_alerts(by)[0].is_overdue


def test_what_nobody_has_read_stands_before_what_is_acknowledged(watched: Watched) -> None:
    watched.acknowledged()
    other = Watched(
        watched.clinic, refer_someone(watched.clinic.solvik, "Ola Prøve", mobile="40000009"), watched.client
    )
    with clock.moved_by(timedelta(days=3)):
        other.answers(1)
    with acting(watched.lead()) as by:
        assert [row.is_acknowledged for row in open_alerts(by)] == [False, True]


def test_closed_alerts_leave_the_list(watched: Watched) -> None:
    alert = watched.acknowledged()
    with acting(watched.therapist()) as by:
        close_alert(by=by, alert_id=alert.pk, done="Ringte.")
        assert open_alerts(by) == ()
        assert not has_open_alert(by, watched.episode)


SEES = [("therapist", {}, True), ("lead", {}, True), ("colleague", {}, False), ("colleague", {"on_duty": True}, True)]


@pytest.mark.parametrize(("name", "flags", "sees"), SEES)
def test_the_responsible_the_lead_and_whoever_is_on_duty_see_it(
    watched: Watched, name: str, flags: dict[str, bool], sees: bool
) -> None:
    alert = watched.answers(1)
    with acting(again(actor(getattr(watched.clinic, name), watched.clinic.solvik), **flags)) as by:
        assert bool(open_alerts(by)) is sees
        assert vigil(by).open_alerts == int(sees)
        if not sees:
            with refused(NotFound):
                alert_of(by, alert.pk)


@pytest.mark.parametrize("name", ["coordinator", "manager", "administrator"])
def test_who_does_not_treat_people_finds_no_alerts(watched: Watched, name: str) -> None:
    alert = watched.answers(1)
    with acting(again(actor(getattr(watched.clinic, name), watched.clinic.solvik))) as by:
        assert vigil(by).open_alerts == 0
        with refused(NotFound):
            open_alerts(by)
        with refused(NotFound):
            alert_of(by, alert.pk)


def test_a_lead_whom_the_client_has_blocked_does_not_see_it(watched: Watched) -> None:
    watched.answers(1)
    with inside(watched.clinic.solvik_organisation) as system:
        Block.objects.create(
            organisation_id=system.organisation_id,
            person=watched.episode.person,
            user=watched.clinic.lead,
            since=clock.now(),
        )
    with acting(watched.lead()) as by:
        assert (open_alerts(by), vigil(by).open_alerts) == ((), 0)


def test_an_alert_shows_two_identifiers_and_the_way_to_the_person(watched: Watched) -> None:
    """facts/safety.md §4.2.12: the wrong person must not be rung."""
    alert = watched.answers(1)
    with acting(watched.therapist()) as by:
        found = alert_of(by, alert.pk)
    assert (found.identity.name, found.identity.birth_date.isoformat()) == ("Kari Prøve", "1990-05-17")
    assert found.card.channel("sms") is not None
    assert found.questionnaires == (watched.asked,)
    assert found.told == (watched.clinic.therapist.name, watched.clinic.lead.name)


def test_the_answers_open_to_the_one_who_asked_to_read_them(watched: Watched) -> None:
    alert = watched.answers(1)
    with acting(watched.therapist()) as by:
        assert not alert_of(by, alert.pk).is_opened
        read_alert(by=by, alert_id=alert.pk)
        assert alert_of(by, alert.pk).is_opened
    with acting(watched.lead()) as by:
        assert not alert_of(by, alert.pk).is_opened


def test_an_emergency_access_is_the_ground_of_who_has_no_other(watched: Watched) -> None:
    from stegvis.care.models import EmergencyAccess

    watched.answers(1)
    with acting(again(actor(watched.clinic.colleague, watched.clinic.solvik))) as by:
        EmergencyAccess.objects.create(
            organisation_id=by.organisation_id,
            team_id=by.team_id,
            person_id=watched.episode.person_id,
            episode=watched.episode,
            user=watched.clinic.colleague,
            reason_sealed=b"-",
            opened_at=clock.now(),
            until=clock.now() + timedelta(minutes=60),
        )
        assert len(open_alerts(by)) == 1
        assert by.shown == {watched.episode.person_id: Ground.EMERGENCY}


def test_a_record_lists_its_alerts_in_the_same_statement(watched: Watched, django_assert_num_queries: Any) -> None:
    alert = watched.acknowledged()
    with acting(watched.therapist()) as by:
        close_alert(by=by, alert_id=alert.pk, done="Ringte Kari.")
    again_raised = watched.answers(1)
    with acting(watched.therapist()) as by, django_assert_num_queries(1):
        episode = with_alerts(visible_episodes(by)).select_related("person__key").get(pk=watched.episode.pk)
        lines = alerts_of(episode)
    assert [line.id for line in lines] == [again_raised.pk, alert.pk]
    assert (lines[0].is_open, lines[1].done, lines[1].closed_by) == (
        True,
        "Ringte Kari.",
        watched.clinic.therapist.name,
    )


@pytest.fixture
def many(watched: Watched) -> Watched:
    for number in range(6):
        episode = refer_someone(
            watched.clinic.solvik, f"Nummer {number}", mobile=f"4000002{number}", responsible=watched.clinic.therapist
        )
        Watched(watched.clinic, episode, watched.client).answers(1)
    return watched


def test_the_list_costs_two_statements_however_long(many: Watched, django_assert_num_queries: Any) -> None:
    with acting(many.therapist()) as by, django_assert_num_queries(2):
        assert len(open_alerts(by)) == 6


def test_one_alert_costs_two_statements(watched: Watched, django_assert_num_queries: Any) -> None:
    alert = watched.answers(1)
    with acting(watched.therapist()) as by, django_assert_num_queries(2):
        alert_of(by, alert.pk)


def test_every_staff_page_pays_one_statement(watched: Watched, django_assert_num_queries: Any) -> None:
    with acting(watched.therapist()) as by, django_assert_num_queries(1):
        vigil(by)


def test_a_worker_that_is_silent_for_two_minutes_is_told_on_every_staff_page(watched: Watched) -> None:
    """Notices are sent by it; the list itself works without (facts/safety.md §4.2.9)."""
    with acting(watched.therapist()) as by:
        assert vigil(by).is_silent
        beat("worker")
        with clock.moved_by(timedelta(seconds=119)):
            assert not vigil(by).is_silent
        with clock.moved_by(timedelta(seconds=121)):
            assert vigil(by).is_silent
        Heartbeat.objects.all().delete()
