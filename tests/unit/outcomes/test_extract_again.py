"""An extract into a folder that holds one: what changed is read, what did not stays, what is gone goes."""

from __future__ import annotations

import fcntl
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from stegvis.care.models import Contact, Episode
from stegvis.definitions import clock
from stegvis.outcomes.actions.extract import Extracted, extract
from stegvis.outcomes.dataset import load
from stegvis.outcomes.dataset.folder import HALF, locked
from stegvis.people.models import Organisation, Person, Team
from stegvis.questionnaires.models import Questionnaire
from tests.clinic import Clinic, inside, make_clinic
from tests.conftest import Clone
from tests.crowd import make_crowd

TABLES = ("episodes", "contacts", "scores")
NOTHING = dict.fromkeys(TABLES, 0)
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    """Two organisations; each course has a contact and a score."""
    made = make_clinic()
    for team, therapist in ((made.solvik, made.therapist), (made.fjordbyen, made.fjordbyen_therapist)):
        for episode in make_crowd(team, therapist, 6):
            come(episode, therapist.pk)
            answer(episode)
    return made


def come(episode: Episode, by: Any, **values: Any) -> None:
    usual = {"on": TODAY, "purpose": "treatment", "form": "phone", "attendance": "attended", "minutes": 45}
    with inside(episode.team.organisation):
        Contact.objects.create(
            organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id,
            episode=episode, by_id=by, recorded_at=clock.now(), **{**usual, **values},
        )  # fmt: skip


def answer(episode: Episode, **values: Any) -> Questionnaire:
    usual = {"instrument": "gad-7@1", "score": 7, "submitted_at": clock.now(), "answers": [1] * 7}
    with inside(episode.team.organisation):
        return Questionnaire.objects.create(
            organisation_id=episode.organisation_id, person_id=episode.person_id, episode=episode,
            asked_at=clock.now(), due_on=TODAY, **{**usual, **values},
        )  # fmt: skip


def everybody() -> list[Organisation]:
    return list(Organisation.objects.order_by("slug"))


def now(folder: Path, form: str = "parquet") -> Extracted:
    return extract(folder, everybody(), form=form)


def rows(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The set as `stegvis outcomes` reads it, once every row has been checked."""
    with duckdb.connect() as engine:
        load(folder, engine)
        return {table: engine.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in TABLES}


def one_of(team: Team, model: Any = Episode, number: int = 0) -> Any:
    """One row of the organisation's, with its team and organisation at hand."""
    with inside(team.organisation):
        return model.objects.select_related(*["team__organisation"] * (model is Episode)).order_by("id")[number]


def change(team: Team, model: Any, key: Any, **values: Any) -> None:
    with inside(team.organisation):
        assert model.objects.filter(pk=key).update(**values) == 1


EPISODE: dict[str, list[Any]] = {
    "municipality": ["4299", "4298", ""], "received_on": [TODAY, TODAY - timedelta(days=9)], "source": ["gp", "self"],
    "problem": ["panic", "ocd", ""], "level": ["course", ""], "age_band": ["18-25", "76+"], "gender": ["male", ""],
    "language": ["nn", "en"], "work_status_first": ["student", ""], "work_status_last": ["working", ""],
    "sick_pay_first": [True, None], "sick_pay_last": [False, None],
}  # fmt: skip
CONTACT: dict[str, list[Any]] = {
    "on": [TODAY + timedelta(days=3), TODAY - timedelta(days=3)], "purpose": ["assessment", "review"],
    "form": ["visit", "video"], "attendance": ["late", "did_not_attend"], "level": ["group", ""], "minutes": [30, None],
}  # fmt: skip
SCORE: dict[str, list[Any]] = {
    "instrument": ["phq-9@1"],
    "score": [3, 12.5, None],
    "submitted_at": [clock.now() - timedelta(days=1), None],
}


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        *((Episode, column, value) for column, values in EPISODE.items() for value in values[:1]),
        *((Contact, column, value) for column, values in CONTACT.items() for value in values[:1]),
        *((Questionnaire, column, value) for column, values in SCORE.items() for value in values[:1]),
    ],
)
def test_every_column_of_the_data_set_is_noticed(
    clinic: Clinic, tmp_path_factory: pytest.TempPathFactory, model: Any, column: str, value: Any
) -> None:
    """A column that no note is left for would stand in the folder as it was, for ever."""
    folder = tmp_path_factory.getbasetemp() / "each-column"
    now(folder)
    change(clinic.solvik, model, one_of(clinic.solvik, model).pk, **{column: value})
    assert now(folder).read["episodes"] == 1


def anything(clinic: Clinic, chance: random.Random) -> Callable[[], None]:
    """One change of any kind, of anybody."""
    team = chance.choice([clinic.solvik, clinic.fjordbyen])
    episode = one_of(team, number=chance.randrange(6))
    by = clinic.therapist.pk if team is clinic.solvik else clinic.fjordbyen_therapist.pk

    def edit(model: Any, columns: dict[str, list[Any]]) -> None:
        column = chance.choice(list(columns))
        change(team, model, one_of(team, model, chance.randrange(4)).pk, **{column: chance.choice(columns[column])})

    def take(model: Any) -> None:
        with inside(team.organisation):
            free = {"corrections": None} if model is Questionnaire else {}
            model.objects.filter(pk=model.objects.filter(**free).order_by("id")[0].pk).delete()

    def correct() -> None:
        former = answer(episode)
        answer(episode, corrects=former, score=chance.randrange(20), submitted_at=clock.now() + timedelta(hours=1))

    def to_another_zone() -> None:
        with inside(team.organisation):
            Team.objects.filter(pk=team.pk).update(zone=chance.choice(["Asia/Tokyo", "Europe/Oslo"]))

    def move() -> None:
        change(team, Contact, one_of(team, Contact, 2).pk, episode_id=episode.pk)

    return chance.choice([
        lambda: edit(Episode, EPISODE), lambda: edit(Contact, CONTACT), lambda: edit(Questionnaire, SCORE),
        lambda: come(episode, by, minutes=chance.randrange(90)), lambda: come(episode, by, on=TODAY),
        correct, move, lambda: take(Contact), lambda: take(Questionnaire),
        lambda: change(team, Episode, episode.pk, state="discharged", discharged_on=TODAY, discharge_reason="moved"),
        to_another_zone,
    ])  # fmt: skip


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_after_any_changes_it_is_what_a_whole_extract_is(clinic: Clinic, tmp_path: Path, form: str) -> None:
    """Four rounds of changes drawn by chance: contacts added, moved and taken, answers corrected, teams moved."""
    chance = random.Random(form)
    read = []
    now(tmp_path / "again", form)
    for number, changes in enumerate((2, 0, 3, 1)):
        for _ in range(changes):
            with inside(clinic.solvik.organisation):
                anything(clinic, chance)()
        read.append(now(tmp_path / "again", form).read["episodes"])
        whole = tmp_path / f"whole-{number}"
        assert now(whole, form).rows == {table: len(found) for table, found in rows(tmp_path / "again").items()}
        assert rows(tmp_path / "again") == rows(whole)
    assert 0 in read
    assert min(read) < max(read)


def test_only_what_changed_is_read(clinic: Clinic, tmp_path: Path) -> None:
    episode = one_of(clinic.solvik)
    first = now(tmp_path)
    assert first.read == first.rows
    assert now(tmp_path).read == NOTHING
    come(episode, clinic.therapist.pk)
    with inside(clinic.solvik.organisation):
        contacts = Contact.objects.filter(episode=episode).count()
        scores = Questionnaire.objects.filter(episode=episode, score__isnull=False, corrections=None).count()
    assert now(tmp_path).read == {"episodes": 1, "contacts": contacts, "scores": scores}


def test_a_file_that_is_not_as_it_was_left_is_made_anew(clinic: Clinic, tmp_path: Path) -> None:
    """Also when the set is wanted in the other form, or of other organisations."""
    first = now(tmp_path)
    (tmp_path / "scores.parquet").write_bytes(b"")
    assert now(tmp_path).read == first.rows
    assert now(tmp_path, "csv").read == first.rows
    assert {file.suffix for file in tmp_path.iterdir()} == {".csv", ".json"}
    alone = extract(tmp_path, [clinic.solvik.organisation], form="csv")
    assert alone.rows == alone.read
    assert alone.rows["episodes"] == first.rows["episodes"] // 2


def test_what_is_not_yet_certain_comes_the_next_time(
    clinic: Clinic, tmp_path: Path, owner_connection: psycopg.Connection[Any]
) -> None:
    """A change made before the extract and certain only after it: its time must not be passed over."""
    contact = one_of(clinic.solvik, Contact)
    now(tmp_path)
    with owner_connection.transaction():
        owner_connection.execute("update care_contact set minutes = 77 where id = %s", [contact.pk])
        assert now(tmp_path).read == NOTHING
    assert now(tmp_path).read["episodes"] == 1
    assert 77 in [row[-1] for row in rows(tmp_path)["contacts"]]


def test_the_deleted_and_the_erased_are_gone(
    clinic: Clinic, tmp_path: Path, owner_connection: psycopg.Connection[Any]
) -> None:
    erased, deleted = make_crowd(clinic.havna, clinic.havna_therapist, 2)
    come(erased, clinic.havna_therapist.pk)
    come(deleted, clinic.havna_therapist.pk)
    before = now(tmp_path).rows
    change(clinic.havna, Person, erased.person_id, erased_at=clock.now())
    with owner_connection.transaction():
        owner_connection.execute("delete from care_episode where id = %s", [deleted.pk])
        owner_connection.execute("delete from care_contact where episode_id = %s", [deleted.pk])
    after = now(tmp_path)
    assert after.read == NOTHING
    assert after.rows == {
        "episodes": before["episodes"] - 2,
        "contacts": before["contacts"] - 2,
        "scores": before["scores"],
    }
    now(tmp_path / "whole")
    assert rows(tmp_path) == rows(tmp_path / "whole")


class Killed(BaseException):
    """As a signal ends a process: nothing is tidied up."""


@pytest.mark.engine
@pytest.mark.parametrize("step", ["mkdir", "write_text", "rename", "replace"])
@pytest.mark.parametrize("times", [0, 1, 3])
def test_a_run_that_is_killed_leaves_one_whole_set(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, times: int
) -> None:
    """The old one or the new one, never some files of each; and the next run goes on from there."""
    episode = one_of(clinic.solvik)
    now(tmp_path)
    old = rows(tmp_path)
    come(episode, clinic.therapist.pk)
    now(tmp_path / "whole")
    new = rows(tmp_path / "whole")
    does, left = getattr(Path, step), iter(range(times))

    def killed(*values: Any, **named: Any) -> Any:
        if next(left, None) is None:
            raise Killed
        return does(*values, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, killed)
        patch.setattr("stegvis.outcomes.dataset.folder.shutil.rmtree", lambda place: None)
        try:
            now(tmp_path)
        except Killed:
            assert rows(tmp_path) == (new if step == "replace" else old)
    assert now(tmp_path).rows == {table: len(found) for table, found in new.items()}
    assert rows(tmp_path) == new
    assert not (tmp_path / HALF).exists()


def test_two_runs_do_not_write_to_one_folder(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / HALF).mkdir()
    with locked(tmp_path / HALF, fcntl.LOCK_EX), pytest.raises(BlockingIOError, match="another extract"):
        now(tmp_path)
