"""Clients who are not on track: found from the kept scores, shown to those who treat, and taken up by a human."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from stegvis.care.actions.open_emergency import open_emergency
from stegvis.care.models import Contact, Episode
from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.trajectory import Signal
from stegvis.people.models import Denied, Ground, NotFound
from stegvis.questionnaires.actions.take_up import take_up
from stegvis.questionnaires.models import Questionnaire, Supervision
from stegvis.questionnaires.queries.caseload import caseload
from stegvis.questionnaires.queries.record import record
from stegvis.questionnaires.queries.trajectory import OffTrack, off_track
from stegvis.safety.models import Alert
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic
from tests.crowd import make_crowd

# PHQ-9 before any talk, and then once a week before each: no sure change after six.
SLOW = (17, 17, 16, 17, 16, 15, 15, 14)


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


def treated(clinic: Clinic, scores: Sequence[int], **values: Any) -> Episode:
    """A client with a treatment contact every week until last week, who answered before each and today."""
    today = clock.today(clinic.solvik.zone)
    days = [today - timedelta(weeks=week) for week in reversed(range(len(scores)))]
    kept = {"first": scores[0], "first_at": noon(days[0]), "last": scores[-1], "last_at": noon(days[-1])}
    line = {"phq-9": {**kept, "count": len(scores), "recent": list(scores)}}
    episode = make_crowd(clinic.solvik, clinic.therapist, 1, scores=line, **values)[0]
    whose = {
        "organisation_id": episode.organisation_id, "person_id": episode.person_id, "episode_id": episode.pk,
    }  # fmt: skip
    with inside(clinic.solvik_organisation):
        for day, score in zip(days, scores, strict=True):
            Questionnaire.objects.create(
                **whose, instrument="phq-9@1", asked_at=noon(day), due_on=day, submitted_at=noon(day), score=score,
                answers=[0] * 10,
            )  # fmt: skip
            if day < today:
                contact(clinic, episode, day)
    return episode


def noon(day: date) -> str:
    return datetime.combine(day, time(11), UTC).isoformat()


def contact(clinic: Clinic, episode: Episode, day: date, **said: Any) -> None:
    usual = {"purpose": "treatment", "form": "visit", "attendance": "attended"}
    Contact.objects.create(
        organisation_id=episode.organisation_id, person_id=episode.person_id, episode_id=episode.pk, on=day,
        team=clinic.solvik, by=clinic.therapist, recorded_at=clock.now(), **{**usual, **said},
    )  # fmt: skip


def read(clinic: Clinic, name: str = "therapist", **wanted: Any) -> tuple[OffTrack, ...]:
    with acting(again(actor(getattr(clinic, name), clinic.solvik))) as by:
        return off_track(by, **wanted)


def taken_up(clinic: Clinic, episode: Episode, name: str = "therapist") -> Supervision:
    with acting(again(actor(getattr(clinic, name), clinic.solvik))) as by:
        return take_up(by=by, episode=episode_of(by, episode.pk))


def test_a_client_without_a_sure_change_after_six_talks_stands_there(clinic: Clinic) -> None:
    """Since the first answer that was off track; with the norm and the rule; and shown on a ground, in the log."""
    episode = treated(clinic, SLOW)
    treated(clinic, (17, 15, 12, 10, 8, 7, 6, 6))
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        (row,) = off_track(by)
        assert by.shown == {episode.person_id: Ground.RESPONSIBLE}
    assert (row.episode, row.name, row.waits) == (episode.pk, "Prøve 0 Nordby", True)
    assert row.since == clock.today("Europe/Oslo") - timedelta(weeks=1)
    (track,) = row.tracks
    assert (track.norm.key, track.signal, track.steps[-1].session) == ("phq-9@1", Signal.NO_CHANGE, 7)


def test_the_list_and_the_caseload_and_the_record_agree(clinic: Clinic) -> None:
    """The caseload reads what the episode keeps, the record every answer; the same rule over both."""
    courses = (SLOW, (17, 15, 12, 10, 8, 7, 6, 6), (12, 13, 16, 19), (12, 13, 16), (17, 17, 17, 17, 22), (4, 5, 9, 9))
    made = [treated(clinic, scores) for scores in courses]
    found = {row.episode for row in read(clinic)}
    assert found == {made[0].pk, made[2].pk, made[4].pk}
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        listed = caseload(by)
        assert {row.episode for row in listed.rows if row.is_off_track} == found
        assert listed.off_track == 3
        assert {each.pk for each in made if any(one.signal for one in record(by, each.pk).tracks.values())} == found


def test_only_treatment_the_client_came_to_counts_as_a_session(clinic: Clinic) -> None:
    """Two talks and many that were missed: too early to say anything."""
    episode = treated(clinic, SLOW)
    with inside(clinic.solvik_organisation):
        Contact.objects.filter(episode=episode).update(attendance="did_not_attend")
        for days in (20, 10):
            contact(clinic, episode, clock.today("Europe/Oslo") - timedelta(days=days))
    assert read(clinic) == ()


def test_it_is_no_alert_and_alerts_are_not_asked(clinic: Clinic) -> None:
    """Never mixed with risk: nothing is raised, and the order of the caseload stays what it was."""
    treated(clinic, SLOW)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        (row,) = caseload(by).rows
        assert (row.is_off_track, row.alert_id) == (True, None)
        assert row.need.name == "NONE"
        assert not Alert.objects.exists()


def test_a_therapist_sees_own_courses_and_a_lead_the_teams(clinic: Clinic) -> None:
    treated(clinic, SLOW)
    assert [len(read(clinic, name, whole_team=True)) for name in ("therapist", "colleague", "lead")] == [1, 0, 1]
    assert len(read(clinic, "lead")) == 0


@pytest.mark.parametrize("name", ["coordinator", "manager", "administrator"])
def test_it_is_for_those_who_treat(clinic: Clinic, name: str) -> None:
    with pytest.raises(NotFound):
        read(clinic, name)


def test_taking_it_up_keeps_the_prompt_as_it_stood(clinic: Clinic) -> None:
    """A later edition may judge the same scores otherwise; what was talked about stays what it was."""
    episode = treated(clinic, SLOW)
    kept = taken_up(clinic, episode)
    since = (clock.today("Europe/Oslo") - timedelta(weeks=1)).isoformat()
    assert kept.prompts == [
        {"norm": "phq-9@1", "signal": "no_change", "since": since, "session": 7, "score": "14"}
    ]  # fmt: skip
    (row,) = read(clinic)
    assert (row.waits, row.taken_up and row.taken_up.by) == (False, clinic.therapist.name)
    with inside(clinic.solvik_organisation):
        assert kept.history.count() == 1  # type: ignore[attr-defined]


def test_what_was_taken_up_before_it_went_off_track_again_waits_anew(clinic: Clinic) -> None:
    episode = treated(clinic, SLOW)
    kept = taken_up(clinic, episode)
    with inside(clinic.solvik_organisation):
        Supervision.objects.filter(pk=kept.pk).update(on=clock.today("Europe/Oslo") - timedelta(weeks=2))
    treated(clinic, (12, 13, 16, 19))
    taken_up(clinic, treated(clinic, SLOW))
    assert [row.waits for row in read(clinic)] == [True, True, False]


def test_a_course_that_is_on_track_or_ended_is_not_taken_up(clinic: Clinic) -> None:
    well = treated(clinic, (17, 15, 12, 10, 8, 7, 6, 6))
    with pytest.raises(Denied, match="as expected"):
        taken_up(clinic, well)
    day = clock.today("Europe/Oslo")
    ended = treated(clinic, SLOW, state=State.DISCHARGED, discharged_on=day, discharge_reason="completed")
    with pytest.raises(Denied, match="ended"):
        taken_up(clinic, ended)
    assert read(clinic) == ()


def test_nobody_takes_up_a_course_they_do_not_work_with(clinic: Clinic) -> None:
    episode = treated(clinic, SLOW)
    with pytest.raises(NotFound):
        taken_up(clinic, episode, "colleague")


def test_an_emergency_access_is_no_supervision(clinic: Clinic) -> None:
    """It opens the record for an hour, to read what must be read."""
    episode = treated(clinic, SLOW)
    with acting(again(actor(clinic.colleague, clinic.solvik))) as by:
        open_emergency(by=by, episode=episode, reason="Ringte og var redd.")
    with pytest.raises(NotFound):
        taken_up(clinic, episode, "colleague")


def test_it_costs_two_statements_however_many(clinic: Clinic, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        treated(clinic, SLOW)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by, django_assert_num_queries(2):
        assert len(off_track(by)) == 3
