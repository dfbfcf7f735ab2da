"""From invented courses of care to rows: collected per team and written in bulk."""

from __future__ import annotations

import json
import random
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from stegvis.care.models import (
    Appointment,
    Assessment,
    Contact,
    Episode,
    Goal,
    LevelDecision,
    Note,
    Offer,
    OnwardReferral,
    Referral,
)
from stegvis.config.demo import people as words
from stegvis.config.demo.course import ON_SICK_PAY, SEEN, Answered, Course
from stegvis.config.demo.people import Place
from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.definitions.national_numbers import synthetic_norwegian, synthetic_swedish
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import DischargeReason, Form, Gender, Purpose, age_band
from stegvis.people.actions.enrol import name_and_birth
from stegvis.people.models import Actor, Channel, Consent, Identity, Person, PersonKey, Relation, Role, Team, User
from stegvis.people.sealing import Sealer, look_up_hash, new_person_key, sealer_of
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.models import Alert, AlertSignal

PHQ, GAD = instrument("phq-9"), instrument("gad-7")
RECENT = 12
OPEN_ALERTS = 2
TODAY_EACH = 3


class Rows:
    """Collects the rows of one team; `write` stores them in the order their links need."""

    def __init__(
        self,
        *,
        rng: random.Random,
        by: Actor,
        team: Team,
        staff: dict[Role, list[User]],
        offers: list[Offer],
        country: str,
        place: Place,
    ) -> None:
        self.rng, self.by, self.team, self.offers, self.country, self.place = rng, by, team, offers, country, place
        self.zone = ZoneInfo(team.zone)
        self.lead = staff[Role.LEAD][0]
        self.therapists = [*staff[Role.THERAPIST], self.lead]
        self.coordinator = staff[Role.COORDINATOR][0]
        self.persons: list[Person] = []
        self.kept: dict[type[models.Model], list[models.Model]] = {}
        self.open: list[tuple[Episode, Sealer]] = []
        self.today = clock.today(team.zone)

    def add(self, course: Course) -> None:
        """One person with their course of care."""
        person, sealer, born = self._person(course.received_on)
        referral = self._referral(course, person, sealer)
        episode = self._episode(course, person, referral, born)
        if course.assessed_on:
            self._assessment(course, episode, sealer)
        self._contacts(course, episode, sealer)
        for answered in course.answers:
            self._answered(episode, answered, sealer)
        if course.next_on:
            self._appointment(episode, course.next_on)
        if episode.state != State.DISCHARGED and episode.responsible_id:
            self.open.append((episode, sealer))

    def finish(self) -> None:
        """What every demo day has: appointments today, and answers that nobody has read yet."""
        busy: dict[Any, int] = {}
        for episode, _ in self.open:
            mine = busy.setdefault(episode.responsible_id, 0)
            if episode.state == State.IN_TREATMENT and mine < TODAY_EACH:
                self._drop_appointment(episode)
                self._appointment(episode, self.today, hour=9 + 2 * mine)
                busy[episode.responsible_id] += 1
        treated = [one for one in self.open if one[0].state == State.IN_TREATMENT and one[0].scores]
        for episode, sealer in treated[3 : 3 + OPEN_ALERTS]:
            self._unread(episode, sealer)

    def write(self) -> None:
        order: tuple[type[models.Model], ...] = (
            Person, PersonKey, Identity, Channel, Relation, Consent, Referral, Episode, Goal, Assessment,
            LevelDecision, OnwardReferral, Appointment, Contact, Note, Questionnaire, Alert, AlertSignal,
        )  # fmt: skip
        unknown = set(self.kept) - set(order)
        if unknown:
            raise RuntimeError(f"These demo tables have no place in the order: {unknown}.")
        for model in order:
            model._default_manager.bulk_create(self.kept.get(model, []), batch_size=1000)

    def _keep(self, row: models.Model) -> Any:
        self.kept.setdefault(type(row), []).append(row)
        return row

    def _common(self, person: Person | uuid.UUID) -> dict[str, Any]:
        key = person.pk if isinstance(person, Person) else person
        return {"organisation_id": self.by.organisation_id, "person_id": key}

    def _at(self, day: date, hour: float) -> datetime:
        whole = int(hour)
        return datetime.combine(day, time(whole, int((hour - whole) * 60)), self.zone)

    def _person(self, received_on: date) -> tuple[Person, Sealer, date]:
        rng, organisation = self.rng, self.by.organisation_id
        language = rng.choices((self.place.language, "en"), (93, 7))[0]
        person = self._keep(
            Person(
                organisation_id=organisation,
                gender=rng.choices((Gender.FEMALE, Gender.MALE, Gender.OTHER), (64, 35, 1))[0],
                language=language,
                created_at=self._at(received_on, 9),
            )
        )
        self.persons.append(person)
        key = self._keep(PersonKey(**self._common(person), wrapped=new_person_key(organisation, person.id)))
        sealer = sealer_of(key)
        born = received_on - timedelta(days=round(365.25 * min(79, 16.5 + rng.gammavariate(3.2, 6.0))))
        name = f"{rng.choice(words.FIRST[self.country])} {rng.choice(words.LAST[self.country])}"
        self._identity(person, sealer, name, born)
        self._channels(person, sealer, name)
        return person, sealer, born

    def _identity(self, person: Person, sealer: Sealer, name: str, born: date) -> None:
        number = ""
        if self.rng.random() < 0.6:
            make = synthetic_norwegian if self.country == "NO" else synthetic_swedish
            number = make(born)
        row = uuid.uuid4()
        content = {
            "name": name, "birth_date": born.isoformat(), "national_number": number,
            "number_kind": "fnr" if number else "", "address": "",
        }  # fmt: skip
        organisation = self.by.organisation_id
        self._keep(
            Identity(
                id=row,
                **self._common(person),
                sealed=sealer.seal(json.dumps(content), table="people_identity", column="sealed", row=row),
                number_hash=look_up_hash(organisation, "number", number) if number else None,
                name_birth_hash=look_up_hash(organisation, "name", name_and_birth(name, born)),
            )
        )

    def _channels(self, person: Person, sealer: Sealer, name: str) -> None:
        code = "+47" if self.country == "NO" else "+46"
        # Numbers that no operator gives out: Norwegian subscriber numbers never begin with 1.
        phone = f"{code}12{len(self.persons):06d}"
        mail = f"{name.split(maxsplit=1)[0].lower()}{len(self.persons)}@post.example"
        for kind, value, safe in (("sms", phone, True), ("email", mail, self.rng.random() < 0.8)):
            row = uuid.uuid4()
            self._keep(
                Channel(
                    id=row,
                    **self._common(person),
                    kind=kind,
                    sealed=sealer.seal(value, table="people_channel", column="sealed", row=row),
                    hash=look_up_hash(self.by.organisation_id, kind, value),
                    is_safe=safe,
                    confirmed_at=person.created_at if safe else None,
                )
            )
        if self.rng.random() < 0.5:
            row = uuid.uuid4()
            content = {"name": "Ane Holm", "phone": self.team.phone, "detail": "Legesenteret"}
            self._keep(
                Relation(
                    id=row,
                    **self._common(person),
                    kind=Relation.Kind.GP,
                    sealed=sealer.seal(json.dumps(content), table="people_relation", column="sealed", row=row),
                    may_contact=True,
                )
            )

    def _referral(self, course: Course, person: Person, sealer: Sealer) -> Referral:
        row = uuid.uuid4()
        by_phone = self.rng.random() < 0.25
        choice = self.rng.choices(("inform", "letters", "none"), (50, 30, 20))[0]
        self._keep(Consent(**self._common(person), kind="gp", choice=choice, given_at=person.created_at))
        return self._keep(
            Referral(
                id=row,
                **self._common(person),
                team=self.team,
                received_at=self._at(course.received_on, 8 + 8 * self.rng.random()),
                form=Referral.Form.PHONE if by_phone else Referral.Form.WEB,
                source=course.source,
                typed_by=self.coordinator if by_phone else None,
                problem_sealed=sealer.seal(
                    words.PROBLEM[person.language], table="care_referral", column="problem_sealed", row=row
                ),
                municipality=self.rng.choice(self.place.municipalities)[0],
                work_status=course.work_first,
                on_sick_pay=course.work_first in ON_SICK_PAY,
                needs_interpreter=self.rng.random() < 0.03,
                gp_choice=choice,
            )
        )

    def _episode(self, course: Course, person: Person, referral: Referral, born: date) -> Episode:
        treated = [meeting.on for meeting in course.meetings]
        last_work = course.work_last if course.reason else None
        assigned = bool(course.assessed_on or course.next_on)
        return self._keep(
            Episode(
                **self._common(person),
                team=self.team,
                referral=referral,
                state=_state(course),
                responsible=self.rng.choice(self.therapists) if assigned else None,
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

    def _assessment(self, course: Course, episode: Episode, sealer: Sealer) -> None:
        assert course.assessed_on is not None
        at = self._at(course.assessed_on, 10)
        language = self.place.language
        goal, talk, decision = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
        common = {**self._common(episode.person_id), "episode": episode}
        text = words.GOALS[episode.language]
        self._keep(
            Goal(
                id=goal,
                **common,
                set_at=at,
                text_sealed=sealer.seal(text, table="care_goal", column="text_sealed", row=goal),
            )
        )
        sections = json.dumps({"brings": words.PROBLEM[language], "wants": text})
        self._keep(
            Assessment(
                id=talk,
                **common,
                sealed=sealer.seal(sections, table="care_assessment", column="sealed", row=talk),
                by_id=episode.responsible_id,
                begun_at=at,
                changed_at=at,
                completed_at=at + timedelta(minutes=55),
            )
        )
        why = json.dumps({"preference": "", "reason": words.NOTES[language]})
        offer = next((one for one in self.offers if one.level == course.level), None)
        self._keep(
            LevelDecision(
                id=decision,
                **common,
                decided_at=at + timedelta(minutes=50),
                decided_by_id=episode.responsible_id,
                options=[
                    {
                        "offer": str(one.pk),
                        "level": one.level,
                        "name": one.names[language],
                        "wait_weeks": one.wait_weeks,
                    }
                    for one in self.offers
                ],
                level=course.level,
                offer=offer,
                is_joint=True,
                sealed=sealer.seal(why, table="care_leveldecision", column="sealed", row=decision),
            )
        )
        if course.reason is DischargeReason.REFERRED_ON:
            self._onward(episode, at, sealer)

    def _onward(self, episode: Episode, at: datetime, sealer: Sealer) -> None:
        row = uuid.uuid4()
        self._keep(
            OnwardReferral(
                id=row,
                **self._common(episode.person_id),
                episode=episode,
                at=at,
                by_id=episode.responsible_id,
                to=OnwardReferral.To.SPECIALIST,
                relation=OnwardReferral.Relation.INSTEAD,
                sealed=sealer.seal(
                    words.NOTES[self.place.language], table="care_onwardreferral", column="sealed", row=row
                ),
            )
        )

    def _contacts(self, course: Course, episode: Episode, sealer: Sealer) -> None:
        for meeting in course.meetings:
            at = self._at(meeting.on, 15)
            contact = self._keep(
                Contact(
                    **self._common(episode.person_id),
                    team=self.team,
                    episode=episode,
                    on=meeting.on,
                    purpose=meeting.purpose,
                    form=meeting.form,
                    attendance=meeting.attendance,
                    level=course.level if meeting.purpose != Purpose.ASSESSMENT else "",
                    minutes=meeting.minutes,
                    by_id=episode.responsible_id,
                    recorded_at=at,
                )
            )
            if meeting.attendance in SEEN and self.rng.random() < 0.4:
                row = uuid.uuid4()
                self._keep(
                    Note(
                        id=row,
                        **self._common(episode.person_id),
                        episode=episode,
                        contact=contact,
                        author_id=episode.responsible_id,
                        text_sealed=sealer.seal(
                            words.NOTES[self.place.language], table="care_note", column="text_sealed", row=row
                        ),
                        written_at=at,
                        signed_at=at,
                    )
                )

    def _answered(self, episode: Episode, answered: Answered, sealer: Sealer) -> None:
        at = self._at(answered.on, 7.5)
        phq = self._questionnaire(episode, PHQ, answered.phq, at)
        self._questionnaire(episode, GAD, answered.gad, at + timedelta(minutes=2))
        if answered.phq[8] > 0:
            self._alert(episode, phq, answered.phq[8], at, sealer)

    def _questionnaire(self, episode: Episode, form: Any, values: tuple[int, ...], at: datetime) -> Questionnaire:
        score = form.score(values)
        _remember(episode, form.id, score, at)
        # The unscored function question of PHQ-9 is last, and not answered here.
        answers = [*values, *([None] * (len(form.items) - len(values)))]
        return self._keep(
            Questionnaire(
                **self._common(episode.person_id),
                episode=episode,
                instrument=form.key,
                asked_at=at - timedelta(days=3),
                due_on=at.date(),
                answers=answers,
                score=score,
                has_risk=any(form.is_risk(item.code, value) for item, value in zip(form.items, values, strict=False)),
                begun_at=at,
                changed_at=at,
                submitted_at=at + timedelta(minutes=2),
                version=len(values),
            )
        )

    def _alert(self, episode: Episode, asked: Questionnaire, value: int, at: datetime, sealer: Sealer) -> None:
        """An alert of the past: read, acknowledged and closed by the lead the same day."""
        row = uuid.uuid4()
        done = at + timedelta(hours=3)
        self._keep(
            Alert(
                id=row,
                **self._common(episode.person_id),
                team=self.team,
                episode=episode,
                state=Alert.State.CLOSED,
                raised_at=at,
                due_at=at + timedelta(hours=4),
                read_by=self.lead,
                read_at=done - timedelta(minutes=40),
                acknowledged_by=self.lead,
                acknowledged_at=done - timedelta(minutes=38),
                closed_by=self.lead,
                closed_at=done,
                closing_sealed=sealer.seal(
                    words.NOTES[self.place.language], table="safety_alert", column="closing_sealed", row=row
                ),
            )
        )
        self._signal(row, episode, asked, value, at)

    def _signal(self, alert: uuid.UUID, episode: Episode, asked: Questionnaire, value: int, at: datetime) -> None:
        self._keep(
            AlertSignal(
                **self._common(episode.person_id),
                alert_id=alert,
                questionnaire_id=asked.pk,
                instrument=asked.instrument,
                item="9",
                value=value,
                at=at,
            )
        )

    def _unread(self, episode: Episode, sealer: Sealer) -> None:
        """An answer of last evening that nobody has read yet."""
        at = self._at(self.today - timedelta(days=1), 21.7)
        due = self.team.service_hours().after(at, timedelta(minutes=self.team.alert_minutes))
        asked = self._questionnaire(episode, PHQ, (2, 2, 2, 2, 1, 2, 1, 1, 1), at)
        self._questionnaire(episode, GAD, (2, 2, 1, 1, 1, 1, 2), at + timedelta(minutes=2))
        alert = self._keep(
            Alert(
                **self._common(episode.person_id),
                team=self.team,
                episode=episode,
                raised_at=at,
                due_at=due,
            )
        )
        self._signal(alert.pk, episode, asked, 1, at)

    def _appointment(self, episode: Episode, day: date, hour: float | None = None) -> None:
        if episode.responsible_id is None:
            return
        starts_at = self._at(day, 9 + self.rng.randrange(11) / 2 if hour is None else hour)
        appointment = self._keep(
            Appointment(
                **self._common(episode.person_id),
                team=self.team,
                episode=episode,
                starts_at=starts_at,
                form=self.rng.choice((Form.VISIT, Form.PHONE, Form.VIDEO)),
                purpose=Purpose.ASSESSMENT if episode.state == State.WAITING else Purpose.TREATMENT,
                staff_id=episode.responsible_id,
            )
        )
        episode.next_appointment_at = starts_at
        for form in (PHQ, GAD):
            self._keep(
                Questionnaire(
                    **self._common(episode.person_id),
                    episode=episode,
                    appointment=appointment,
                    instrument=form.key,
                    asked_at=self._at(min(day, self.today) - timedelta(days=2), 9),
                    due_on=day,
                    answers=[None] * len(form.items),
                )
            )

    def _drop_appointment(self, episode: Episode) -> None:
        """Take back what was booked for later, so that it can be booked for today."""
        for model in (Appointment, Questionnaire):
            self.kept[model] = [
                row
                for row in self.kept.get(model, [])
                if row.episode_id != episode.pk or getattr(row, "submitted_at", None) is not None  # type: ignore[attr-defined]
            ]


def _state(course: Course) -> State:
    if course.discharged_on:
        return State.DISCHARGED
    if course.started_on:
        return State.IN_TREATMENT
    return State.WAITING_FOR_TREATMENT if course.assessed_on else State.WAITING


def _remember(episode: Episode, form: str, score: Any, at: datetime) -> None:
    """First, last, count and the recent scores, as a submission leaves them on the episode."""
    entry = episode.scores.get(form)
    value, moment = float(score) if score % 1 else int(score), at.isoformat()
    if entry is None:
        entry = episode.scores[form] = {"first": value, "first_at": moment, "count": 0, "recent": []}
    entry.update(last=value, last_at=moment, count=entry["count"] + 1, recent=[*entry["recent"], value][-RECENT:])
