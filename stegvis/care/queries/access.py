"""Who may see which episode, and on what ground: the one place where access by care relation is decided.

A relation is: being the client; being responsible, or having the assessment or a coming appointment;
leading the team; being on duty today; an open emergency access. A block takes every ground away but the
client's own and the emergency. A coordinator sees that a referral exists, never its clinical content.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from stegvis.care.models import Appointment, EmergencyAccess, Episode
from stegvis.definitions import clock
from stegvis.people.models import Actor, Block, Ground, NotFound, Role

# An appointment gives access from when it is booked until this long after it, so that it can be written up.
AFTERWARDS = timedelta(days=7)


def visible_episodes(viewer: Actor) -> QuerySet[Episode]:
    """Episodes whose clinical content the viewer may see. Empty for coordinators, managers and administrators."""
    episodes = Episode.objects.filter(organisation_id=viewer.organisation_id)
    if viewer.is_client:
        return episodes.filter(person_id=viewer.person_id) if viewer.person_id else episodes.none()
    if viewer.has(Role.SYSTEM):
        return episodes
    if not viewer.is_clinical:
        return episodes.none()
    related = _related(viewer) & ~Exists(_blocks(viewer))
    emergency = Q(Exists(_open_emergencies(viewer)))
    return (
        episodes.filter(team_id=viewer.at_team)
        .filter(emergency | related)
        .annotate(is_emergency=Case(When(related, then=Value(False)), default=Value(True)))
    )


def listed_episodes(viewer: Actor) -> QuerySet[Episode]:
    """Episodes the viewer may know of and book for: coordinators the team's, clinicians the visible ones."""
    if viewer.has(Role.COORDINATOR) and not viewer.is_clinical:
        team = Episode.objects.filter(organisation_id=viewer.organisation_id, team_id=viewer.at_team)
        return team.exclude(Exists(_blocks(viewer)))
    return visible_episodes(viewer)


def episode_of(viewer: Actor, episode_id: uuid.UUID) -> Episode:
    """The episode with its person, key and identity; raises NotFound unless the viewer may see it.

    Says on the viewer that the person was shown, and on what ground.
    """
    found = _with_person(visible_episodes(viewer)).filter(pk=episode_id).first()
    if found is None:
        raise NotFound
    viewer.show(found.person_id, ground_of(viewer, found))
    return found


def listed_episode_of(viewer: Actor, episode_id: uuid.UUID) -> Episode:
    """As `episode_of`, for work without clinical content (booking, phone referrals)."""
    found = _with_person(listed_episodes(viewer)).filter(pk=episode_id).first()
    if found is None:
        raise NotFound
    viewer.show(found.person_id, ground_of(viewer, found))
    return found


def may_read(viewer: Actor, episode: Episode) -> bool:
    """Whether the viewer may see this episode's clinical content; for checks inside actions."""
    return visible_episodes(viewer).filter(pk=episode.pk).exists()


def works_with(viewer: Actor, episode: Episode) -> bool:
    """Whether the viewer may book, assign and take over."""
    return worked_episodes(viewer).filter(pk=episode.pk).exists()


def worked_episodes(viewer: Actor) -> QuerySet[Episode]:
    """Episodes the viewer works with: listed on an everyday ground.

    An emergency access opens a record for an hour; it is no way to become responsible for it.
    """
    listed = listed_episodes(viewer)
    return listed.filter(Q(is_emergency=False)) if viewer.is_clinical else listed


def ground_of(viewer: Actor, episode: Episode) -> Ground:
    """The strongest everyday ground on which the viewer sees this visible (or listed) episode."""
    if viewer.is_client:
        return Ground.OWN
    if not viewer.is_clinical:
        return Ground.INTAKE
    if episode.responsible_id == viewer.user_id:
        return Ground.RESPONSIBLE
    if getattr(episode, "is_emergency", False):
        return Ground.EMERGENCY
    if viewer.on_duty:
        return Ground.DUTY
    return Ground.TEAM_LEAD if viewer.has(Role.LEAD) else Ground.ASSESSING


def _with_person(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    return episodes.select_related("person", "person__key", "person__identity")


def _related(viewer: Actor) -> Q:
    if viewer.has(Role.LEAD) or viewer.on_duty:
        return Q()
    own_appointment = Appointment.objects.filter(
        episode=OuterRef("pk"), staff_id=viewer.user_id, starts_at__gte=clock.now() - AFTERWARDS
    ).exclude(status=Appointment.Status.CANCELLED)
    return Q(responsible_id=viewer.user_id) | Q(assessment__by_id=viewer.user_id) | Q(Exists(own_appointment))


def _open_emergencies(viewer: Actor) -> QuerySet[EmergencyAccess]:
    return EmergencyAccess.objects.filter(user_id=viewer.as_user, until__gt=clock.now(), episode=OuterRef("pk"))


def _blocks(viewer: Actor) -> QuerySet[Block]:
    return Block.objects.filter(
        Q(user_id=viewer.user_id) | Q(team_id=viewer.team_id), person=OuterRef("person_id"), until=None
    )
