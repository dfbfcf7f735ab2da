"""The assessment talk: begun once, saved while it is written, never written over, completed with the safety talk."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from stegvis.care.actions.assess import assess, can_assess
from stegvis.care.actions.complete_assessment import Talk, complete_assessment
from stegvis.care.actions.save_assessment import Outdated, save_assessment
from stegvis.care.models import Appointment, Assessment, Contact, Episode
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.assessment import assessment_of
from stegvis.definitions import clock
from stegvis.definitions.assessment import sections
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.people.models import Actor, Denied, NotFound
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, refer_someone

TUESDAY = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)
TALK = Talk(on=date(2026, 3, 17), form=Form.PHONE, minutes=50)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.standing_at(TUESDAY):
        yield


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


@pytest.fixture
def therapist(clinic: Clinic) -> Iterator[Actor]:
    with acting(again(actor(clinic.therapist, clinic.solvik, on_duty=True))) as by:
        yield by


@pytest.fixture
def episode(clinic: Clinic) -> Episode:
    return refer_someone(clinic.solvik, days_ago=9)


def _texts(by: Actor, episode: Episode) -> dict[str, str]:
    return {section.code: section.text for section in assessment_of(by, episode).sections}


def test_the_talk_opens_empty_and_whoever_begins_is_responsible(therapist: Actor, episode: Episode) -> None:
    """From the first talk the client has one named person; nobody is left without."""
    assess(by=therapist, episode=episode)
    episode.refresh_from_db()
    assert (episode.state, episode.responsible_id) == (State.IN_ASSESSMENT, therapist.user_id)
    assert set(_texts(therapist, episode).values()) == {""}


def test_somebody_who_is_responsible_already_stays_so(clinic: Clinic, therapist: Actor) -> None:
    episode = refer_someone(clinic.solvik, responsible=clinic.lead)
    assess(by=therapist, episode=episode)
    assert episode.responsible_id == clinic.lead.pk


def test_an_assessment_begins_once(therapist: Actor, episode: Episode) -> None:
    first = assess(by=therapist, episode=episode)
    assert assess(by=therapist, episode=episode).pk == first.pk, "the same form sent twice"
    with pytest.raises(Denied):
        assess(by=again(therapist), episode=episode)


def test_who_may_begin(clinic: Clinic, episode: Episode) -> None:
    with acting(actor(clinic.coordinator, clinic.solvik)) as by, pytest.raises(Denied):
        assess(by=by, episode=episode)
    with acting(actor(clinic.colleague, clinic.solvik)) as by:
        assert not can_assess(by=by, episode=episode)
    with acting(actor(clinic.havna_therapist, clinic.havna, on_duty=True)) as by, pytest.raises(NotFound):
        assess(by=by, episode=episode)
    with acting(actor(clinic.lead, clinic.solvik)) as by:
        assert can_assess(by=by, episode=episode)


def test_whoever_assesses_may_see_the_person_tomorrow_as_well(clinic: Clinic, episode: Episode) -> None:
    """Being on duty ends with the day; having the assessment does not."""
    with acting(actor(clinic.therapist, clinic.solvik, on_duty=True)) as by:
        assess(by=by, episode=episode)
    with acting(actor(clinic.therapist, clinic.solvik)) as by:
        assert episode_of(by, episode.pk).pk == episode.pk


def test_what_is_written_is_kept_section_by_section_and_sealed(therapist: Actor, episode: Episode) -> None:
    assess(by=therapist, episode=episode)
    save_assessment(by=again(therapist), episode=episode, texts={"brings": "Sover ikke."}, version=1)
    save_assessment(by=again(therapist), episode=episode, texts={"wants": "Sove."}, version=2)
    found = _texts(therapist, episode)
    assert (found["brings"], found["wants"]) == ("Sover ikke.", "Sove.")
    assert b"Sover" not in bytes(Assessment.objects.get().sealed)


def test_saving_the_same_again_changes_nothing(therapist: Actor, episode: Episode) -> None:
    assess(by=therapist, episode=episode)
    for _ in range(2):
        save_assessment(by=again(therapist), episode=episode, texts={"brings": "Sover ikke."}, version=1)
    assert Assessment.objects.get().version == 2


def test_of_two_who_write_at_once_neither_loses_a_word(clinic: Clinic, therapist: Actor, episode: Episode) -> None:
    assess(by=therapist, episode=episode)
    save_assessment(by=again(therapist), episode=episode, texts={"brings": "Fra Tone."}, version=1)
    lead = again(actor(clinic.lead, clinic.solvik))
    with pytest.raises(Outdated) as newer:
        save_assessment(by=lead, episode=episode, texts={"brings": "Fra Liv."}, version=1)
    assert newer.value.texts["brings"] == "Fra Tone."
    assert _texts(therapist, episode)["brings"] == "Fra Tone."
    save_assessment(by=again(lead), episode=episode, texts={"brings": "Fra Tone og Liv."}, version=newer.value.version)
    assert _texts(therapist, episode)["brings"] == "Fra Tone og Liv."


def test_a_section_that_is_in_no_template_is_not_kept(therapist: Actor, episode: Episode) -> None:
    assess(by=therapist, episode=episode)
    save_assessment(by=again(therapist), episode=episode, texts={"risk_grade": "høy"}, version=1)
    assert Assessment.objects.get().version == 1


def test_a_colleague_without_a_relation_neither_reads_nor_writes(
    clinic: Clinic, therapist: Actor, episode: Episode
) -> None:
    assess(by=therapist, episode=episode)
    with acting(actor(clinic.colleague, clinic.solvik)) as by:
        with pytest.raises(NotFound):
            episode_of(by, episode.pk)
        with pytest.raises(NotFound):
            save_assessment(by=by, episode=episode, texts={"brings": "…"}, version=1)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by, pytest.raises(NotFound):
        save_assessment(by=by, episode=episode, texts={"brings": "…"}, version=1)


def test_no_assessment_is_completed_without_the_talk_on_safety(therapist: Actor, episode: Episode) -> None:
    """Suicide, self-harm and violence are always explored (Helsedirektoratet 2025, main pathway 1)."""
    assess(by=therapist, episode=episode)
    save_assessment(by=again(therapist), episode=episode, texts={"brings": "Sover ikke.", "safety": "  \n"}, version=1)
    with pytest.raises(Denied):
        complete_assessment(by=again(therapist), episode=episode, talk=TALK)
    assert not Contact.objects.exists()


def test_completing_records_the_talk_and_stops_the_wait(therapist: Actor, episode: Episode) -> None:
    assess(by=therapist, episode=episode)
    save_assessment(by=again(therapist), episode=episode, texts={"safety": "Snakket om det."}, version=1)
    complete_assessment(by=again(therapist), episode=episode, talk=TALK)
    episode.refresh_from_db()
    assert episode.assessed_on == date(2026, 3, 17)
    contact = Contact.objects.get()
    assert (contact.purpose, contact.form, contact.minutes, contact.attendance) == (
        "assessment", "phone", 50, "attended",
    )  # fmt: skip
    with pytest.raises(Denied):
        save_assessment(by=again(therapist), episode=episode, texts={"safety": "Annet."}, version=2)


def test_a_talk_that_is_recorded_already_is_not_recorded_twice(therapist: Actor, episode: Episode) -> None:
    from stegvis.care.actions.record_contact import record_contact

    assess(by=therapist, episode=episode)
    save_assessment(by=again(therapist), episode=episode, texts={"safety": "Snakket om det."}, version=1)
    with pytest.raises(Denied):
        complete_assessment(by=again(therapist), episode=episode, talk=None)
    record_contact(
        by=again(therapist),
        episode=episode,
        on=date(2026, 3, 16),
        purpose=Purpose.ASSESSMENT,
        form=Form.VISIT,
        attendance=Attendance.ATTENDED,
        minutes=45,
    )
    complete_assessment(by=again(therapist), episode=episode, talk=None)
    episode.refresh_from_db()
    assert episode.assessed_on == date(2026, 3, 16)
    assert Contact.objects.count() == 1


def test_the_talk_closes_the_time_that_was_booked_for_it(clinic: Clinic, therapist: Actor, episode: Episode) -> None:
    with inside(clinic.solvik.organisation) as system:
        planned = Appointment.objects.create(
            organisation_id=system.organisation_id,
            team=clinic.solvik,
            person=episode.person,
            episode=episode,
            starts_at=TUESDAY,
            form=Form.PHONE,
            purpose=Purpose.ASSESSMENT,
            staff=clinic.therapist,
        )
    assess(by=therapist, episode=episode)
    save_assessment(by=again(therapist), episode=episode, texts={"safety": "Snakket om det."}, version=1)
    complete_assessment(by=again(therapist), episode=episode, talk=TALK)
    planned.refresh_from_db()
    assert planned.status == Appointment.Status.HELD
    assert Contact.objects.get().appointment_id == planned.pk


def test_the_template_asks_about_safety_in_every_language_and_grades_nothing() -> None:
    safety = [section for section in sections() if section.must]
    assert [section.code for section in safety] == ["safety"]
    words = {
        "nb": ("ta livet ditt", "skader deg selv", "truet"),
        "nn": ("ta livet ditt", "skader deg sjølv", "truga"),
        "sv": ("ta ditt liv", "skadar dig själv", "hotat"),
        "en": ("taking your life", "harm yourself", "threatened"),
    }
    for language, wanted in words.items():
        text = " ".join(safety[0].prompts[language])
        assert all(word in text for word in wanted), language
