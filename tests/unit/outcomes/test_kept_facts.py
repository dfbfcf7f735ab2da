"""Facts kept of each episode: any change is noted by the database, and no page ever shows a figure from before it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from stegvis.care.models import Contact, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.outcomes.actions.refresh_facts import refresh_all_facts, refresh_facts
from stegvis.outcomes.measures import Scope
from stegvis.outcomes.models import ChangeNote, EpisodeFacts
from stegvis.outcomes.queries.kept import registered_rows
from stegvis.people.models import Team
from stegvis.questionnaires.models import Questionnaire
from tests.clinic import Clinic, inside, make_clinic
from tests.crowd import make_crowd


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


@pytest.fixture
def episode(clinic: Clinic) -> Episode:
    """Somebody in treatment, whose facts are found and kept."""
    made = make_crowd(clinic.solvik, clinic.therapist, 1)[0]
    refresh_all_facts()
    assert notes(clinic.solvik) == 0
    return made


def notes(team: Team) -> int:
    with inside(team.organisation):
        return ChangeNote.objects.count()


def come(clinic: Clinic, episode: Episode, days_ago: int) -> None:
    with inside(clinic.solvik.organisation):
        Contact.objects.create(
            organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id,
            episode=episode, on=clock.today("Europe/Oslo") - timedelta(days=days_ago), purpose="treatment",
            form="phone", attendance="attended", by_id=clinic.therapist.pk, recorded_at=clock.now(),
        )  # fmt: skip


def answer(clinic: Clinic, episode: Episode, **values: Any) -> Questionnaire:
    with inside(clinic.solvik.organisation):
        return Questionnaire.objects.create(
            organisation_id=episode.organisation_id, person_id=episode.person_id, episode=episode,
            instrument="gad-7@1", asked_at=clock.now(), due_on=clock.today("Europe/Oslo"), answers=[1] * 7, **values,
        )  # fmt: skip


def counted(clinic: Clinic) -> dict[str, Any]:
    with inside(clinic.solvik.organisation):
        return {row.measure: row.value for row in registered_rows(Scope("solvik"))}


def test_a_change_is_in_the_figures_before_and_after_its_facts_are_found(clinic: Clinic, episode: Episode) -> None:
    """The job may be late or dead: the page then finds the facts itself."""
    assert "started" not in counted(clinic)
    come(clinic, episode, 9)
    come(clinic, episode, 2)
    assert notes(clinic.solvik) == 2
    before = counted(clinic)
    assert before["started"] == 1
    assert refresh_facts(clinic.solvik.organisation) == 1
    assert notes(clinic.solvik) == 0
    assert counted(clinic) == before


def test_what_is_read_then_are_the_kept_facts(clinic: Clinic, episode: Episode) -> None:
    """Or the test before would hold without any."""
    with inside(clinic.solvik.organisation):
        EpisodeFacts.objects.update(started_on=clock.today("Europe/Oslo"))
    assert counted(clinic)["started"] == 1


def test_facts_of_another_edition_are_not_read_and_are_found_again(clinic: Clinic, episode: Episode) -> None:
    """After an upgrade the old facts may mean something else."""
    with inside(clinic.solvik.organisation):
        EpisodeFacts.objects.update(started_on=clock.today("Europe/Oslo"), edition=0)
    assert "started" not in counted(clinic)
    assert refresh_facts(clinic.solvik.organisation) == 1
    assert "started" not in counted(clinic)


@pytest.mark.parametrize(
    ("changed", "noted"),
    [
        ({"problem": "panic"}, 1),
        ({"state": State.DISCHARGED, "discharge_reason": "completed", "discharged_on": "2026-01-01"}, 1),
        ({"changed_at": clock.now(), "scores": {}}, 0),
    ],
)
def test_an_episode_is_noted_when_its_facts_may_change(
    clinic: Clinic, episode: Episode, changed: dict[str, Any], noted: int
) -> None:
    """Its kept scores are for the lists; the facts are found from the answers."""
    with inside(clinic.solvik.organisation):
        Episode.objects.filter(pk=episode.pk).update(**changed)
    assert notes(clinic.solvik) == noted


def test_answers_are_noted_once_they_are_handed_in(clinic: Clinic, episode: Episode) -> None:
    """Saving one item after the other must cost nothing here."""
    asked = answer(clinic, episode)
    with inside(clinic.solvik.organisation):
        Questionnaire.objects.filter(pk=asked.pk).update(answers=[2] * 7, changed_at=clock.now())
    assert notes(clinic.solvik) == 0
    with inside(clinic.solvik.organisation):
        Questionnaire.objects.filter(pk=asked.pk).update(score=14, submitted_at=clock.now())
    assert notes(clinic.solvik) == 1
    answer(clinic, episode, score=7, submitted_at=clock.now())
    assert notes(clinic.solvik) == 2


def test_many_rows_of_one_statement_are_one_note_an_episode(clinic: Clinic) -> None:
    """A course's list, or a year of demo data, is put in at once."""
    make_crowd(clinic.havna, clinic.havna_therapist, 5)
    assert notes(clinic.havna) == 5


def test_one_organisations_job_takes_no_note_of_another(clinic: Clinic) -> None:
    make_crowd(clinic.solvik, clinic.therapist, 1)
    make_crowd(clinic.fjordbyen, clinic.fjordbyen_therapist, 2)
    assert refresh_facts(clinic.solvik.organisation) == 1
    assert notes(clinic.solvik) == 0
    assert notes(clinic.fjordbyen) == 2
