"""The demo's self-help: the programmes that come with Stegvis, answered for, and taken by some of the clients."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from typing import TypeVar

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.calendar import is_working_day
from stegvis.definitions.pathway import State
from stegvis.definitions.programme import Block, Field
from stegvis.definitions.registration import Level, Problem
from stegvis.library.actions.import_programme import import_programme
from stegvis.library.models import ProgrammeApproval, ProgrammeVersion
from stegvis.library.queries.programmes import programme_in
from stegvis.library.queries.shipped import shipped_file, shipped_names
from stegvis.people.models import Actor, Team, User
from stegvis.people.sealing import Sealer, sealer_of
from stegvis.people.tenancy import working_in
from stegvis.selfhelp.models import AssignedModule, Assignment, Opens, Remark, Sheet

T = TypeVar("T")
TAKERS = 8  # a team's clients with a programme
EVENING, MORNING = time(20, 15), time(9, 40)
ANSWERS = {
    "nb": (
        "Det gikk bedre enn jeg trodde. De to første dagene var tunge, men så løsnet det litt.",
        "Jeg fikk gjort tre av fem. Torsdag ble det ikke noe av, for da hadde jeg vondt i hodet.",
        "Ja, og det var greit å skrive det ned. Jeg så at kvelden er verst.",
    ),
    "sv": (
        "Det gick bättre än jag trodde. De två första dagarna var tunga, men sedan lossnade det lite.",
        "Jag fick gjort tre av fem. I torsdags blev det inget, för då hade jag ont i huvudet.",
        "Ja, och det var bra att skriva ner det. Jag såg att kvällen är värst.",
    ),
}
REPLIES = {
    "nb": "Takk for at du skriver så ærlig. Tre av fem er mye i en tung uke. Legg merke til at kvelden er verst: "
    "prøv å flytte oppgaven til rett etter middag, og skriv hvordan det gikk.",
    "sv": "Tack för att du skriver så ärligt. Tre av fem är mycket en tung vecka. Lägg märke till att kvällen är "
    "värst: prova att flytta uppgiften till direkt efter middagen, och skriv hur det gick.",
}


def fill_programmes(team: Team, lead: User) -> None:
    """Take in and approve the programmes in the team's organisation, and let some of its clients take one."""
    with working_in(team.organisation, team=team) as by:
        versions = [_taken_in(by, name, lead) for name in shipped_names()]
        treated = Episode.objects.filter(
            organisation_id=by.organisation_id,
            team=team,
            state=State.IN_TREATMENT,
            responsible__isnull=False,
            started_on__isnull=False,
        ).select_related("person__key")
        guided = sorted(treated, key=lambda one: (one.level != Level.GUIDED_SELF_HELP, one.started_on, one.pk))
        for place, episode in enumerate(guided[:TAKERS]):
            taker = _Taker(episode, team, sealer_of(episode.person.key))
            _taken(taker, _fitting(versions, episode.problem), place)


def _taken_in(by: Actor, name: str, lead: User) -> ProgrammeVersion:
    # The second team of an organisation finds it there.
    there = ProgrammeVersion.objects.filter(organisation_id=by.organisation_id, programme__slug=name).first()
    origin = ProgrammeVersion.Origin.SHIPPED
    version = there or import_programme(by=by, content=shipped_file(name), origin=origin)
    ProgrammeApproval.objects.get_or_create(
        organisation_id=by.organisation_id,
        version=version,
        defaults={"clinician": lead, "approved_at": clock.now() - timedelta(days=90)},
    )
    return version


def _fitting(versions: Sequence[ProgrammeVersion], problem: str) -> ProgrammeVersion:
    """The first programme of that problem by name, or depression, which most of the demo's people have."""
    by_problem = {version.document["problem"]: version for version in reversed(versions)}
    return by_problem.get(problem, by_problem[Problem.DEPRESSION])


@dataclass(frozen=True)
class _Taker:
    """A client with a programme, and what each row of theirs needs."""

    episode: Episode
    team: Team
    sealer: Sealer

    @property
    def whose(self) -> dict[str, uuid.UUID]:
        return {"organisation_id": self.episode.organisation_id, "person_id": self.episode.person_id}

    def at(self, day: date, wall: time) -> datetime:
        return clock.at_wall(day, wall, self.team.zone)

    def said(self, texts: Mapping[str, T]) -> T:
        return texts.get(self.episode.language, texts["nb"])


def _taken(taker: _Taker, version: ProgrammeVersion, place: int) -> None:
    """One programme, begun some weeks ago: answered modules, and one that waits for an answer or is being read."""
    weeks, waits = 1 + place % 4, place % 2 == 0
    start = clock.today(taker.team.zone) - timedelta(days=7 * weeks)
    assignment = Assignment.objects.create(
        **taker.whose,
        episode=taker.episode,
        version=version,
        given_by_id=taker.episode.responsible_id,
        given_at=taker.at(start, MORNING),
    )
    for number, module in enumerate(programme_in(version.pk, taker.episode.language).modules, 1):
        row = AssignedModule(
            **taker.whose, assignment=assignment, module=module.id, position=number, opens=Opens.COMPLETION
        )
        begun = start + timedelta(days=7 * (number - 1))
        if number <= weeks:
            row.opened_at = row.begun_at = taker.at(begun, MORNING)
            row.place, row.seconds = module.steps[-1].id, 60 * module.minutes
            row.seen_at = taker.at(begun + timedelta(days=5), EVENING)
        if number < weeks or (number == weeks and waits):
            row.handed_in_at = row.seen_at
        if number == weeks and waits:
            row.reply_due_on = _second_working_day(begun + timedelta(days=5), taker.team.organisation.country)
        if number < weeks:
            row.answered_at = taker.at(begun + timedelta(days=6), MORNING)
            row.answered_by_id = taker.episode.responsible_id
        row.save()
        if row.handed_in_at is not None:
            _write(taker, row, module.homework, row.handed_in_at)
        if row.answered_at is not None:
            _reply(taker, row, row.answered_at)


def _second_working_day(after: date, country: str) -> date:
    days = (after + timedelta(days=passed) for passed in count(1))
    return next(islice((day for day in days if is_working_day(day, country)), 1, None))


def _write(taker: _Taker, row: AssignedModule, homework: Block, at: datetime) -> None:
    texts, sheet = taker.said(ANSWERS), uuid.uuid4()
    answers = {
        field.id: _answer(field, texts[(place + row.position) % len(texts)])
        for place, field in enumerate(homework.fields)
    }
    written = json.dumps([answers])
    Sheet.objects.create(
        id=sheet,
        **taker.whose,
        module=row,
        block=homework.id,
        answers_sealed=taker.sealer.seal(written, table="selfhelp_sheet", column="answers_sealed", row=sheet),
        saved_at=at,
    )


def _answer(field: Field, text: str) -> str:
    """Something that fits the field."""
    if field.kind in ("scale", "number"):
        return str(((field.least or 0) + (field.most or 10)) // 2)
    if field.choices:
        return field.choices[0][0]
    return {"yes_no": "yes", "time": "22:30", "date": "2026-01-05"}.get(field.kind, text)


def _reply(taker: _Taker, row: AssignedModule, at: datetime) -> None:
    remark = uuid.uuid4()
    text = taker.said(REPLIES)
    Remark.objects.create(
        id=remark,
        **taker.whose,
        module=row,
        by_id=taker.episode.responsible_id,
        text_sealed=taker.sealer.seal(text, table="selfhelp_remark", column="text_sealed", row=remark),
        written_at=at,
        read_at=at + timedelta(hours=9),
    )
