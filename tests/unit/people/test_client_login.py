"""A client comes in once by each link or code, only with both halves, and nobody learns who is a client."""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.definitions import clock
from stegvis.people.actions.client_login import (
    MOST_ATTEMPTS,
    NewLogin,
    make_code,
    make_link,
    make_spoken_code,
    redeem_link,
    redeem_spoken,
)
from stegvis.people.models import ClientLogin, LoginDoor, Person, Team
from tests.clinic import inside, make_clinic, refer_someone

BORN = date(1990, 5, 17)


@pytest.fixture
def person(db: Any) -> Person:
    clinic = make_clinic()
    return refer_someone(clinic.solvik, birth_date=BORN).person


def clinic_of(person: Person) -> Team:
    with inside(person.organisation):
        return person.episodes.select_related("team__organisation").get().team


def link(person: Person) -> tuple[str, str]:
    """A link's token and its code."""
    with inside(person.organisation) as by:
        made = make_link(by=by, person=person)
        return made.secret, make_code(made.login)


def spoken(person: Person) -> NewLogin:
    with inside(person.organisation) as by:
        return make_spoken_code(by=by, person=person)


def test_a_link_with_its_code_lets_its_person_in_once(person: Person) -> None:
    token, code = link(person)
    came = redeem_link(token=token, code=code)

    assert came is not None
    assert (came.person_id, came.organisation_id) == (person.id, person.organisation_id)
    assert redeem_link(token=token, code=code) is None


def test_the_link_alone_or_the_code_alone_lets_nobody_in(person: Person) -> None:
    token, code = link(person)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert redeem_link(token=token, code=wrong) is None
    assert redeem_link(token=token, code="") is None
    assert redeem_link(token="another", code=code) is None
    assert redeem_link(token=token, code=code) is not None


def test_the_code_is_void_after_fifteen_minutes_and_the_link_is_not(person: Person) -> None:
    token, code = link(person)
    with clock.moved_by(timedelta(minutes=15)):
        assert redeem_link(token=token, code=code) is None
        with inside(person.organisation):
            code = make_code(ClientLogin.objects.get())
        assert redeem_link(token=token, code=code) is not None


def test_the_link_is_void_after_seven_days(person: Person) -> None:
    token, _ = link(person)
    with clock.moved_by(timedelta(days=7)):
        with inside(person.organisation):
            code = make_code(ClientLogin.objects.get())
        assert redeem_link(token=token, code=code) is None


def test_five_wrong_codes_close_the_link_for_good(person: Person) -> None:
    token, code = link(person)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(MOST_ATTEMPTS):
        assert redeem_link(token=token, code=wrong) is None
    assert redeem_link(token=token, code=code) is None


def test_a_new_link_voids_the_one_before(person: Person) -> None:
    token, code = link(person)
    link(person)
    assert redeem_link(token=token, code=code) is None


def test_a_code_of_one_link_does_not_open_another(person: Person) -> None:
    other = refer_someone(clinic_of(person), "Per Prøve", mobile="40000002").person
    token, _ = link(person)
    _, code = link(other)
    assert redeem_link(token=token, code=code) is None


def test_a_spoken_code_opens_with_the_day_of_birth_however_it_is_typed(person: Person) -> None:
    code = spoken(person).secret
    came = redeem_spoken(code=f" {code.lower().replace('-', ' ')} ", birth_date=BORN)
    assert came is not None
    assert redeem_spoken(code=code, birth_date=BORN) is None


def test_a_spoken_code_with_another_day_of_birth_is_tried_five_times_at_most(person: Person) -> None:
    code = spoken(person).secret
    for _ in range(MOST_ATTEMPTS):
        assert redeem_spoken(code=code, birth_date=date(1990, 5, 18)) is None
    assert redeem_spoken(code=code, birth_date=BORN) is None


def test_a_spoken_code_is_void_after_seven_days(person: Person) -> None:
    code = spoken(person).secret
    with clock.moved_by(timedelta(days=7)):
        assert redeem_spoken(code=code, birth_date=BORN) is None


def test_a_token_is_no_spoken_code_and_the_other_way_round(person: Person) -> None:
    token, code = link(person)
    assert redeem_spoken(code=token, birth_date=BORN) is None
    assert redeem_link(token=spoken(person).secret.replace("-", ""), code=code) is None


def test_neither_token_nor_code_is_kept(person: Person) -> None:
    """Whoever reads the database, or a backup of it, comes in nowhere."""
    token, code = link(person)
    with inside(person.organisation):
        login, door = ClientLogin.objects.get(), LoginDoor.objects.get()
    kept = b"|".join(map(bytes, (login.token_hash, login.code_hash, door.token_hash)))
    assert token.encode() not in kept
    assert code.encode() not in kept
    assert len(bytes(login.token_hash)) == len(bytes(login.code_hash)) == 32


def test_nobody_comes_in_as_somebody_who_was_erased(person: Person) -> None:
    token, code = link(person)
    with inside(person.organisation):
        Person.objects.filter(pk=person.pk).update(erased_at=clock.now())
    assert redeem_link(token=token, code=code) is None


def test_known_and_unknown_take_the_same_statements(person: Person) -> None:
    token, code = link(person)
    with CaptureQueriesContext(connection) as known:
        redeem_link(token=token, code="000000" if code != "000000" else "000001")
    with CaptureQueriesContext(connection) as unknown:
        redeem_link(token="no such token", code="000000")
    assert shape(known) == shape(unknown)
    assert len(known) > 3


def shape(captured: CaptureQueriesContext) -> list[str]:
    return [query["sql"].split()[0] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]


def test_known_and_unknown_take_a_similar_time(person: Person) -> None:
    """Medians of 60 tries within a third of each other: what the network adds is far more than what is left."""
    code = spoken(person).secret

    def took(typed: str) -> float:
        begun = time.perf_counter()
        redeem_spoken(code=typed, birth_date=date(1900, 1, 1))
        with inside(person.organisation):
            ClientLogin.objects.update(attempts=0)
        return time.perf_counter() - begun

    pairs = [(took(code), took("WRONGCODE2")) for _ in range(60)]
    known, unknown = (statistics.median(column) for column in zip(*pairs, strict=True))
    assert abs(known - unknown) < max(known, unknown) / 3
