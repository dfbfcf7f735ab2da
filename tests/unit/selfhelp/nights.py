"""What tests of diaries stand on: a client and a therapist who act page by page, and nights already written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.plan import own_episode
from stegvis.definitions import clock
from stegvis.people.models import Actor
from stegvis.selfhelp.actions.give_tool import give_tool
from stegvis.selfhelp.actions.keep_entry import keep_entry
from stegvis.selfhelp.models import DiaryEntry
from tests.clinic import Clinic, acting, actor, again, client_actor, make_clinic, refer_someone

T = TypeVar("T")
# In bed eight hours, asleep six: 75 %.
NIGHT = {"bed": "22:45", "lights": "23:00", "onset": "30", "awake": "45", "woke": "06:15", "up": "06:45"}


class Story:
    """A client of team solvik and the therapist responsible; each call is a page of its own."""

    def __init__(self) -> None:
        self.clinic: Clinic = make_clinic()
        self.episode = refer_someone(self.clinic.solvik, responsible=self.clinic.therapist)
        self.client = client_actor(self.episode.person)
        self.therapist = actor(self.clinic.therapist, self.clinic.solvik)

    @property
    def today(self) -> date:
        return clock.today("Europe/Oslo")

    def as_client(self, act: Callable[[Actor, Episode], T]) -> T:
        by = again(self.client)
        with acting(by):
            return act(by, own_episode(by))

    def as_therapist(self, act: Callable[[Actor, Episode], T]) -> T:
        by = again(self.therapist)
        with acting(by):
            return act(by, episode_of(by, self.episode.pk))

    def give(self, name: str) -> None:
        self.as_therapist(lambda by, episode: give_tool(by=by, episode=episode, name=name))

    def write(self, name: str, values: Mapping[str, str], days_ago: int = 0, version: int = 0) -> DiaryEntry:
        on = self.today - timedelta(days=days_ago)
        return self.as_client(
            lambda by, episode: keep_entry(by=by, episode=episode, name=name, on=on, values=values, version=version)
        )

    def sleep(self, nights: int, **changed: str) -> None:
        """So many nights up to this morning, all alike."""
        for days_ago in range(nights):
            self.write("sleep_diary", {**NIGHT, **changed}, days_ago)
