"""What is missing in a team's registration, person by person, and how many finished courses are paired.

Reads only. Whether a course is paired is said by the measures' own SQL, so this page and the results agree.
Those who do not treat get counts and no person.
"""

from __future__ import annotations

import enum
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stegvis.care.models import Appointment, Episode
from stegvis.care.queries.access import ground_of, worked_episodes
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.problems import anxiety_measure
from stegvis.definitions.registration import Problem
from stegvis.outcomes.measures import rate, with_episode_facts
from stegvis.people.models import Actor, NotFound, Role
from stegvis.people.queries.identity import identity_of

# NHS Talking Therapies' target for paired measures (facts/measurement.md §1), per cent of the finished courses.
TARGET = 90
# Courses that ended longer ago are no longer asked about; the completeness is over the same days.
LOOKS_BACK = timedelta(days=365)
# A rule of this list and no clinical limit: a course nobody has met in so long may have ended without a word.
SILENT = timedelta(days=90)
# Two treatment contacts make a discharged course count as finished (MEASURES.md): from then on it needs a pair.
COUNTS_AS_TREATED = 2
ON_A_PAGE = 50


class Lack(enum.StrEnum):
    """What can be missing, in the order it is listed. A discharge without a reason cannot be stored at all."""

    APPOINTMENT = "appointment"  # a planned time has passed and nobody has written what came of it
    ASSESSMENT = "assessment"  # the talk is recorded, the assessment is not completed: no problem and no level
    LEVEL = "level"  # the assessment is completed; the problem or the level of care is missing
    PAIRED = "paired"  # PHQ-9 or the anxiety measure was not answered twice before the end
    DISCHARGE = "discharge"  # long silent with no time ahead: without a discharge it is never counted as finished
    WORK_FIRST = "work_first"
    WORK_LAST = "work_last"  # of those who had treatment; nobody else has an end to compare with the start
    MUNICIPALITY = "municipality"


# What somebody without clinical content may count.
ADMINISTRATIVE = (Lack.APPOINTMENT, Lack.MUNICIPALITY)


@dataclass(frozen=True)
class Gap:
    """One thing that is missing.

    `appointment` and `at`: the time that passed. `instruments`: ids of those without a second answer; none where
    the second answer came too late to count. `is_begun`: of the assessment.
    """

    lack: Lack
    appointment: uuid.UUID | None = None
    at: datetime | None = None
    instruments: tuple[str, ...] = ()
    is_begun: bool = True


@dataclass(frozen=True)
class Incomplete:
    """One course with gaps. `responsible` is empty where nobody is named."""

    episode: uuid.UUID
    name: str
    responsible: str
    received_on: date
    discharged_on: date | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Completeness:
    """Paired of finished courses. `name` is the therapist's, empty for the team and where nobody is responsible."""

    name: str
    paired: int
    finished: int

    @property
    def value(self) -> Decimal | None:
        return rate(self.paired, self.finished)

    @property
    def short_of_target(self) -> int:
        """How many more would have to be paired; 0 where the target is reached."""
        return max(0, -(-TARGET * self.finished // 100) - self.paired)


@dataclass(frozen=True)
class Registration:
    """`rows` are those of this page, `count` the persons in all that lack what is asked for.

    `counts`: persons by what they lack. `own`, `whole_team` and `therapists` are empty for those who do not treat;
    a lead has `therapists` by name instead of `own`.
    """

    rows: tuple[Incomplete, ...]
    count: int
    persons: int
    counts: dict[Lack, int]
    since: date
    own: Completeness | None = None
    whole_team: Completeness | None = None
    therapists: tuple[Completeness, ...] = ()


@dataclass(frozen=True)
class _Fact:
    """What the measures say of one course."""

    episode: uuid.UUID
    treatments: int
    is_finished: bool
    is_paired: bool
    responsible: uuid.UUID | None
    name: str


def registration(viewer: Actor, *, team: str, lack: Lack | None = None, page: int = 1) -> Registration:
    """The gaps of the courses the viewer works with; `team` is the slug of the viewer's team. Raises NotFound.

    A therapist has own clients, a lead the team's, a coordinator counts of what is not clinical.
    """
    if not (viewer.is_clinical or viewer.has(Role.COORDINATOR)):
        raise NotFound
    since = clock.today(viewer.zone) - LOOKS_BACK
    facts = _facts(team, since) if viewer.is_clinical else []
    gaps = _gaps(viewer, _episodes(viewer, since), facts)
    is_lead = viewer.has(Role.LEAD)
    counts = Counter(each for _, found in gaps for each in {gap.lack for gap in found})
    if not viewer.is_clinical:
        return Registration((), 0, len(gaps), {each: counts[each] for each in ADMINISTRATIVE}, since)
    wanted = [one for one in gaps if lack is None or any(gap.lack is lack for gap in one[1])]
    shown = wanted[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return Registration(
        rows=tuple(_named(viewer, episode, found) for episode, found in shown),
        count=len(wanted),
        persons=len(gaps),
        counts={each: counts[each] for each in Lack},
        since=since,
        own=None
        if is_lead
        else _completeness(viewer.name, [one for one in facts if one.responsible == viewer.user_id]),
        whole_team=_completeness("", facts),
        therapists=_by_therapist(facts) if is_lead else (),
    )


def _episodes(viewer: Actor, since: date) -> QuerySet[Episode]:
    """Open courses and those that ended in the last year: the team's for leads and coordinators, else own ones.

    Being on duty opens a record; it makes nobody's registration one's own.
    """
    episodes = worked_episodes(viewer).filter(Q(discharged_on=None) | Q(discharged_on__gte=since))
    if viewer.is_clinical and not viewer.has(Role.LEAD):
        own_time = _unwritten(viewer).filter(episode=OuterRef("pk"), staff_id=viewer.user_id)
        assessing = Q(responsible=None, assessment__by_id=viewer.user_id)
        episodes = episodes.filter(Q(responsible_id=viewer.user_id) | assessing | Q(Exists(own_time)))
    # Open courses first, then those that ended last: the sooner, the likelier that somebody still knows.
    return episodes.select_related("person__key", "person__identity", "responsible", "assessment").order_by(
        F("discharged_on").desc(nulls_first=True), "received_on", "id"
    )


def _unwritten(viewer: Actor) -> QuerySet[Appointment]:
    """Planned times that have passed with no contact."""
    return Appointment.objects.filter(
        organisation_id=viewer.organisation_id,
        team_id=viewer.at_team,
        status=Appointment.Status.PLANNED,
        starts_at__lt=clock.now(),
        contact=None,
    )


def _gaps(viewer: Actor, episodes: QuerySet[Episode], facts: Sequence[_Fact]) -> list[tuple[Episode, tuple[Gap, ...]]]:
    """Each course that lacks something, with all it lacks that the viewer may know of."""
    fact_of = {fact.episode: fact for fact in facts}
    times: dict[uuid.UUID, list[Gap]] = defaultdict(list)
    for time in _unwritten(viewer).order_by("starts_at").values_list("episode_id", "id", "starts_at"):
        times[time[0]].append(Gap(Lack.APPOINTMENT, appointment=time[1], at=time[2]))
    found = []
    for episode in episodes:
        gaps = [*times[episode.pk], *_lacking(episode, fact_of.get(episode.pk), clock.today(viewer.zone))]
        if not viewer.is_clinical:
            gaps = [gap for gap in gaps if gap.lack in ADMINISTRATIVE]
        if gaps:
            found.append((episode, tuple(gaps)))
    return found


def _lacking(episode: Episode, fact: _Fact | None, today: date) -> Iterable[Gap]:
    """Everything but the appointments, in the order of `Lack`."""
    state, assessment = State(episode.state), getattr(episode, "assessment", None)
    is_completed = assessment is not None and assessment.completed_at is not None
    if state in (State.WAITING, State.IN_ASSESSMENT):
        if is_completed:
            yield Gap(Lack.LEVEL)
        elif episode.assessed_on:
            yield Gap(Lack.ASSESSMENT, is_begun=assessment is not None)
    elif state in (State.WAITING_FOR_TREATMENT, State.IN_TREATMENT) and not (episode.problem and episode.level):
        yield Gap(Lack.LEVEL)
    if fact and fact.treatments >= COUNTS_AS_TREATED and not fact.is_paired:
        yield Gap(Lack.PAIRED, instruments=_unanswered(episode))
    if state in (State.IN_TREATMENT, State.IN_FOLLOW_UP) and _is_silent(episode, today):
        yield Gap(Lack.DISCHARGE)
    if not episode.work_status_first or episode.sick_pay_first is None:
        yield Gap(Lack.WORK_FIRST)
    has_ended = episode.discharged_on and fact and fact.treatments
    if has_ended and (not episode.work_status_last or episode.sick_pay_last is None):
        yield Gap(Lack.WORK_LAST)
    if not episode.municipality:
        yield Gap(Lack.MUNICIPALITY)


def _is_silent(episode: Episode, today: date) -> bool:
    ahead = episode.next_appointment_at
    last = episode.last_contact_on or episode.received_on
    return (ahead is None or ahead < clock.now()) and today - last > SILENT


def _unanswered(episode: Episode) -> tuple[str, ...]:
    """The measures without a second answer; empty when there are enough but too late to count."""
    own = anxiety_measure(Problem(episode.problem) if episode.problem else None)
    lacking = [] if _count(episode, "phq-9") >= 2 else ["phq-9"]
    # GAD-7 stands in where the problem's own measure is not paired (MEASURES.md).
    if max(_count(episode, own), _count(episode, "gad-7")) < 2:
        lacking.append(own)
    return tuple(lacking)


def _count(episode: Episode, name: str) -> int:
    return int(episode.scores.get(name, {}).get("count", 0))


def _named(viewer: Actor, episode: Episode, gaps: tuple[Gap, ...]) -> Incomplete:
    viewer.show(episode.person_id, ground_of(viewer, episode))
    return Incomplete(
        episode=episode.pk,
        name=identity_of(episode.person).name,
        responsible=episode.responsible.name if episode.responsible else "",
        received_on=episode.received_on,
        discharged_on=episode.discharged_on,
        gaps=gaps,
    )


def _completeness(name: str, facts: Iterable[_Fact]) -> Completeness:
    finished = [fact for fact in facts if fact.is_finished]
    return Completeness(name, sum(fact.is_paired for fact in finished), len(finished))


def _by_therapist(facts: Sequence[_Fact]) -> tuple[Completeness, ...]:
    """Those with a finished course, by name: for support, never a ranking."""
    names = {fact.responsible: fact.name for fact in facts if fact.is_finished}
    each = (_completeness(names[key], [fact for fact in facts if fact.responsible == key]) for key in names)
    return tuple(sorted(each, key=lambda one: (not one.name, one.name)))


def _facts(team: str, since: date) -> list[_Fact]:
    """Of the team's open courses and those discharged from that day on, whoever is responsible."""
    tables = {
        "episodes": "SELECT * FROM registration.episodes WHERE team = %s "
        "AND (discharged_on IS NULL OR discharged_on >= %s)",
        "contacts": "SELECT * FROM registration.contacts",
        "scores": "SELECT * FROM registration.scores",
    }
    select = """
SELECT c.id, f.treatment_contacts, f.finished, f.paired, c.responsible_id, coalesce(u.name, '')
FROM episode_facts f JOIN care_episode c ON c.id = f.episode::uuid LEFT JOIN people_user u ON u.id = c.responsible_id
"""
    with connection.cursor() as cursor:
        # Compiling the statement costs more than running it.
        cursor.execute("select set_config('jit', 'off', true)")
        cursor.execute(with_episode_facts(tables) + select, [team, since])
        return [_Fact(*row) for row in cursor.fetchall()]
