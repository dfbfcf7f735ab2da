"""Invented records: referral, episode, assessment, contacts, notes, appointments."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime, timedelta
from typing import Any

from stegvis.care.models import (
    Appointment,
    Assessment,
    Contact,
    Episode,
    Goal,
    LevelDecision,
    Note,
    OnwardReferral,
    Referral,
)
from stegvis.config.demo import people as words
from stegvis.config.demo.course import ON_SICK_PAY, SEEN, Course
from stegvis.config.demo.kept import Kept
from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import DischargeReason, Form, Purpose, age_band
from stegvis.people.models import Consent, Person
from stegvis.people.sealing import Sealer
from stegvis.questionnaires.models import Questionnaire

PHQ, GAD = instrument("phq-9"), instrument("gad-7")


def referral(kept: Kept, course: Course, person: Person, sealer: Sealer) -> Referral:
    row = uuid.uuid4()
    by_phone = kept.rng.random() < 0.25
    choice = kept.rng.choices(("inform", "letters", "none"), (50, 30, 20))[0]
    kept.keep(Consent(**kept.of(person), kind="gp", choice=choice, given_at=person.created_at))
    return kept.keep(
        Referral(
            id=row,
            **kept.of(person),
            team=kept.team,
            received_at=kept.at(course.received_on, 8 + 8 * kept.rng.random()),
            form=Referral.Form.PHONE if by_phone else Referral.Form.WEB,
            source=course.source,
            typed_by=kept.coordinator if by_phone else None,
            problem_sealed=sealer.seal(
                words.PROBLEM[person.language], table="care_referral", column="problem_sealed", row=row
            ),
            municipality=kept.rng.choice(kept.place.municipalities)[0],
            work_status=course.work_first,
            on_sick_pay=course.work_first in ON_SICK_PAY,
            needs_interpreter=kept.rng.random() < 0.03,
            gp_choice=choice,
        )
    )


def episode(kept: Kept, course: Course, person: Person, referral: Referral, born: date) -> Episode:
    treated = [meeting.on for meeting in course.meetings]
    last_work = course.work_last if course.reason else None
    assigned = bool(course.assessed_on or course.next_on)
    return kept.keep(
        Episode(
            **kept.of(person),
            team=kept.team,
            referral=referral,
            state=_state(course),
            responsible=kept.rng.choice(kept.therapists) if assigned else None,
            received_on=course.received_on,
            source=course.source,
            municipality=referral.municipality,
            problem=course.problem if course.assessed_on else "",
            level=course.level if course.assessed_on else "",
            age_band=age_band(born, course.received_on),
            gender=person.gender,
            language=person.language,
            work_status_first=course.work_first,
            work_status_last=last_work or "",
            sick_pay_first=course.work_first in ON_SICK_PAY,
            sick_pay_last=None if last_work is None else last_work in ON_SICK_PAY,
            assessed_on=course.assessed_on,
            started_on=course.started_on,
            last_contact_on=max(treated, default=None),
            discharged_on=course.discharged_on,
            discharge_reason=course.reason or "",
            changed_at=clock.now(),
        )
    )


def assessment(kept: Kept, course: Course, episode: Episode, sealer: Sealer) -> None:
    assert course.assessed_on is not None
    at = kept.at(course.assessed_on, 10)
    language = kept.place.language
    goal, talk = uuid.uuid4(), uuid.uuid4()
    common = {**kept.of(episode.person_id), "episode": episode}
    text = words.GOALS[episode.language]
    kept.keep(
        Goal(
            id=goal,
            **common,
            set_at=at,
            text_sealed=sealer.seal(text, table="care_goal", column="text_sealed", row=goal),
        )
    )
    sections = json.dumps({"brings": words.PROBLEM[language], "wants": text})
    kept.keep(
        Assessment(
            id=talk,
            **common,
            sealed=sealer.seal(sections, table="care_assessment", column="sealed", row=talk),
            by_id=_responsible(episode),
            begun_at=at,
            changed_at=at,
            completed_at=at + timedelta(minutes=55),
        )
    )
    level_decision(kept, course, episode, sealer, at + timedelta(minutes=50))
    if course.reason is DischargeReason.REFERRED_ON:
        onward(kept, episode, at, sealer)


def level_decision(kept: Kept, course: Course, episode: Episode, sealer: Sealer, at: datetime) -> None:
    decision, language = uuid.uuid4(), kept.place.language
    why = json.dumps({"preference": "", "reason": words.NOTES[language]})
    offer = next((one for one in kept.offers if one.level == course.level), None)
    kept.keep(
        LevelDecision(
            id=decision,
            **kept.of(episode.person_id),
            episode=episode,
            decided_at=at,
            decided_by_id=_responsible(episode),
            options=[
                {
                    "offer": str(one.pk),
                    "level": one.level,
                    "name": one.names[language],
                    "wait_weeks": one.wait_weeks,
                }
                for one in kept.offers
            ],
            level=course.level,
            offer=offer,
            is_joint=True,
            sealed=sealer.seal(why, table="care_leveldecision", column="sealed", row=decision),
        )
    )


def onward(kept: Kept, episode: Episode, at: datetime, sealer: Sealer) -> None:
    row = uuid.uuid4()
    kept.keep(
        OnwardReferral(
            id=row,
            **kept.of(episode.person_id),
            episode=episode,
            at=at,
            by_id=_responsible(episode),
            to=OnwardReferral.To.SPECIALIST,
            relation=OnwardReferral.Relation.INSTEAD,
            sealed=sealer.seal(words.NOTES[kept.place.language], table="care_onwardreferral", column="sealed", row=row),
        )
    )


def contacts(kept: Kept, course: Course, episode: Episode, sealer: Sealer) -> None:
    for meeting in course.meetings:
        at = kept.at(meeting.on, 15)
        contact = kept.keep(
            Contact(
                **kept.of(episode.person_id),
                team=kept.team,
                episode=episode,
                on=meeting.on,
                purpose=meeting.purpose,
                form=meeting.form,
                attendance=meeting.attendance,
                level=course.level if meeting.purpose != Purpose.ASSESSMENT else "",
                minutes=meeting.minutes,
                by_id=_responsible(episode),
                recorded_at=at,
            )
        )
        if meeting.attendance in SEEN and kept.rng.random() < 0.4:
            row = uuid.uuid4()
            kept.keep(
                Note(
                    id=row,
                    **kept.of(episode.person_id),
                    episode=episode,
                    contact=contact,
                    author_id=_responsible(episode),
                    text_sealed=sealer.seal(
                        words.NOTES[kept.place.language], table="care_note", column="text_sealed", row=row
                    ),
                    written_at=at,
                    signed_at=at,
                )
            )


def appointment(kept: Kept, episode: Episode, day: date, hour: float | None = None) -> None:
    if episode.responsible_id is None:
        return
    starts_at = kept.at(day, 9 + kept.rng.randrange(11) / 2 if hour is None else hour)
    appointment = kept.keep(
        Appointment(
            **kept.of(episode.person_id),
            team=kept.team,
            episode=episode,
            starts_at=starts_at,
            form=kept.rng.choice((Form.VISIT, Form.PHONE, Form.VIDEO)),
            purpose=Purpose.ASSESSMENT if episode.state == State.WAITING else Purpose.TREATMENT,
            staff_id=_responsible(episode),
        )
    )
    episode.next_appointment_at = starts_at
    for form in (PHQ, GAD):
        kept.keep(
            Questionnaire(
                **kept.of(episode.person_id),
                episode=episode,
                appointment=appointment,
                instrument=form.key,
                asked_at=kept.at(min(day, kept.today) - timedelta(days=2), 9),
                due_on=day,
                answers=[None] * len(form.items),
            )
        )


def drop_appointment(kept: Kept, episode: Episode) -> None:
    """Take back what was booked for later, so that it can be booked for today."""

    def stays(row: Any) -> bool:
        return row.episode_id != episode.pk or getattr(row, "submitted_at", None) is not None

    for model in (Appointment, Questionnaire):
        kept.rows[model] = [row for row in kept.rows.get(model, []) if stays(row)]


def _state(course: Course) -> State:
    if course.discharged_on:
        return State.DISCHARGED
    if course.started_on:
        return State.IN_TREATMENT
    return State.WAITING_FOR_TREATMENT if course.assessed_on else State.WAITING


def _responsible(episode: Episode) -> uuid.UUID:
    """Whoever was assessed has a responsible therapist."""
    assert episode.responsible_id is not None
    return episode.responsible_id
