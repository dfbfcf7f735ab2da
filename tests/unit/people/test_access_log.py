"""The access log: sealed so that no later change goes unnoticed, and readable by the client it is about."""

from __future__ import annotations

import threading

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from stegvis.people.actions.log_access import log_access
from stegvis.people.actions.seal_log import first_fault, seal_log
from stegvis.people.models import AccessEntry, Ground, NotFound, Seal
from stegvis.people.queries.access import who_has_seen
from tests.clinic import Clinic, acting, actor, again, client_actor, inside, make_clinic, refer_someone
from tests.conftest import Clone


def look(clinic: Clinic, times: int = 3):  # type: ignore[no-untyped-def]
    episode = refer_someone(clinic.solvik)
    for _ in range(times):
        with acting(again(actor(clinic.therapist, clinic.solvik))) as viewer:
            viewer.show(episode.person_id, Ground.RESPONSIBLE)
            log_access(by=viewer, page="clinic:record")
    return episode


def sealed(clinic: Clinic, entries: int) -> int:
    """Seal until so many entries are: what another session has open in the cluster holds the sealer back."""
    done = 0
    for _ in range(200):
        done += seal_log(clinic.solvik.organisation)
        if done >= entries:
            break
        threading.Event().wait(0.1)
    return done


def test_every_page_shown_is_sealed_once(clone: Clone) -> None:
    clinic = make_clinic()
    look(clinic, times=3)
    assert sealed(clinic, 3) == 3
    assert seal_log(clinic.solvik.organisation) == 0
    look(clinic, times=2)
    assert sealed(clinic, 2) == 2
    assert first_fault(clinic.solvik.organisation) is None


def test_an_entry_that_commits_late_is_neither_lost_nor_sealed_too_early(clone: Clone) -> None:
    """Its number may be lower than one already sealed: the transaction's id, not the number, decides."""
    clinic = make_clinic()
    episode = refer_someone(clinic.solvik)
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with acting(again(actor(clinic.lead, clinic.solvik))) as viewer:
            viewer.show(episode.person_id, Ground.TEAM_LEAD)
            log_access(by=viewer, page="clinic:record")
            written.set()
            go_on.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(10)
    look(clinic, times=1)
    before = seal_log(clinic.solvik.organisation)
    go_on.set()
    thread.join()
    assert before + sealed(clinic, 2 - before) == 2
    with inside(clinic.solvik.organisation):
        assert sorted(number for seal in Seal.objects.all() for number in seal.entries) == sorted(
            AccessEntry.objects.values_list("seq", flat=True)
        )


@pytest.mark.parametrize(
    "tampering",
    [
        "update people_accessentry set page = 'clinic:start' where seq = (select min(seq) from people_accessentry)",
        "delete from people_accessentry where seq = (select max(seq) from people_accessentry)",
        "update people_seal set entries = array(select unnest(entries) e order by e desc) where number = 1",
        "update people_accessentry set user_id = null where seq = (select max(seq) from people_accessentry)",
    ],
)
def test_tampering_by_the_owner_is_found(
    clone: Clone,
    owner_connection: psycopg.Connection,
    tampering: str,  # type: ignore[type-arg]
) -> None:
    clinic = make_clinic()
    look(clinic, times=3)
    sealed(clinic, 3)
    assert first_fault(clinic.solvik.organisation) is None
    owner_connection.execute(tampering)  # type: ignore[call-overload]
    assert first_fault(clinic.solvik.organisation) == 1


def test_a_link_taken_out_is_found(clone: Clone, owner_connection: psycopg.Connection) -> None:  # type: ignore[type-arg]
    clinic = make_clinic()
    for _ in range(3):
        look(clinic, times=1)
        sealed(clinic, 1)
    owner_connection.execute("delete from people_seal where number = 2")
    assert first_fault(clinic.solvik.organisation) == 2


def test_the_application_cannot_rewrite_the_log(clone: Clone) -> None:
    clinic = make_clinic()
    look(clinic, times=1)
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        inside(clinic.solvik.organisation),
        transaction.atomic(),
    ):
        AccessEntry.objects.update(page="clinic:start")


def test_the_client_reads_who_looked_and_on_what_ground(clone: Clone) -> None:
    clinic = make_clinic()
    episode = look(clinic, times=1)
    other = refer_someone(clinic.solvik, "Per Annen")
    sealed(clinic, 1)
    with acting(client_actor(episode.person)) as viewer:
        seen = who_has_seen(viewer)
        assert [(one.name, one.ground, one.page) for one in seen] == [
            (clinic.therapist.name, "responsible", "clinic:record")
        ]
    with acting(client_actor(other.person)) as viewer:
        assert who_has_seen(viewer) == []


def test_staff_do_not_read_it_here(clone: Clone) -> None:
    clinic = make_clinic()
    with pytest.raises(NotFound), acting(actor(clinic.lead, clinic.solvik)) as viewer:
        who_has_seen(viewer)


def test_a_page_that_shows_nobody_writes_nothing(clone: Clone) -> None:
    clinic = make_clinic()
    with acting(actor(clinic.therapist, clinic.solvik)) as viewer:
        log_access(by=viewer, page="clinic:start")
    with inside(clinic.solvik.organisation):
        assert AccessEntry.objects.count() == 0
