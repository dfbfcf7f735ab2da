"""Training as treatment: a clinician prescribes kind and dose after the questions about the body, and ends it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.training import MOST_WEEKS, WEEKDAYS, checklist, kinds, needs_doctor
from stegvis.notices.actions.notify import notify
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.models import Prescription
from stegvis.selfhelp.queries.training import seal_health


@dataclass(frozen=True)
class Dose:
    """What is prescribed: kind, weekdays (0 is Monday), minutes, effort (CR10), the first day, how many weeks."""

    kind: str
    weekdays: Sequence[int]
    minutes: int
    effort: int
    starts_on: date
    weeks: int


@dataclass(frozen=True)
class Health:
    """Yes or no to each question of the checklist; what the doctor said; what it is adapted to; words to the client."""

    checklist: Mapping[str, bool]
    doctor: str = ""
    limits: str = ""
    words: str = ""


def check_can_prescribe(by: Actor, episode: Episode) -> None:
    if not (by.is_clinical and works_with(by, episode)):
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended."))


@once(Prescription)
def prescribe_training(*, by: Actor, episode: Episode, dose: Dose, health: Health) -> Prescription:
    """The prescription that counts from now on; one before it ends. `episode` is from `episode_of`.

    Raises NotFound and Denied, among others where hard training needs a doctor's view.
    """
    check_can_prescribe(by, episode)
    _check_dose(by, dose)
    _check_health(dose, health)
    now = clock.now()
    _running(by, episode).update(ended_at=now)
    row = uuid.uuid4()
    sealed = {
        "checklist": dict(health.checklist), "doctor": health.doctor, "limits": health.limits, "words": health.words,
    }  # fmt: skip
    made = Prescription.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        kind=dose.kind,
        weekdays=sorted(set(dose.weekdays)),
        minutes=dose.minutes,
        effort=dose.effort,
        starts_on=dose.starts_on,
        weeks=dose.weeks,
        health_sealed=seal_health(sealer_of(episode.person.key), sealed, row),
        prescribed_by_id=by.as_user,
        prescribed_at=now,
    )
    notify(by=by, text="something_new", person=episode.person)
    return made


@once(Prescription)
def end_training(*, by: Actor, episode: Episode) -> Prescription:
    """The prescription that runs ends; what was logged stays. Raises NotFound and Denied."""
    check_can_prescribe(by, episode)
    found = _running(by, episode).first()
    if found is None:
        raise NotFound
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    return found


def _check_dose(by: Actor, dose: Dose) -> None:
    if dose.kind not in kinds():
        raise Denied(_("Choose what kind of training it is."))
    if not dose.weekdays or set(dose.weekdays) - set(WEEKDAYS):
        raise Denied(_("Choose at least one day of the week."))
    if not (1 <= dose.minutes <= 180 and 0 <= dose.effort <= 10 and 1 <= dose.weeks <= MOST_WEEKS):
        raise Denied(_("A session is 1 to 180 minutes, the effort 0 to 10, and a plan 1 to 26 weeks."))
    today = clock.today(by.zone)
    if not today - timedelta(days=7) <= dose.starts_on <= today + timedelta(days=60):
        raise Denied(_("The plan begins at most a week back and two months ahead."))


def _check_health(dose: Dose, health: Health) -> None:
    if set(health.checklist) != set(checklist()):
        raise Denied(_("Answer every question about the body first."))
    if needs_doctor(kinds()[dose.kind], health.checklist) and not health.doctor.strip():
        raise Denied(_("There is a yes among the questions about the body: write what the doctor says first."))


def _running(by: Actor, episode: Episode) -> QuerySet[Prescription]:
    return Prescription.objects.filter(organisation_id=by.organisation_id, episode_id=episode.pk, ended_at=None)
