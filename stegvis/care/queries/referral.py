"""One referral as the clinic sees it: who, how to reach them, what is arranged.

The problem in the person's own words is opened only for those who treat.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from stegvis.care.models import Appointment, Episode
from stegvis.care.queries.access import ground_of, listed_episodes
from stegvis.care.queries.duplicates import possible_earlier
from stegvis.care.queries.intake import with_closures
from stegvis.definitions import clock
from stegvis.definitions.calendar import working_days_between
from stegvis.definitions.registration import Form, Problem, Purpose, Source, WorkStatus, label
from stegvis.people.models import Actor, NotFound
from stegvis.people.queries.identity import ContactCard, IdentityView, card_of, identity_of, with_card
from stegvis.people.sealing import sealer_of


@dataclass(frozen=True)
class Booked:
    """A planned appointment to come; form and purpose in words."""

    id: uuid.UUID
    starts_at: datetime
    minutes: int
    form: str
    purpose: str
    place: str
    staff: str


@dataclass(frozen=True)
class ReferralView:
    """`days` and `working_days`: the wait to assessment, as long as it has lasted.

    `problem`, `work_status` and `problem_word` are empty for those who do not treat people.
    """

    episode: Episode
    identity: IdentityView
    card: ContactCard
    received_on: date
    days: int
    working_days: int
    source: str
    form: str
    typed_by: str
    municipality: str
    gp_choice: str
    needs_interpreter: bool
    accessibility: str
    responsible: str
    maybe_earlier: bool
    appointments: tuple[Booked, ...]
    problem: str
    problem_word: str
    work_status: str


def referral_of(viewer: Actor, episode_id: uuid.UUID) -> ReferralView:
    """A listed episode with all that is needed to reach the person. NotFound for anyone else's. Three statements.

    What must be arranged (`accessibility`) is shown to coordinators as well: they book the room and the interpreter.
    """
    episode = (
        with_card(with_closures(viewer, listed_episodes(viewer)))
        .select_related("person__key", "person__identity", "referral__typed_by", "responsible", "team")
        .filter(pk=episode_id)
        .first()
    )
    if episode is None:
        raise NotFound
    viewer.show(episode.person_id, ground_of(viewer, episode))
    until = episode.assessed_on or episode.discharged_on or clock.today(viewer.zone)
    closed = tuple(episode.closed)  # type: ignore[attr-defined]
    referral = episode.referral
    return ReferralView(
        episode=episode,
        identity=identity_of(episode.person),
        card=card_of(episode, sealer_of(episode.person.key)),
        received_on=episode.received_on,
        days=(until - episode.received_on).days,
        working_days=working_days_between(episode.received_on, until, viewer.country, closed),
        source=label(Source(episode.source), viewer.language),
        form=referral.form,
        typed_by=referral.typed_by.name if referral.typed_by else "",
        municipality=_municipality(episode),
        gp_choice=referral.gp_choice,
        needs_interpreter=referral.needs_interpreter,
        accessibility=_opened(episode, "accessibility_sealed"),
        responsible=episode.responsible.name if episode.responsible else "",
        maybe_earlier=possible_earlier(viewer, episode.person),
        appointments=appointments_of(viewer, episode),
        problem=_opened(episode, "problem_sealed") if viewer.is_clinical else "",
        problem_word=_problem_word(viewer, episode),
        work_status=_work_status(viewer, episode),
    )


def appointments_of(viewer: Actor, episode: Episode) -> tuple[Booked, ...]:
    """The planned times to come of a listed episode, the first one first."""
    rows = Appointment.objects.select_related("staff").filter(
        organisation_id=viewer.organisation_id,
        episode_id=episode.pk,
        status=Appointment.Status.PLANNED,
        starts_at__gte=clock.now(),
    )
    return tuple(
        Booked(
            id=row.id,
            starts_at=row.starts_at,
            minutes=row.minutes,
            form=label(Form(row.form), viewer.language),
            purpose=label(Purpose(row.purpose), viewer.language),
            place=row.place,
            staff=row.staff.name,
        )
        for row in rows.order_by("starts_at")
    )


def appointment_of(viewer: Actor, episode_id: uuid.UUID, appointment_id: uuid.UUID) -> Appointment:
    """A planned appointment of a listed episode, with episode, person, key and team; NotFound otherwise."""
    found = (
        Appointment.objects.filter(
            pk=appointment_id, episode_id=episode_id, status=Appointment.Status.PLANNED,
            episode__in=listed_episodes(viewer).values("pk"),
        )
        .select_related("team", "staff", "episode__team", "episode__person__key", "episode__person__identity")
        .first()
    )  # fmt: skip
    if found is None:
        raise NotFound
    listed = listed_episodes(viewer).get(pk=episode_id)
    viewer.show(found.person_id, ground_of(viewer, listed))
    return found


def _opened(episode: Episode, column: str) -> str:
    sealed = getattr(episode.referral, column)
    if not sealed:
        return ""
    sealer = sealer_of(episode.person.key)
    return sealer.unseal(sealed, table="care_referral", column=column, row=episode.referral_id)


def _municipality(episode: Episode) -> str:
    """Its name, but nowhere for somebody whose place is protected."""
    if episode.person.protected_address:
        return ""
    names: dict[str, str] = {each["code"]: each["name"] for each in episode.team.municipalities}
    return names.get(episode.municipality, "")


def _problem_word(viewer: Actor, episode: Episode) -> str:
    if not viewer.is_clinical or not episode.problem:
        return ""
    return label(Problem(episode.problem), viewer.language)


def _work_status(viewer: Actor, episode: Episode) -> str:
    if not viewer.is_clinical or not episode.work_status_last:
        return ""
    return label(WorkStatus(episode.work_status_last), viewer.language)
