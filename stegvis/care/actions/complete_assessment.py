"""Completing the assessment talk: it stands as written, and the talk is recorded as a contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from stegvis.care.actions.lock import lock
from stegvis.care.actions.record_contact import record_contact
from stegvis.care.actions.save_assessment import check_can_save_assessment, held_assessment
from stegvis.care.models import Appointment, Assessment, Episode
from stegvis.care.queries.assessment import ASSESSING, assessed_in_talk, texts_of
from stegvis.definitions import clock
from stegvis.definitions.assessment import sections
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied


@dataclass(frozen=True)
class Talk:
    """The talk the assessment was written from, on a local day of the team."""

    on: date
    form: Form
    minutes: int


def check_can_complete_assessment(*, by: Actor, episode: Episode, assessment: Assessment, talk: Talk | None) -> None:
    """Nobody completes an assessment without the talk on safety, or without a talk that is recorded.

    Self-harm, suicide and violence are always explored (Helsedirektoratet, Psykisk helse- og rusarbeid for
    voksne, main pathway 1).
    """
    check_can_save_assessment(by=by, episode=episode, assessment=assessment)
    texts = texts_of(episode, assessment)
    if any(section.must and not texts.get(section.code, "").strip() for section in sections()):
        raise Denied(_("Write what you talked about under safety before you complete the assessment."))
    if talk is None and assessed_in_talk(by, episode) is None:
        raise Denied(_("Say when and how you talked, so that the contact is recorded."))


@once(Assessment)
def complete_assessment(*, by: Actor, episode: Episode, talk: Talk | None) -> Assessment:
    """Close the writing. The recorded talk sets the day of assessment; `talk` None: it is recorded already."""
    lock(episode)
    assessment = held_assessment(by, episode)
    check_can_complete_assessment(by=by, episode=episode, assessment=assessment, talk=talk)
    if talk is not None:
        record_contact(
            by=by,
            episode=episode,
            on=talk.on,
            purpose=Purpose.ASSESSMENT,
            form=talk.form,
            attendance=Attendance.ATTENDED,
            minutes=talk.minutes,
            appointment=_agreed_on(by, episode, talk.on),
        )
    assessment.completed_at = clock.now()
    assessment.save(update_fields=["completed_at"])
    episode.changed_at = clock.now()
    episode.save(update_fields=["changed_at"])
    return assessment


def _agreed_on(by: Actor, episode: Episode, on: date) -> Appointment | None:
    """The assessment that was planned for that day, so that the contact closes it."""
    begins = clock.at_wall(on, time.min, by.zone)
    planned = Appointment.objects.filter(
        organisation_id=by.organisation_id,
        episode_id=episode.pk,
        status=Appointment.Status.PLANNED,
        purpose__in=ASSESSING,
        starts_at__gte=begins,
        starts_at__lt=clock.at_wall(on + timedelta(days=1), time.min, by.zone),
    )
    return planned.order_by("starts_at").first()
