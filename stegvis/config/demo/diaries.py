"""The demo's diaries: nights with a window, moods, thoughts and training of those who take a programme."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from stegvis.definitions import clock
from stegvis.definitions.registration import Problem
from stegvis.definitions.tools.diary import nights
from stegvis.definitions.tools.sleep import first_window, week
from stegvis.definitions.training import checklist, kinds
from stegvis.people.models import Team
from stegvis.people.sealing import Sealer, sealer_of
from stegvis.people.tenancy import working_in
from stegvis.selfhelp.models import Assignment, DiaryEntry, GivenTool, Plan, Prescription, SleepWindow
from stegvis.selfhelp.queries.diaries import EntryView, seal_entry, seal_plan
from stegvis.selfhelp.queries.training import seal_health

DAYS = 21
WINDOW_DAYS = 8  # since the window began, for those who have one
EVENING = time(20, 40)
DONE = {
    "nb": ("Gikk en tur rundt vannet", "Lå på sofaen", "Lagde middag med ungene", "Vasket to vindu", "Svarte en venn"),
    "sv": (
        "Gick en runda vid sjön",
        "Låg på soffan",
        "Lagade middag med barnen",
        "Putsade två fönster",
        "Svarade en vän",
    ),
}
THOUGHTS = {
    "nb": ("Sjefen gikk forbi uten å hilse.", "Jeg har gjort noe galt.", "Hun så på telefonen. Jeg vet ikke hvorfor."),
    "sv": (
        "Chefen gick förbi utan att hälsa.",
        "Jag har gjort något fel.",
        "Hon tittade i telefonen. Jag vet inte varför.",
    ),
}
RELAPSE = {
    "nb": {
        "keep": "Tur hver dag. Legge meg til samme tid. Ringe Anne på søndager.",
        "amber": "Jeg svarer ikke på meldinger.",
    },
    "sv": {
        "keep": "Promenad varje dag. Lägga mig samma tid. Ringa Anne på söndagar.",
        "amber": "Jag svarar inte på sms.",
    },
}


@dataclass(frozen=True)
class _Writer:
    """A client who writes, and the programme it is beside."""

    assignment: Assignment
    guide: uuid.UUID
    sealer: Sealer
    today: date
    zone: str
    place: int

    @property
    def whose(self) -> dict[str, uuid.UUID]:
        episode = self.assignment.episode
        return {"organisation_id": episode.organisation_id, "person_id": episode.person_id, "episode_id": episode.pk}

    @property
    def has_window(self) -> bool:
        """Whether a window is approved; the others have proposed one."""
        return self.place % 4 < 2

    @property
    def words(self) -> str:
        return "sv" if self.assignment.episode.language == "sv" else "nb"


def fill_diaries(team: Team) -> None:
    """Three weeks of diaries for each client of the team who takes a programme."""
    with working_in(team.organisation, team=team) as by:
        taken = Assignment.objects.filter(
            organisation_id=by.organisation_id, episode__team=team, ended_at=None
        ).select_related("episode__person__key", "version")
        today = clock.today(team.zone)
        for place, assignment in enumerate(taken.order_by("given_at", "pk")):
            sealer = sealer_of(assignment.episode.person.key)
            if assignment.given_by_id is None:
                continue
            writer = _Writer(assignment, assignment.given_by_id, sealer, today, team.zone, place)
            is_sleep = assignment.version.document["problem"] == Problem.INSOMNIA
            if is_sleep or place % 2 == 0:
                _sleep(writer)
            if not is_sleep:
                _mood(writer)
                _training(writer)


def _sleep(writer: _Writer) -> None:
    """Long nights in pieces, then shorter and whole ones in a window; some wait for the yes to theirs."""
    GivenTool.objects.create(
        **writer.whose, tool="sleep_window", given_by_id=writer.guide, given_at=clock.now() - timedelta(days=DAYS)
    )
    rows = [_entry(writer, "sleep_diary", day, _night(writer, day)) for day in range(DAYS)]
    DiaryEntry.objects.bulk_create(rows)
    views = [EntryView(row.pk, row.tool, row.on, _night(writer, day), 1, row.saved_at) for day, row in enumerate(rows)]
    before = writer.today - timedelta(days=WINDOW_DAYS)
    found = week(nights((view.entry for view in views), writer.zone), before)
    if found is None:
        return
    given = first_window(found)
    approved = {
        "approved_by_id": writer.guide,
        "approved_at": clock.now() - timedelta(days=WINDOW_DAYS),
    }
    SleepWindow.objects.create(
        **writer.whose,
        **(approved if writer.has_window else {}),
        rule=given.rule,
        proposed=given.minutes,
        minutes=given.minutes,
        rises_at=time(6, 30),
        valid_from=before if writer.has_window else writer.today,
        nights=len(found.nights),
        asleep=found.asleep,
        efficiency=int(found.efficiency * 10),
        proposed_at=clock.now() - timedelta(days=WINDOW_DAYS if writer.has_window else 0, hours=3),
    )


def _night(writer: _Writer, days_ago: int) -> Mapping[str, str]:
    """The same night each time it is asked for; whoever has a window goes to bed later."""
    swing = (days_ago * 7 + writer.place * 3) % 5
    in_window = writer.has_window and days_ago < WINDOW_DAYS
    bed = "00:30" if in_window else "22:30"
    return {
        "bed": bed,
        "lights": "00:35" if in_window else "22:45",
        "onset": str(10 + 3 * swing if in_window else 35 + 8 * swing),
        "awake": str(15 + 5 * swing if in_window else 60 + 12 * swing),
        "woke": "06:20" if in_window else "06:40",
        "up": "06:30" if in_window else "07:10",
        "rested": str(3 + swing % 3 + (2 if in_window else 0)),
    }


def _mood(writer: _Writer) -> None:
    rows = list(_moods(writer))
    first, thought, fuller = THOUGHTS[writer.words]
    for day in (2, 5, 9):
        values = {"situation": first, "thought": thought, "belief": str(60 + 3 * day), "feeling": "", "fuller": fuller,
                  "belief_after": str(35 + 2 * day)}  # fmt: skip
        rows.append(_entry(writer, "thought_record", day, {name: text for name, text in values.items() if text}))
    DiaryEntry.objects.bulk_create(rows)
    row = uuid.uuid4()
    Plan.objects.create(
        **writer.whose,
        id=row,
        tool="relapse_plan",
        plan_sealed=seal_plan(writer.sealer, [RELAPSE[writer.words]], row),
        saved_at=clock.now() - timedelta(days=1),
    )


def _moods(writer: _Writer) -> Iterator[DiaryEntry]:
    for day in range(DAYS):
        for part in range(2):
            swing = (day * 5 + part * 2 + writer.place) % 4
            mood = max(1, 6 - day // 6 - swing // 2)
            did = DONE[writer.words][(day + 2 * part + writer.place) % 5]
            numbers = {"mood": mood, "joy": max(0, mood - part), "mastery": max(0, mood - 2 + (day + part) % 3)}
            yield _entry(writer, "activity_schedule", day, {"what": did, **{k: str(n) for k, n in numbers.items()}})


def _training(writer: _Writer) -> None:
    kind = kinds()["walking" if writer.has_window else "endurance"]
    row = uuid.uuid4()
    health = {"checklist": dict.fromkeys(checklist(), False), "doctor": "", "limits": "", "words": ""}
    Prescription.objects.create(
        **writer.whose,
        id=row,
        kind=kind.code,
        weekdays=[0, 2, 4],
        minutes=kind.minutes,
        effort=kind.effort,
        starts_on=writer.today - timedelta(days=DAYS - 1),
        weeks=6,
        health_sealed=seal_health(writer.sealer, health, row),
        prescribed_by_id=writer.guide,
        prescribed_at=clock.now() - timedelta(days=DAYS),
    )
    done = [day for day in range(DAYS) if (day + writer.place) % 3 == 0]
    DiaryEntry.objects.bulk_create(
        _entry(
            writer,
            "training",
            day,
            {"minutes": str(kind.minutes + 5 * (day % 2) - day // 3), "effort": str(kind.effort)},
        )
        for day in done
    )


def _entry(writer: _Writer, tool: str, days_ago: int, values: Mapping[str, str]) -> DiaryEntry:
    row, on = uuid.uuid4(), writer.today - timedelta(days=days_ago)
    at = clock.at_wall(on, EVENING, writer.zone) if days_ago else clock.now()
    return DiaryEntry(
        **writer.whose,
        id=row,
        tool=tool,
        on=on,
        is_daily=tool == "sleep_diary",
        entry_sealed=seal_entry(writer.sealer, values, row),
        made_at=at,
        saved_at=at,
    )
