"""Read, acknowledged, closed: each step by a named human, in that order, and none of them twice."""

from __future__ import annotations

import uuid

import pytest

from stegvis.people.models import Actor, NotFound, PersonKey
from stegvis.people.models.actor import Denied
from stegvis.people.sealing import sealer_of
from stegvis.safety.actions.acknowledge import acknowledge, can_acknowledge
from stegvis.safety.actions.close_alert import can_close_alert, close_alert
from stegvis.safety.actions.read_alert import read_alert
from stegvis.safety.models import Alert
from tests.clinic import acting, actor, again, inside
from tests.unit.safety.conftest import Watched, refused


def now(watched: Watched) -> Alert:
    with inside(watched.clinic.solvik_organisation):
        return Alert.objects.get()


def test_the_one_who_read_it_acknowledges_it(watched: Watched) -> None:
    watched.acknowledged()
    alert = now(watched)
    assert alert.state == Alert.State.ACKNOWLEDGED
    assert alert.read_by_id == alert.acknowledged_by_id == watched.clinic.therapist.pk
    assert alert.read_at is not None
    assert alert.acknowledged_at is not None


def test_nobody_acknowledges_what_they_have_not_read(watched: Watched) -> None:
    alert = watched.answers(1)
    with acting(watched.therapist()) as by:
        assert not can_acknowledge(by=by, alert=alert)
        with refused(Denied):
            acknowledge(by=by, alert_id=alert.pk)
    assert now(watched).state == Alert.State.RAISED


def test_nobody_acknowledges_what_somebody_else_has_read(watched: Watched) -> None:
    """The name on the acknowledgement is the name of whoever knows what was answered."""
    alert = watched.answers(1)
    with acting(watched.therapist()) as by:
        read_alert(by=by, alert_id=alert.pk)
    with acting(watched.lead()) as by, refused(Denied):
        acknowledge(by=by, alert_id=alert.pk)


def test_an_answer_that_came_after_the_reading_must_be_read_first(watched: Watched) -> None:
    alert = watched.answers(1)
    with acting(watched.therapist()) as by:
        read_alert(by=by, alert_id=alert.pk)
    watched.answers(2)
    with acting(watched.therapist()) as by, refused(Denied):
        acknowledge(by=by, alert_id=alert.pk)


def test_the_database_holds_it_too(watched: Watched) -> None:
    """Past the action: an acknowledgement without reading is a row the table refuses."""
    from django.db.utils import IntegrityError

    watched.answers(1)
    with inside(watched.clinic.solvik_organisation), refused(IntegrityError, "safety_alert_read_first"):
        Alert.objects.update(state="acknowledged", acknowledged_by=watched.clinic.therapist)


def test_the_second_who_acknowledges_is_told_who_was_first(watched: Watched) -> None:
    alert = watched.acknowledged()
    with acting(watched.lead()) as by, refused(Denied, watched.clinic.therapist.name):
        acknowledge(by=by, alert_id=alert.pk)


def test_a_button_pressed_twice_acknowledges_once(watched: Watched) -> None:
    alert = watched.answers(1)
    with acting(watched.therapist()) as by:
        read_alert(by=by, alert_id=alert.pk)
    same = watched.therapist()
    for _ in range(2):
        with acting(same) as by:
            assert acknowledge(by=by, alert_id=alert.pk).pk == alert.pk
    with inside(watched.clinic.solvik_organisation):
        assert Alert.objects.get().history.filter(state="acknowledged").count() == 1


def test_it_is_closed_with_what_was_done_sealed_with_the_persons_key(watched: Watched) -> None:
    alert = watched.acknowledged()
    with acting(watched.lead()) as by:
        close_alert(by=by, alert_id=alert.pk, done=" Ringte Kari. Vi lager en plan i morgen. ")
    closed = now(watched)
    assert (closed.state, closed.closed_by_id) == (Alert.State.CLOSED, watched.clinic.lead.pk)
    assert b"Ringte" not in bytes(closed.closing_sealed)
    with inside(watched.clinic.solvik_organisation):
        sealer = sealer_of(PersonKey.objects.get(person=watched.episode.person))
    words = sealer.unseal(closed.closing_sealed, table="safety_alert", column="closing_sealed", row=closed.pk)
    assert words == "Ringte Kari. Vi lager en plan i morgen."


@pytest.mark.parametrize("done", ["", "   \n"])
def test_it_is_not_closed_without_words(watched: Watched, done: str) -> None:
    """The list of alerts cannot be emptied without a documented action (N050)."""
    alert = watched.acknowledged()
    with acting(watched.therapist()) as by:
        assert not can_close_alert(by=by, alert=alert, done=done)
        with refused(Denied):
            close_alert(by=by, alert_id=alert.pk, done=done)
    assert now(watched).state == Alert.State.ACKNOWLEDGED


def test_it_is_not_closed_before_it_is_acknowledged(watched: Watched) -> None:
    alert = watched.answers(1)
    with acting(watched.therapist()) as by, refused(Denied):
        close_alert(by=by, alert_id=alert.pk, done="Ringte.")


def test_a_closed_alert_changes_no_more(watched: Watched) -> None:
    alert = watched.acknowledged()
    with acting(watched.therapist()) as by:
        close_alert(by=by, alert_id=alert.pk, done="Ringte.")
    with acting(watched.lead()) as by, refused(Denied):
        close_alert(by=by, alert_id=alert.pk, done="Noe annet.")
    with acting(watched.lead()) as by, refused(Denied):
        acknowledge(by=by, alert_id=alert.pk)
    with acting(watched.lead()) as by:
        read_alert(by=by, alert_id=alert.pk)
    assert now(watched).read_by_id == watched.clinic.therapist.pk


STRANGERS = ["colleague", "coordinator", "manager", "administrator", "editor"]


@pytest.mark.parametrize("name", STRANGERS)
def test_those_without_a_relation_do_not_find_it(watched: Watched, name: str) -> None:
    alert = watched.answers(1)
    check_not_found(again(actor(getattr(watched.clinic, name), watched.clinic.solvik)), alert.pk)


def test_another_team_does_not_find_it(watched: Watched) -> None:
    alert = watched.answers(1)
    check_not_found(again(actor(watched.clinic.havna_therapist, watched.clinic.havna)), alert.pk)
    check_not_found(again(actor(watched.clinic.fjordbyen_lead, watched.clinic.fjordbyen)), alert.pk)


def test_whoever_is_on_duty_finds_it(watched: Watched) -> None:
    alert = watched.answers(1)
    with acting(again(actor(watched.clinic.colleague, watched.clinic.solvik, on_duty=True))) as by:
        read_alert(by=by, alert_id=alert.pk)
        assert acknowledge(by=by, alert_id=alert.pk).state == Alert.State.ACKNOWLEDGED


def check_not_found(by: Actor, alert_id: uuid.UUID) -> None:
    with acting(by):
        for step in (read_alert, acknowledge):
            with refused(NotFound):
                step(by=by, alert_id=alert_id)
        with refused(NotFound):
            close_alert(by=by, alert_id=alert_id, done="Ringte.")
