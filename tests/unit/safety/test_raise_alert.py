"""An answer that a human must read stands before the right people at once, once, and never before nobody."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from stegvis.definitions import clock
from stegvis.notices.models import Notice
from stegvis.people.models import Block, Membership, Role, User
from stegvis.safety.models import Alert, AlertSignal, DutyShift
from tests.clinic import Clinic, acting, actor, add_role, inside, make_clinic, refer_someone
from tests.unit.safety.conftest import Watched, make_watched


def told(watched: Watched) -> list[uuid.UUID]:
    """Everybody a notice went to, in the order it was made."""
    with inside(watched.clinic.solvik_organisation):
        return list(Notice.objects.filter(text="new_alert").order_by("made_at").values_list("user_id", flat=True))


def signals(watched: Watched) -> list[tuple[str, int]]:
    with inside(watched.clinic.solvik_organisation):
        return list(AlertSignal.objects.order_by("at").values_list("item", "value"))


def test_the_therapist_and_the_duty_person_are_told(watched: Watched) -> None:
    watched.answers(1)
    assert sorted(told(watched)) == sorted([watched.clinic.therapist.pk, watched.clinic.lead.pk])


def test_one_who_is_both_is_told_once(db: None) -> None:
    clinic = make_clinic()
    watched = make_watched(clinic)
    plan(clinic, clinic.therapist, clinic.colleague)
    watched.answers(1)
    assert told(watched) == [clinic.therapist.pk]


def test_the_notice_holds_no_identity(watched: Watched) -> None:
    """It arrives in an e-mail box on a screen that others see (facts/safety.md §4.2.8)."""
    watched.answers(3)
    with inside(watched.clinic.solvik_organisation):
        for notice in Notice.objects.filter(text="new_alert"):
            assert (notice.person_id, notice.sealed) == (None, None)


def test_a_further_answer_is_added_to_the_open_alert(watched: Watched) -> None:
    first = watched.answers(1)
    second = watched.answers(1, of="other@1", item="4", asked=uuid.uuid4())
    assert first.pk == second.pk
    assert signals(watched) == [("9", 1), ("4", 1)]


def test_the_same_answer_again_adds_nothing_and_tells_nobody(watched: Watched) -> None:
    watched.answers(2)
    before = told(watched)
    watched.answers(2)
    assert signals(watched) == [("9", 2)]
    assert told(watched) == before


def test_a_higher_answer_tells_again(watched: Watched) -> None:
    watched.answers(1)
    before = told(watched)
    watched.answers(2)
    assert len(told(watched)) == 2 * len(before)


def test_a_lower_answer_is_kept_and_tells_nobody_again(watched: Watched) -> None:
    """Notices must not tire those who read them; the alert stands unread either way."""
    watched.answers(3)
    before = told(watched)
    watched.answers(1)
    assert signals(watched) == [("9", 3), ("9", 1)]
    assert told(watched) == before


def test_a_further_answer_does_not_move_the_limit(watched: Watched) -> None:
    """Else a client who answers every hour would never be read."""
    due_at = watched.answers(1).due_at
    with clock.moved_by(timedelta(hours=2)):
        assert watched.answers(3).due_at == due_at


def test_a_new_answer_after_the_acknowledgement_must_be_read_as_well(watched: Watched) -> None:
    alert = watched.acknowledged()
    before = told(watched)
    with clock.moved_by(timedelta(days=7)):
        again = watched.answers(1)
    assert again.pk == alert.pk
    assert (again.state, again.read_by_id, again.acknowledged_by_id) == (Alert.State.RAISED, None, None)
    assert again.due_at > alert.due_at
    assert len(told(watched)) > len(before)


def test_a_new_answer_takes_back_that_the_earlier_one_was_read(watched: Watched) -> None:
    alert = watched.answers(1)
    with inside(watched.clinic.solvik_organisation):
        Alert.objects.filter(pk=alert.pk).update(read_by=watched.clinic.therapist, read_at=clock.now())
    assert watched.answers(2).read_by_id is None


def test_an_alert_that_is_closed_stays_closed_and_a_new_answer_raises_another(watched: Watched) -> None:
    alert = watched.acknowledged()
    with inside(watched.clinic.solvik_organisation):
        Alert.objects.filter(pk=alert.pk).update(state="closed", closing_sealed=b"-", closed_at=clock.now())
    assert watched.answers(1).pk != alert.pk


def test_the_substitute_is_told_when_the_duty_person_has_left(watched: Watched) -> None:
    User.objects.filter(pk=watched.clinic.lead.pk).update(is_active=False)
    watched.answers(1)
    assert sorted(told(watched)) == sorted([watched.clinic.therapist.pk, watched.clinic.colleague.pk])


def test_the_substitute_is_told_when_the_client_has_blocked_the_duty_person(watched: Watched) -> None:
    """A notice to somebody who may not open the record would be a notice to nobody."""
    with inside(watched.clinic.solvik_organisation) as by:
        Block.objects.create(
            organisation_id=by.organisation_id,
            person=watched.episode.person,
            user=watched.clinic.lead,
            since=clock.now(),
        )
    watched.answers(1)
    assert watched.clinic.lead.pk not in told(watched)
    assert watched.clinic.colleague.pk in told(watched)


def test_without_a_roster_and_a_therapist_the_leads_are_told(db: None) -> None:
    """Typed in from paper an answer may come to a team without a roster; it is never told to nobody."""
    clinic = make_clinic()
    watched = make_watched(clinic)
    end(clinic.therapist, watched)
    watched.answers(1)
    assert told(watched) == [clinic.lead.pk]


def test_without_leads_everybody_who_treats_people_is_told(db: None) -> None:
    clinic = make_clinic()
    watched = make_watched(clinic)
    end(clinic.therapist, watched)
    end(clinic.lead, watched)
    watched.answers(1)
    assert told(watched) == [clinic.colleague.pk]


@pytest.mark.parametrize("gone", ["therapist", "lead", "colleague", "therapist lead", "lead colleague"])
def test_whoever_has_gone_the_alert_is_told_to_somebody_who_can_open_it(watched: Watched, gone: str) -> None:
    for name in gone.split():
        end(getattr(watched.clinic, name), watched)
    watched.answers(1)
    able = {watched.clinic.therapist.pk, watched.clinic.lead.pk, watched.clinic.colleague.pk}
    able -= {getattr(watched.clinic, name).pk for name in gone.split()}
    assert told(watched)
    assert set(told(watched)) <= able


def test_a_member_of_another_team_on_the_roster_is_not_told(watched: Watched) -> None:
    """A name that was moved to another team may stand on the roster still; it must not count."""
    with inside(watched.clinic.solvik_organisation):
        DutyShift.objects.update(duty=watched.clinic.havna_therapist)
    watched.answers(1)
    assert watched.clinic.havna_therapist.pk not in told(watched)
    assert watched.clinic.colleague.pk in told(watched)


def test_two_first_answers_at_once_make_one_alert_with_both(clone: Any) -> None:
    """Two devices, or two forms of one minute: neither may be lost, and nobody gets two alerts to close."""
    watched = make_watched()
    ready = threading.Barrier(2)

    def answer(item: str) -> None:
        try:
            ready.wait()
            watched.answers(1, item=item, asked=uuid.uuid4())
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(item,)) for item in ("9", "4")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with inside(watched.clinic.solvik_organisation):
        assert Alert.objects.count() == 1
        assert sorted(item for item, _ in signals(watched)) == ["4", "9"]


def test_an_alert_does_not_reach_another_organisation(watched: Watched) -> None:
    watched.answers(1)
    with acting(actor(watched.clinic.fjordbyen_lead, watched.clinic.fjordbyen)):
        assert not Alert.objects.exists()


def test_everything_is_undone_together(watched: Watched) -> None:
    """The answer, the alert and the notices stand or fall in one transaction."""
    with acting(watched.client):
        watched.answers(1)
        transaction.set_rollback(True)
    assert not told(watched)
    assert not signals(watched)


def plan(clinic: Clinic, duty: User, substitute: User) -> None:
    today = clock.today(clinic.solvik.zone)
    with inside(clinic.solvik_organisation) as by:
        for day in range(14):
            DutyShift.objects.create(
                organisation_id=by.organisation_id,
                team=clinic.solvik,
                on=today + timedelta(days=day),
                duty=duty,
                substitute=substitute,
            )


def end(user: User, watched: Watched) -> None:
    """The membership ended yesterday."""
    with inside(watched.clinic.solvik_organisation):
        Membership.objects.filter(user=user).update(until=clock.today("Europe/Oslo") - timedelta(days=1))


def test_somebody_who_is_lead_and_therapist_counts_once(watched: Watched) -> None:
    add_role(watched.clinic.lead, Role.THERAPIST, watched.clinic.solvik)
    watched.answers(1)
    assert len(told(watched)) == len(set(told(watched))) == 2


def test_each_client_has_an_alert_of_their_own(watched: Watched) -> None:
    other = Watched(
        watched.clinic, refer_someone(watched.clinic.solvik, "Ola Prøve", mobile="40000009"), watched.client
    )
    assert watched.answers(1).pk != other.answers(1).pk
