"""A self-referral left unfinished: kept sealed, found by its code in its own team, gone when its time is out."""

import uuid
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.db import connection

from stegvis.care.actions.drop_drafts import drop_draft, drop_drafts
from stegvis.care.actions.save_draft import save_draft
from stegvis.care.models import ReferralDraft
from stegvis.care.queries.drafts import LENGTH, DraftView, draft_by_code, draft_of, normalised, spaced, was_sent
from stegvis.care.tasks import drop_old_drafts
from stegvis.definitions import clock
from stegvis.people.models import Team
from tests.clinic import Clinic, acting, make_clinic, visitor
from tests.database import Clone

TUESDAY = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)


@pytest.fixture
def clinic(clone: Clone) -> Clinic:
    return make_clinic()


def _save(team: Team, step: str, typed: dict[str, str], draft: uuid.UUID | None = None) -> DraftView:
    with acting(visitor(team, command=uuid.uuid4())) as by:
        return save_draft(by=by, step=step, typed=typed, draft=draft)


def test_steps_gather_in_one_draft_exactly_as_they_were_typed(clinic: Clinic) -> None:
    """Also spaces and half words: what comes back must be what the person remembers writing."""
    first = _save(clinic.solvik, "1", {"name": "  Kari <b>", "birth_date_day": "3"})
    _save(clinic.solvik, "3", {"problem": "Søvn.\n\nOg uro."}, first.id)
    _save(clinic.solvik, "1", {"name": "Kari Prøve"}, first.id)
    with acting(visitor(clinic.solvik)) as by:
        found = draft_of(by, first.id)
    assert found == DraftView(first.id, first.code, {"1": {"name": "Kari Prøve"}, "3": {"problem": "Søvn.\n\nOg uro."}})


def test_the_code_opens_it_however_it_is_written_down(clinic: Clinic) -> None:
    made = _save(clinic.solvik, "1", {"name": "Kari"})
    spoken = spaced(made.code).lower().replace("0", "o").replace("1", "l").replace(" ", " - ")
    with acting(visitor(clinic.solvik)) as by:
        assert draft_by_code(by, spoken) == draft_of(by, made.id)
        assert len(made.code) == LENGTH
        assert draft_by_code(by, made.code[:-1]) is None
        assert draft_by_code(by, "") is None


def test_the_code_opens_nothing_in_another_team_or_organisation(clinic: Clinic) -> None:
    """Otherwise the form of one team would tell who has begun to ask another."""
    made = _save(clinic.solvik, "1", {"name": "Kari"})
    for team in (clinic.havna, clinic.fjordbyen):
        with acting(visitor(team)) as by:
            assert draft_by_code(by, made.code) is None
            assert draft_of(by, made.id) is None


def test_codes_are_long_enough_that_nobody_guesses_one(clinic: Clinic) -> None:
    """12 signs of 32 are 60 bits: at the thirty tries a quarter of an hour that one address has, never."""
    codes = {_save(clinic.solvik, "1", {}).code for _ in range(20)}
    assert len(codes) == 20
    assert all(normalised(code) == code for code in codes)


def test_a_form_sent_twice_begins_one_draft(clinic: Clinic) -> None:
    command = uuid.uuid4()
    made = []
    for name in ("Kari", "Kari Prøve"):
        with acting(visitor(clinic.solvik, command=command)) as by:
            made.append(save_draft(by=by, step="1", typed={"name": name}))
    assert made[0].id == made[1].id
    assert made[0].code == made[1].code
    with acting(visitor(clinic.solvik)) as by:
        found = draft_of(by, made[0].id)
        assert ReferralDraft.objects.count() == 1
    assert found is not None
    assert found.answers == {"1": {"name": "Kari Prøve"}}, "what was typed last counts"


def test_two_tabs_that_save_at_once_lose_nothing(clinic: Clinic) -> None:
    """The second reads only when the first is done: otherwise it would write back the draft as it was before."""
    made = _save(clinic.solvik, "1", {"name": "Kari"})

    def second_tab() -> None:
        try:
            _save(clinic.solvik, "3", {"word": "3"}, made.id)
        finally:
            connection.close()

    second = Thread(target=second_tab)
    with acting(visitor(clinic.solvik)) as by:
        save_draft(by=by, step="2", typed={"word": "2"}, draft=made.id)
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive(), "it waits for the first"
    second.join()
    with acting(visitor(clinic.solvik)) as by:
        found = draft_of(by, made.id)
    assert found is not None
    assert set(found.answers) == {"1", "2", "3"}


def test_a_draft_lives_fourteen_days_from_when_it_was_touched_last(clinic: Clinic) -> None:
    with clock.standing_at(TUESDAY):
        made = _save(clinic.solvik, "1", {"name": "Kari"})
    with clock.standing_at(TUESDAY + timedelta(days=13)):
        _save(clinic.solvik, "2", {"phone": "1"}, made.id)
    with clock.standing_at(TUESDAY + timedelta(days=26, hours=23)), acting(visitor(clinic.solvik)) as by:
        assert drop_drafts(by=by) == 0
        assert draft_of(by, made.id) is not None
    with clock.standing_at(TUESDAY + timedelta(days=27)), acting(visitor(clinic.solvik)) as by:
        assert draft_of(by, made.id) is None, "also before the job has come by"
        assert draft_by_code(by, made.code) is None
        assert drop_drafts(by=by) == 1
        assert ReferralDraft.objects.count() == 0


def test_the_job_leaves_other_organisations_alone(clinic: Clinic) -> None:
    with clock.standing_at(TUESDAY):
        _save(clinic.fjordbyen, "1", {})
    with clock.standing_at(TUESDAY + timedelta(days=15)), acting(visitor(clinic.solvik)) as by:
        assert drop_drafts(by=by) == 0


def test_the_hourly_job_comes_by_every_organisation(clinic: Clinic) -> None:
    with clock.standing_at(TUESDAY):
        for team in (clinic.solvik, clinic.fjordbyen):
            _save(team, "1", {})
    with clock.standing_at(TUESDAY + timedelta(days=15)):
        drop_old_drafts(timestamp=0)
        for team in (clinic.solvik, clinic.fjordbyen):
            with acting(visitor(team)):
                assert ReferralDraft.objects.count() == 0


def test_the_person_may_delete_it_at_once_but_only_from_the_own_team(clinic: Clinic) -> None:
    made = _save(clinic.solvik, "1", {"name": "Kari"})
    with acting(visitor(clinic.havna)) as by:
        assert not drop_draft(by=by, draft=made.id)
    with acting(visitor(clinic.solvik)) as by:
        assert drop_draft(by=by, draft=made.id)
        assert not drop_draft(by=by, draft=made.id)


def test_no_word_of_a_draft_and_no_code_is_readable_in_the_database(
    clinic: Clinic, owner_connection: psycopg.Connection[Any]
) -> None:
    made = _save(clinic.solvik, "3", {"problem": "Kanarifugl"})
    row = owner_connection.execute("select t::text, sealed, code_hash from care_referraldraft t").fetchone()
    assert row is not None
    text, sealed, code_hash = row
    for word in ("Kanarifugl", made.code):
        assert word not in text
        assert word.encode() not in bytes(sealed)
        assert word.encode() not in bytes(code_hash)


def test_a_form_never_sent_is_not_known_as_sent(clinic: Clinic) -> None:
    with acting(visitor(clinic.solvik, command=uuid.uuid4())) as by:
        assert not was_sent(by)
    with acting(visitor(clinic.solvik)) as by:
        assert not was_sent(by)
