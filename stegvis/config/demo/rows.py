"""From invented courses of care to rows: one person after another, then what every demo day has."""

from __future__ import annotations

from typing import Any

from django.db import models

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
from stegvis.config.demo.answers import answered, unread
from stegvis.config.demo.course import Course
from stegvis.config.demo.identity import person
from stegvis.config.demo.kept import Kept
from stegvis.config.demo.record import appointment, assessment, contacts, drop_appointment, episode, referral
from stegvis.definitions.pathway import State
from stegvis.people.models import Channel, Consent, Identity, Person, PersonKey, Relation
from stegvis.people.sealing import Sealer
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.models import Alert, AlertSignal

OPEN_ALERTS = 2
TODAY_EACH = 3


def add(kept: Kept, course: Course) -> tuple[Episode, Sealer]:
    """One person with their course of care."""
    somebody, sealer, born = person(kept, course.received_on)
    asked = referral(kept, course, somebody, sealer)
    begun = episode(kept, course, somebody, asked, born)
    if course.assessed_on:
        assessment(kept, course, begun, sealer)
    contacts(kept, course, begun, sealer)
    for each in course.answers:
        answered(kept, begun, each, sealer)
    if course.next_on:
        appointment(kept, begun, course.next_on)
    return begun, sealer


def finish(kept: Kept, everybody: list[tuple[Episode, Sealer]]) -> None:
    """What every demo day has: appointments today, and answers that nobody has read yet."""
    treated = [(one, sealer) for one, sealer in everybody if one.state == State.IN_TREATMENT and one.responsible_id]
    busy: dict[Any, int] = {}
    for one, _ in treated:
        mine = busy.setdefault(one.responsible_id, 0)
        if mine < TODAY_EACH:
            drop_appointment(kept, one)
            appointment(kept, one, kept.today, hour=9 + 2 * mine)
            busy[one.responsible_id] += 1
    measured = [(one, sealer) for one, sealer in treated if one.scores]
    for one, sealer in measured[3 : 3 + OPEN_ALERTS]:
        unread(kept, one, sealer)


ORDER: tuple[type[models.Model], ...] = (
    Person, PersonKey, Identity, Channel, Relation, Consent, Referral, Episode, Goal, Assessment,
    LevelDecision, OnwardReferral, Appointment, Contact, Note, Questionnaire, Alert, AlertSignal,
)  # fmt: skip
