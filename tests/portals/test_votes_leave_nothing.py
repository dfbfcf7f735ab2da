"""Fifty votes, the whole database, the log and the outbox in hand: nothing tells who voted what (ADR 0022).

Two copies of one database are visited alike, at the same instants; in one of them the visitors vote. Every row of
every table of both is then compared. Builds that are broken on purpose must be found by the same comparison.
Clients vote on the page that they were given, below /me/, with everything in their hands that says who they are.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client, override_settings
from psycopg import sql

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.library.actions import vote as voting
from stegvis.library.tasks import rewrite_polls_everywhere
from stegvis.people.actions.log_access import log_access
from stegvis.people.actions.once import claim
from stegvis.people.models import Actor, Ground, Role
from stegvis.portals import guard
from stegvis.selfhelp.models import Recommendation
from tests.clinic import Clinic, inside, make_clinic, make_member, refer_someone, signed_in, signed_in_client
from tests.conftest import Clone, pointed_at
from tests.database import Server
from tests.polls import CHOICES, asking, poll_of, publish

PAGE = "/t/solvik/learn/kapittel/1/"
VOTE = "/t/solvik/learn/kapittel/poll/know/"
COUNTERS = "library_pollcount"
# The access log says which transactions it can seal, so it writes their numbers down. Every vote takes a number, which
# is then missing in the row; that alone is told (ADR 0022), so these columns count as marks and not as content.
NUMBERED = {"people_accessentry": "txid", "people_seal": "horizon"}
TABLES = (
    "select n.nspname, c.relname, c.relkind = 'S' from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    "where c.relkind in ('r', 'S') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1, 2"
)


@dataclass
class Traces:
    """What somebody finds who has everything: rows by table, what was logged and sent, marks of writing."""

    rows: dict[str, Counter[str]]
    log: list[str]
    spool: list[str]
    votes: set[int] = field(default_factory=set)  # the number of each vote's transaction
    marks: dict[str, set[int]] = field(default_factory=dict)  # xmin and xmax of every row, by table
    told_apart: bool = False  # whether the counters ever told which of them a vote changed

    def differs_from(self, other: Traces) -> set[str]:
        return {table for table in self.rows.keys() | other.rows.keys() if self.rows[table] != other.rows[table]}


@dataclass
class Town:
    """A database with three kinds of people, each in a browser of their own, before anybody has voted."""

    source: Clone
    server: Server
    clinic: Clinic
    poll: uuid.UUID
    visitors: int = 20
    cookies: list[tuple[str, str, str]] = field(default_factory=list)  # (front page, session, where they read the poll)
    since: Any = None


@pytest.fixture(scope="module")
def town(module_clone: Clone, server: Server) -> Town:
    clinic = make_clinic()
    page = publish(clinic.solvik_organisation, asking("kapittel", "know", "more"))
    found = Town(module_clone, server, clinic, poll_of(page, "know").pk, since=clock.now())
    for number in range(20):
        episode = refer_someone(clinic.solvik, f"Prøve Person {number}", mobile=f"400001{number:02d}")
        found.cookies.append(
            ("/me/", signed_in_client(episode.person).cookies["stegvis"].value, _given(clinic, episode))
        )
    for number in range(10):
        member = make_member(f"Prøve Ansatt {number}", Role.THERAPIST, clinic.solvik)
        found.cookies.append(("/clinic/solvik/polls/", signed_in(member).cookies["stegvis"].value, PAGE))
    return found


def _given(clinic: Clinic, episode: Episode) -> str:
    """Where the client reads the page, opened once already: the first opening is remembered, and is no vote."""
    with inside(clinic.solvik_organisation):
        row = Recommendation.objects.create(
            organisation=clinic.solvik_organisation, person=episode.person, episode=episode, what="page",
            slug="kapittel", by=clinic.therapist, at=clock.now(), opened_at=clock.now(),
        )  # fmt: skip
    return f"/me/reading/{row.pk}/"


@pytest.fixture
def copies(town: Town) -> Iterator[list[Clone]]:
    """Two databases that are the same to the last row."""
    connections["default"].close()
    made = [Clone(town.source.host, f"{town.source.name}_{name}") for name in ("votes", "control")]
    with town.server.superuser() as owner:
        for copy in made:
            statement = sql.SQL("create database {} owner stegvis_owner template {} strategy file_copy")
            owner.execute(statement.format(sql.Identifier(copy.name), sql.Identifier(town.source.name)))
    yield made
    connections["default"].close()
    for copy in made:
        town.server.drop(copy.name)


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every line that any logger writes."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    keeper, root = Keeper(), logging.getLogger()
    before = root.level
    root.addHandler(keeper)
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(keeper)
    root.setLevel(before)


def visit(town: Town, copy: Clone, logged: list[str], spool: Path, *, votes: bool, most: int = 50) -> Traces:
    """Everybody comes, reads the page, votes or does not, and reads it again; the clock goes on in between."""
    logged.clear()
    found = Traces({}, [], [])
    stamp = town.since
    people = [("", "", PAGE)] * town.visitors + town.cookies
    people = people[:: max(1, len(people) // most)][:most]
    with pointed_at(copy), override_settings(STEGVIS_SPOOL=str(spool)), town.server.superuser(copy.name) as eye:
        for number, (front, session, page) in enumerate(people):
            browser = Client()
            if session:
                browser.cookies["stegvis"] = session
            steps = [front, page, VOTE if votes else "", page]
            for step in steps:
                stamp += timedelta(seconds=1)
                with clock.standing_at(stamp):
                    if step == VOTE:
                        # Late enough that a page of a client or of staff would move the end of the session.
                        with clock.moved_by(timedelta(minutes=3)):
                            sent = {"choice": CHOICES[number % 4], "command": str(uuid.uuid4()), "back": page}
                            answer = browser.post(VOTE, sent)
                        assert answer["Location"] == f"{page}#poll-know", answer.content
                        _look_at_counters(eye, town, found)
                    elif step:
                        assert browser.get(step).status_code in {200, 302, 303}, step
        with clock.standing_at(stamp):
            rewrite_polls_everywhere(timestamp=0)
        connections["default"].close()
        _dump(eye, found)
    found.log, found.spool = list(logged), sorted(path.name for path in spool.glob("*"))
    return found


def _look_at_counters(eye: Any, town: Town, found: Traces) -> None:
    marks = [
        row[0] for row in eye.execute(f"select xmin::text::bigint from {COUNTERS} where poll_id = %s", [town.poll])
    ]
    found.votes.add(max(marks))
    found.told_apart = found.told_apart or len(set(marks)) > 1


def _dump(eye: Any, found: Traces) -> None:
    for schema, table, is_sequence in eye.execute(TABLES).fetchall():
        name = sql.Identifier(schema, table)
        if is_sequence:
            found.rows[table] = Counter(eye.execute(sql.SQL("select last_value::text from {}").format(name)).fetchone())
            continue
        number = NUMBERED.get(table, "")
        rows = eye.execute(sql.SQL("select (to_jsonb(t) - {})::text from {} t").format(number, name)).fetchall()
        found.rows[table] = Counter(row[0] for row in rows)
        written = sql.Identifier(number) if number else sql.SQL("0")
        marks = eye.execute(
            sql.SQL("select xmin::text::bigint, xmax::text::bigint, {}::text::bigint from {}").format(written, name)
        )
        found.marks[table] = {mark for row in marks.fetchall() for mark in row if mark}


def find_link(votes: Traces, control: Traces) -> list[str]:
    """Every way in which the votes can be seen outside the counters. Empty: there is none."""
    found = [f"{table} differs" for table in sorted(votes.differs_from(control) - {COUNTERS})]
    if votes.log != control.log:
        found.append("the log differs")
    if votes.spool != control.spool:
        found.append("the outbox differs")
    if votes.told_apart:
        found.append("the counters told which of them changed")
    found += [f"{table} carries a vote's number" for table, marks in votes.marks.items() if marks & votes.votes]
    return found


def both(town: Town, copies: list[Clone], logged: list[str], spool: Path, most: int = 50) -> tuple[Traces, Traces]:
    voted = visit(town, copies[0], logged, spool / "votes", votes=True, most=most)
    return voted, visit(town, copies[1], logged, spool / "control", votes=False, most=most)


def test_a_few_votes_leave_nothing(town, copies, logged, tmp_path):
    assert find_link(*both(town, copies, logged, tmp_path, most=7)) == []


@pytest.mark.engine
def test_fifty_votes_leave_nothing_but_their_count(town, copies, logged, tmp_path):
    votes, control = both(town, copies, logged, tmp_path)
    assert find_link(votes, control) == []
    assert votes.differs_from(control) == {COUNTERS}
    assert len(votes.votes) == 50
    # What does differ is four numbers that add up to fifty, and all counters were written together afterwards.
    changed = [json.loads(row)["n"] for row in votes.rows[COUNTERS] - control.rows[COUNTERS]]
    assert sorted(changed) == [12, 12, 13, 13]
    assert len(votes.marks[COUNTERS]) == 1
    # The comparison sees what is there: clients and staff were logged in, and their sessions were moved by reading.
    assert len(votes.rows["people_session"]) == 30
    assert len(votes.rows["people_accessentry"]) >= 20


def through_once(patch: pytest.MonkeyPatch) -> None:
    real = voting.enter

    def entering(actor: Actor) -> None:
        real(actor)
        claim(Actor(actor.organisation_id, actor.roles, command=uuid.uuid4()), "vote")

    patch.setattr(voting, "enter", entering)


def with_an_entry_in_the_log(patch: pytest.MonkeyPatch) -> None:
    real = voting.enter

    def entering(actor: Actor) -> None:
        real(actor)
        shown = Actor(actor.organisation_id, actor.roles)
        shown.show(uuid.UUID(int=1), Ground.OWN)
        log_access(by=shown, page="public:learn_vote")

    patch.setattr(voting, "enter", entering)


def that_moves_the_session(patch: pytest.MonkeyPatch) -> None:
    real = guard._apart

    def apart(request: Any, *rest: Any) -> Any:
        request.session.get("client")
        request.session.touch()
        return real(request, *rest)

    patch.setattr(guard, "_apart", apart)


def that_changes_one_counter(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        voting, "COUNT",
        "update library_pollcount set n = n + 1 where choice = %s and organisation_id = %s and poll_id = %s",
    )  # fmt: skip


def that_is_not_rewritten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("stegvis.library.actions.rewrite_polls.COUNTERS", "select %s::uuid")


def that_logs(patch: pytest.MonkeyPatch) -> None:
    real = voting.enter

    def entering(actor: Actor) -> None:
        logging.getLogger("stegvis").warning("A vote was counted.")
        real(actor)

    patch.setattr(voting, "enter", entering)


@pytest.mark.parametrize(
    "case",
    [
        (through_once, "people_command differs"),
        (that_moves_the_session, "people_session differs"),
        (that_changes_one_counter, "the counters told which of them changed"),
        pytest.param((with_an_entry_in_the_log, "people_accessentry differs"), marks=pytest.mark.engine),
        pytest.param((that_is_not_rewritten, f"{COUNTERS} carries a vote's number"), marks=pytest.mark.engine),
        pytest.param((that_logs, "the log differs"), marks=pytest.mark.engine),
    ],
    ids=lambda case: case[0].__name__,
)
def test_a_broken_build_is_found(town, copies, logged, tmp_path, case):
    broken, told = case
    with pytest.MonkeyPatch.context() as patch:
        broken(patch)
        assert told in find_link(*both(town, copies, logged, tmp_path, most=7))


def test_a_vote_on_an_ordinary_page_is_refused(town, monkeypatch):
    """The guard of other public pages runs them in a transaction of its own, in which they are also logged."""

    def inside(request: Any, actor_of: Any, find: Any, view: Any, address: Any) -> Any:
        return guard._inside(request, actor_of, lambda request: view(request, find(request.actor, **address)), {})

    monkeypatch.setattr(guard, "_apart", inside)
    with pytest.raises(RuntimeError, match="durable"):
        Client().post(VOTE, {"choice": "new"})


def test_who_voted_in_a_team_does_not_lie_in_the_order_they_came(town, copies, logged):
    """Voters and counters share no number, not even before the rewriting; after it neither order nor number is left."""
    page_of = asking("team", "how", scope="team")
    with pointed_at(copies[0]), town.server.superuser(copies[0].name) as eye:
        poll = poll_of(publish(town.clinic.solvik_organisation, page_of), "how")
        came = []
        for front, session, _page in town.cookies[20:]:
            browser = Client()
            browser.cookies["stegvis"] = session
            assert browser.post(f"{front}{poll.pk}/vote/", {"choice": "new"}).status_code == 303
            newest = "select staff_id from library_pollvoter order by xmin::text::bigint desc"
            came.append(eye.execute(newest).fetchone()[0])
            assert not _marks(eye, "library_pollvoter") & _marks(eye, COUNTERS)
        before = _marks(eye, "library_pollvoter") | _marks(eye, COUNTERS)
        rewrite_polls_everywhere(timestamp=0)
        lie = [row[0] for row in eye.execute("select staff_id from library_pollvoter order by ctid")]
        assert sorted(lie) == sorted(came)
        assert lie != came
        assert len(_marks(eye, "library_pollvoter")) == 1
        assert not (_marks(eye, "library_pollvoter") | _marks(eye, COUNTERS)) & before
        connection.close()


def _marks(eye: Any, table: str) -> set[int]:
    return {row[0] for row in eye.execute(f"select xmin::text::bigint from {table}")}
