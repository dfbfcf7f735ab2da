"""The data set of a study: who is in it, that nothing in it says who they are, and that it is a data set."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import uuid
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from stegvis.care.actions.open_emergency import open_emergency
from stegvis.care.actions.set_goal import set_goal
from stegvis.care.actions.write_note import write_note
from stegvis.care.models import Contact, Episode
from stegvis.care.queries.access import episode_of
from stegvis.config.commands import outcomes as outcomes_command
from stegvis.config.commands import research as research_command
from stegvis.definitions import clock
from stegvis.exchange.actions.export_study import RESPONSES, export_study, write_study
from stegvis.exchange.research.codebook import SAYS
from stegvis.exchange.research.pseudonyms import MOST_DAYS, Pseudonyms
from stegvis.exchange.research.tables import COLUMNS
from stegvis.people.actions.block import block
from stegvis.people.actions.seal_log import seal_log
from stegvis.people.actions.study import NewStudy, close_study, consent_to_study, open_study, withdraw_from_study
from stegvis.people.models import Denied, Organisation, Person, PersonKey, Role, Study, StudyExport
from stegvis.people.queries.access import who_has_seen
from stegvis.people.queries.studies import own_study
from stegvis.people.sealing import sealer_of
from stegvis.questionnaires.models import Questionnaire
from tests.clinic import Clinic, acting, actor, again, client_actor, inside, make_clinic, make_member, refer_someone
from tests.database import Clone
from tests.unit.exchange.test_questionnaire_response import assert_response

CANARY = "KANARI"
TODAY = clock.today("Europe/Oslo")
NEW = NewStudy(
    slug="sovn",
    titles={"nb": "Søvn og håp", "en": "Sleep and hope"},
    information={"nb": "Vi vil vite hva som hjelper.", "en": "We want to know what helps."},
    responsible="Universitetet i Prøve, Pia Forsker",
    approval="REK 2026/1234",
    first=TODAY - timedelta(days=200),
    last=TODAY,
    instruments=("phq-9",),
)


class House:
    """Three who take part and one who does not at Solvik; one of Fjordbyen, in a study of the same name there."""

    def __init__(self) -> None:
        self.clinic = clinic = make_clinic()
        self.study = opened(clinic.solvik_organisation)
        self.other = opened(clinic.solvik_organisation, slug="angst", has_exact_dates=True, has_municipality=True)
        self.abroad = opened(clinic.fjordbyen_organisation)
        self.taking_part = [course(clinic, number) for number in range(3)]
        self.outside = course(clinic, 3)
        self.foreign = course(clinic, 4, team=clinic.fjordbyen)
        for episode in self.taking_part:
            agree(episode.person, self.study)
            agree(episode.person, self.other)
        agree(self.foreign.person, self.abroad)


def opened(organisation: Organisation, **changed: Any) -> Study:
    with inside(organisation) as by:
        return open_study(by=by, new=replace(NEW, **changed))


def agree(person: Person, study: Study) -> None:
    by = client_actor(person)
    with acting(by):
        consent_to_study(by=by, study_id=study.pk, person_id=person.pk, given_on=TODAY)


def course(clinic: Clinic, number: int, team: Any = None) -> Episode:
    """Two contacts, three answers to PHQ-9 and one to GAD-7; the first of them corrected."""
    team = team or clinic.solvik
    episode = refer_someone(team, f"{CANARY} Nummer{number}", mobile=f"4199990{number}", days_ago=90,
                            birth_date=date(1987, 6, 5), address=f"{CANARY}veien {number}", gp_name=f"{CANARY} Lege",
                            accessibility=f"{CANARY} trapp", problem=f"{CANARY} søvn")  # fmt: skip
    with inside(team.organisation):
        for days in (80, 40):
            Contact.objects.create(
                organisation_id=episode.organisation_id, team_id=team.pk, person_id=episode.person_id, episode=episode,
                on=TODAY - timedelta(days=days), purpose="treatment", form="visit", attendance="attended", minutes=45,
                by=clinic.therapist, recorded_at=clock.now(),
            )  # fmt: skip
        first = answered(episode, "phq-9@1", 80, [3] * 9)
        answered(episode, "phq-9@1", 79, [2] * 9, corrects=first)
        answered(episode, "phq-9@1", 60, [1] * 9 + [2])
        answered(episode, "phq-9@1", 40, [0, 1, *[0] * 7, None])
        answered(episode, "gad-7@1", 40, [1] * 7)
    return episode


def answered(episode: Episode, instrument: str, days: int, answers: list[int | None], **also: Any) -> Questionnaire:
    at = clock.now() - timedelta(days=days)
    return Questionnaire.objects.create(
        organisation_id=episode.organisation_id, person_id=episode.person_id, episode=episode, instrument=instrument,
        asked_at=at, due_on=at.date(), submitted_at=at, answers=answers, score=sum(each or 0 for each in answers[:9]),
        **also,
    )  # fmt: skip


@pytest.fixture(scope="module")
def house(module_clone: Clone) -> House:
    return House()


@pytest.fixture(scope="module")
def folder(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("study") / "sovn"
    write_study(house.clinic.solvik_organisation, "sovn", target)
    return target


def table(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"))))


def names(folder: Path) -> set[str]:
    """Every name that a row of the data set goes by."""
    columns = ("episode", "person", "team", "contact", "answer")
    return {row[each] for name in COLUMNS for row in table(folder, name) for each in columns if each in row}


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def run(command: Any, *arguments: str) -> tuple[int, str, str]:
    out, told = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(told):
        code = command.run(list(arguments))
    out.flush()
    return code, out.buffer.getvalue().decode(), told.getvalue()  # type: ignore[attr-defined]


def test_it_holds_those_who_take_part_and_what_the_study_asks_for(house, folder):
    """Three of four, the valid answers to PHQ-9 alone, the corrected one at its first time."""
    assert {name: len(table(folder, name)) for name in COLUMNS} == {
        "episodes": 3, "contacts": 6, "scores": 9, "answers": 90,
    }  # fmt: skip
    assert {row["instrument"] for row in table(folder, "scores")} == {"phq-9"}
    assert sorted(row["score"] for row in table(folder, "scores")) == ["1.00"] * 3 + ["18.00"] * 3 + ["9.00"] * 3
    assert {row["municipality"] for row in table(folder, "episodes")} == {""}
    first = table(folder, "scores")[0]["answer"]
    items = [(row["item"], row["value"]) for row in table(folder, "answers") if row["answer"] == first]
    assert items == [(str(number), "2") for number in range(1, 10)] + [("10", "")]


def test_it_is_a_data_set_that_the_measures_count(house, folder):
    """`stegvis outcomes` takes it as it is."""
    code, out, told = run(outcomes_command, str(folder), "--format", "json")
    assert code == 0, told
    referrals = next(row for row in json.loads(out) if row["measure"] == "referrals")
    assert referrals["value"] == 3


def test_intervals_stay_and_dates_do_not(house, folder):
    """A course is moved as a whole, each person's by another number of days that is never 0."""
    received = house.taking_part[0].received_on
    moved = [date.fromisoformat(row["received_on"]) for row in table(folder, "episodes")]
    assert all(0 < abs((day - received).days) <= MOST_DAYS for day in moved)
    for row in table(folder, "episodes"):
        days = [date.fromisoformat(one["on"]) for one in table(folder, "contacts") if one["episode"] == row["episode"]]
        assert [(day - date.fromisoformat(row["received_on"])).days for day in days] == [10, 50]
        times = [one["answered_at"] for one in table(folder, "scores") if one["episode"] == row["episode"]]
        assert (date.fromisoformat(times[2][:10]) - date.fromisoformat(times[0][:10])).days == 40
        assert all(at.endswith(":00:00") for at in times)


def test_every_form_is_a_fhir_resource_of_the_same_names(folder):
    found = [json.loads(line) for line in (folder / RESPONSES).read_text("utf-8").splitlines()]
    for each in found:
        assert_response(each)
    assert [each["id"] for each in found] == sorted(row["answer"] for row in table(folder, "scores"))
    assert {each["subject"]["identifier"]["value"] for each in found} == {
        row["person"] for row in table(folder, "episodes")
    }


def test_the_codebook_names_every_column_and_the_rules(folder):
    text = (folder / "codebook.md").read_text("utf-8")
    for name, columns in COLUMNS.items():
        part = text.split(f"## {name}.csv")[1].split("\n## ")[0]
        assert [line.split(" | ")[0][2:] for line in part.splitlines() if line.startswith("| ")][1:] == list(columns)
    assert set(SAYS) == {column for columns in COLUMNS.values() for column in columns}
    for said in ("Kroenke", "no permission required", "44260-8", "nothing is imputed", "drop", "dropped_out"):
        assert said in text


def test_export_json_has_the_fingerprint_of_each_file(house, folder):
    about = json.loads((folder / "export.json").read_text("utf-8"))
    assert (about["study"], about["edition"], about["persons"]) == ("sovn", 1, 3)
    for name, digest in about["sha256"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert set(about["sha256"]) | {"export.json"} == {file.name for file in folder.iterdir()}
    with inside(house.clinic.solvik_organisation):
        noted = StudyExport.objects.filter(study=house.study).order_by("made_at")[0]
    assert noted.digest == hashlib.sha256((folder / "export.json").read_bytes()).hexdigest()


def test_another_study_of_the_same_persons_has_no_name_in_common(house, folder, tmp_path):
    """Two studies cannot be joined; the municipality and exact dates are there only where the study says so."""
    write_study(house.clinic.solvik_organisation, "angst", tmp_path / "angst")
    assert len(names(folder)) == len(names(tmp_path / "angst")) == 3 + 3 + 1 + 9
    assert not names(folder) & names(tmp_path / "angst")
    rows = table(tmp_path / "angst", "episodes")
    assert {row["municipality"] for row in rows} == {"4299"}
    assert {row["received_on"] for row in rows} == {house.taking_part[0].received_on.isoformat()}


def test_the_same_study_written_again_has_the_same_names(house, folder, tmp_path):
    write_study(house.clinic.solvik_organisation, "sovn", tmp_path / "again")
    assert names(tmp_path / "again") == names(folder)


def test_another_organisations_client_is_never_in_it(house, folder, tmp_path):
    """The study of the same name there holds its own client alone."""
    write_study(house.clinic.fjordbyen_organisation, "sovn", tmp_path / "sovn")
    assert len(table(tmp_path / "sovn", "episodes")) == 1
    assert not names(tmp_path / "sovn") & names(folder)


@pytest.fixture(scope="module")
def planted(house: House) -> House:
    """The canary in every sealed column that a person of the study has a row in."""
    clinic, episode = house.clinic, house.taking_part[0]
    by = actor(clinic.lead, clinic.solvik)
    with acting(by):
        seen = episode_of(by, episode.pk)
        set_goal(by=by, episode=seen, text=CANARY)
        write_note(by=again(by), episode=seen, text=CANARY)
        block(by=again(by), person=seen.person, user=clinic.colleague.pk, reason=CANARY)
    stand_in = actor(make_member("Nils Innspringer", Role.THERAPIST, clinic.solvik), clinic.solvik)
    with acting(stand_in):
        open_emergency(by=stand_in, episode=seen, reason=f"{CANARY} ringer og er redd")
    return house


def sealed_texts(person: Person) -> Iterator[tuple[str, str]]:
    """Column and text of everything that is sealed with this person's key."""
    sealer = sealer_of(PersonKey.objects.get(person=person))
    for model in apps.get_models():
        columns = {field.name for field in model._meta.concrete_fields}
        if "person" not in columns or model.__name__.endswith("Event"):
            continue
        for row in model._default_manager.filter(person_id=person.pk):
            for column in columns & set(getattr(model, "sensitive", ())):
                value = getattr(row, column)
                if column.endswith("sealed") and value is not None:
                    yield (
                        f"{model._meta.db_table}.{column}",
                        sealer.unseal(value, table=model._meta.db_table, column=column, row=row.pk),
                    )


def test_nothing_that_is_sealed_and_no_id_of_the_record_is_in_any_file(planted, tmp_path):
    """Recognisable text in every sealed column, then all bytes of the data set are searched."""
    write_study(planted.clinic.solvik_organisation, "angst", tmp_path / "all")
    found = everything(tmp_path / "all").decode()
    with inside(planted.clinic.solvik_organisation):
        texts = [pair for episode in planted.taking_part for pair in sealed_texts(episode.person)]
        ids = [
            str(row[0])
            for model in (Person, Episode, Contact, Questionnaire)
            for row in model._default_manager.values_list("pk")
        ]
    assert {column for column, _ in texts} >= {
        "people_identity.sealed", "people_channel.sealed", "people_relation.sealed", "people_block.reason_sealed",
        "care_referral.problem_sealed", "care_referral.accessibility_sealed", "care_goal.text_sealed",
        "care_note.text_sealed", "care_emergencyaccess.reason_sealed",
    }  # fmt: skip
    assert sum(CANARY in text for _, text in texts) >= 14
    known = (CANARY, "Nummer", "4199990", "1987-06-05", "Tone Prøvesen", "solvik", "Solvik")
    for word in (*known, *ids, *(each.replace("-", "") for each in ids)):
        assert word not in found, word


def test_the_search_can_fail(planted, tmp_path):
    """A canary in what is shared is found."""
    target = tmp_path / "study"
    with inside(planted.clinic.solvik_organisation):
        Episode.objects.filter(pk=planted.taking_part[0].pk).update(municipality=CANARY)
    write_study(planted.clinic.solvik_organisation, "angst", target)
    assert CANARY.encode() in everything(target)
    with inside(planted.clinic.solvik_organisation):
        Episode.objects.filter(pk=planted.taking_part[0].pk).update(municipality="4299")


def test_the_municipality_of_a_protected_address_is_never_told(house, tmp_path):
    with inside(house.clinic.solvik_organisation):
        Person.objects.filter(pk=house.taking_part[0].person_id).update(protected_address=True)
    write_study(house.clinic.solvik_organisation, "angst", tmp_path / "study")
    assert sorted(row["municipality"] for row in table(tmp_path / "study", "episodes")) == ["", "4299", "4299"]


def test_who_was_erased_is_in_no_data_set(house, tmp_path):
    """The yes still stands as a row; the person is gone."""
    person = Person.objects.filter(pk=house.taking_part[2].person_id)
    with inside(house.clinic.solvik_organisation):
        person.update(erased_at=clock.now())
    write_study(house.clinic.solvik_organisation, "angst", tmp_path / "study")
    assert len(table(tmp_path / "study", "episodes")) == 2
    with inside(house.clinic.solvik_organisation):
        person.update(erased_at=None)


def test_the_client_reads_when_it_was_written(house, tmp_path):
    """On the page of the study and in the log of who has seen the record."""
    write_study(house.clinic.solvik_organisation, "sovn", tmp_path / "study")
    person = house.taking_part[0].person
    seal_log(house.clinic.solvik_organisation)
    own = client_actor(person)
    with acting(own):
        seen = [(one.role, one.page, one.ground) for one in who_has_seen(own)]
        told = own_study(own, house.study.pk).given_out
    assert ("system", "research:data_set", "research") in seen
    assert len(told) >= 1


def test_who_withdraws_is_not_in_the_next_data_set(house, folder, tmp_path):
    """At once, and in the older one as it was written; what came later is not said to hold them."""
    person = house.taking_part[1].person
    own = client_actor(person)
    with acting(own):
        withdraw_from_study(by=own, study_id=house.study.pk, person_id=person.pk)
        told = own_study(own, house.study.pk).given_out
    write_study(house.clinic.solvik_organisation, "sovn", tmp_path / "next")
    assert len(table(tmp_path / "next", "episodes")) == 2
    gone = {row["person"] for row in table(folder, "episodes")} - {
        row["person"] for row in table(tmp_path / "next", "episodes")
    }
    assert len(gone) == 1
    assert gone.pop().encode() not in everything(tmp_path / "next")
    with acting(own):
        assert own_study(own, house.study.pk).given_out == told


def test_the_command_says_what_is_wrong_and_leaves_nothing(house, tmp_path):
    """Exit 2 with a sentence; no folder, not even a hidden one."""
    there = tmp_path / "there"
    there.mkdir()
    target = str(tmp_path / "new")
    opened(house.clinic.solvik_organisation, slug="tom", first=date(2001, 1, 1), last=date(2001, 12, 31))
    closed = opened(house.clinic.solvik_organisation, slug="lukket")
    with inside(house.clinic.solvik_organisation) as by:
        close_study(by=by, study_id=closed.pk)
    for arguments, said in (
        (("nope", target), "there is no study called nope."),
        (("angst", target, "--organisation", "fjordbyen-region"), "no study called angst at fjordbyen-region."),
        (("sovn", target), "several organisations have a study called sovn: fjordbyen-region, solvik-kommune."),
        (("angst", str(there)), "is there already"),
        (("tom", target), "there is nothing to write"),
        (("lukket", target), "is closed"),
    ):
        code, out, told = run(research_command, *arguments)
        assert (code, out) == (2, ""), arguments
        assert said in told
    assert list(tmp_path.iterdir()) == [there]
    code, out, _ = run(research_command, "sovn", target, "--organisation", "solvik-kommune")
    assert code == 0
    assert out.endswith(" persons\n")
    assert (Path(target).stat().st_mode & 0o077) == 0


def test_only_the_command_line_writes_it(house, tmp_path):
    by = actor(house.clinic.lead, house.clinic.solvik)
    with acting(by), pytest.raises(Denied):
        export_study(by=by, study=house.study, folder=tmp_path)


def test_pseudonyms_need_the_key_and_the_days_are_spread():
    """Without a database: other keys give other names, and nobody's dates stay where they were."""
    one, two = Pseudonyms(b"1" * 32), Pseudonyms(b"2" * 32)
    who = [uuid.UUID(int=number) for number in range(2000)]
    assert {one.person(each) for each in who}.isdisjoint({two.person(each) for each in who})
    assert one.person(who[0]) != one.episode(who[0])
    days = [one.days(each) for each in who]
    assert (min(days), max(days), 0 in days) == (-MOST_DAYS, MOST_DAYS, False)
    assert Pseudonyms(b"1" * 32, has_exact_dates=True).days(who[0]) == 0
