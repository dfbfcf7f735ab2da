"""A demo team's invented year as registration data set 1, from the demo's own generator and without a database."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

from stegvis.config.demo.course import Course, drawn
from stegvis.config.demo.fill import _arrivals
from stegvis.config.demo.people import Place
from stegvis.definitions.registration import CONTACTS, EPISODES, SCORES

TODAY = date(2026, 11, 22)


def courses(place: Place, seed: int, country: str = "NO") -> list[Course]:
    """Everybody who asked that team for help in the year up to TODAY."""
    rng = random.Random(f"{seed} {place.slug}")
    return [drawn(rng, day, TODAY, country) for day in _arrivals(rng, place, TODAY)]


def write(folder: Path, team: str, everybody: list[Course]) -> Path:
    """The folder with the three tables; what the demo does not invent is empty."""
    tables: dict[str, list[dict[str, object]]] = {"episodes": [], "contacts": [], "scores": []}
    for number, course in enumerate(everybody):
        episode = f"e{number}"
        tables["episodes"].append(
            {
                "episode": episode,
                "team": team,
                "received_on": course.received_on,
                "source": course.source,
                "problem": course.problem,
                "level": course.level if course.assessed_on else "",
                "discharged_on": course.discharged_on or "",
                "discharge_reason": course.reason or "",
            }
        )
        for place, meeting in enumerate(course.meetings):
            tables["contacts"].append(
                {
                    "contact": f"{episode}c{place}",
                    "episode": episode,
                    "on": meeting.on,
                    "purpose": meeting.purpose,
                    "form": meeting.form,
                    "attendance": meeting.attendance,
                    "minutes": "" if meeting.minutes is None else meeting.minutes,
                }
            )
        for place, given in enumerate(course.answers):
            for instrument, items in (("phq-9", given.phq), ("gad-7", given.gad)):
                tables["scores"].append(
                    {
                        "answer": f"{episode}s{place}{instrument}",
                        "episode": episode,
                        "instrument": instrument,
                        "answered_at": f"{given.on}T09:00:00",
                        "score": sum(items),
                    }
                )
    folder.mkdir(exist_ok=True)
    for name, columns in (("episodes", EPISODES), ("contacts", CONTACTS), ("scores", SCORES)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            out.writeheader()
            out.writerows(tables[name])
    return folder
