"""A link and its code never go the same way, never a way that is not safe, and the texts tell nothing."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from stegvis.care.actions.ask_for_link import LinkRequest, answer_request, sealed_request
from stegvis.care.actions.invite_client import can_invite, give_spoken_code, invite_client, send_code
from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.notices.models import Notice
from stegvis.people.actions.client_login import redeem_link, redeem_spoken
from stegvis.people.actions.enrol import NewChannel
from stegvis.people.models import Actor, ClientLogin, Denied, NotFound
from stegvis.people.sealing import sealer_of
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, refer_someone

BORN = date(1990, 5, 17)
BOTH = (NewChannel("sms", "+4740000001", True), NewChannel("email", "kari@example.org", True))


@pytest.fixture
def clinic(db: Any) -> Clinic:
    return make_clinic()


@pytest.fixture
def episode(clinic: Clinic) -> Episode:
    return refer_someone(clinic.solvik, channels=BOTH, responsible=clinic.therapist, birth_date=BORN)


@pytest.fixture
def therapist(clinic: Clinic) -> Actor:
    return again(actor(clinic.therapist, clinic.solvik))


def sent(episode: Episode) -> dict[str, tuple[str, dict[str, str]]]:
    """By text: the way it goes, and its values."""
    sealer = sealer_of(episode.person.key)
    with inside(episode.organisation):
        notices = Notice.objects.filter(person=episode.person, text__in=("way_in", "code"))
        return {
            one.text: (
                one.kind,
                json.loads(sealer.unseal(one.sealed, table="notices_notice", column="sealed", row=one.pk)),
            )
            for one in notices
        }


def invited(episode: Episode, by: Actor) -> str:
    """The token of the link that was sent."""
    with acting(by):
        invite_client(by=by, episode_id=episode.pk)
    address = sent(episode)["way_in"][1]["link"]
    return address.rstrip("/").rsplit("/", 1)[1]


def test_the_link_goes_by_mail_and_the_code_by_sms_when_it_is_asked_for(episode: Episode, therapist: Actor) -> None:
    token = invited(episode, therapist)
    assert set(sent(episode)) == {"way_in"}

    send_code(token=token)
    way, values = sent(episode)["code"]
    assert (sent(episode)["way_in"][0], way) == ("email", "sms")
    came = redeem_link(token=token, code=values["code"])
    assert came is not None
    assert came.person_id == episode.person_id


def test_the_same_invitation_sent_twice_is_one_link(episode: Episode, therapist: Actor) -> None:
    with acting(therapist):
        first = invite_client(by=therapist, episode_id=episode.pk)
        assert invite_client(by=therapist, episode_id=episode.pk) == first
    with inside(episode.organisation):
        assert ClientLogin.objects.count() == 1


@pytest.mark.parametrize(
    "channels",
    [
        (NewChannel("sms", "+4740000001", True),),
        (NewChannel("sms", "+4740000001", True), NewChannel("email", "kari@example.org", False)),
        (NewChannel("sms", "+4740000001", False), NewChannel("email", "kari@example.org", True)),
        (NewChannel("sms", "+4740000001", True), NewChannel("phone", "+4740000002", True)),
    ],
)
def test_without_two_safe_ways_there_is_no_link_but_a_spoken_code(
    clinic: Clinic, therapist: Actor, channels: tuple[NewChannel, ...]
) -> None:
    episode = refer_someone(clinic.solvik, channels=channels, responsible=clinic.therapist, birth_date=BORN)
    with acting(therapist):
        assert not can_invite(therapist, episode)
        with pytest.raises(Denied), transaction.atomic():
            invite_client(by=therapist, episode_id=episode.pk)
        code = give_spoken_code(by=again(therapist), episode_id=episode.pk).secret
    assert sent(episode) == {}
    assert redeem_spoken(code=code, birth_date=BORN) is not None


def test_a_channel_that_became_unsafe_gets_no_code(episode: Episode, therapist: Actor) -> None:
    token = invited(episode, therapist)
    with inside(episode.organisation):
        episode.person.channels.filter(kind="sms").update(is_safe=False)
    send_code(token=token)
    assert set(sent(episode)) == {"way_in"}


def test_an_unknown_link_sends_nothing_and_says_nothing(episode: Episode) -> None:
    send_code(token="no such token")
    assert sent(episode) == {}


def test_a_spoken_code_is_shown_once(episode: Episode, therapist: Actor) -> None:
    with acting(therapist):
        give_spoken_code(by=therapist, episode_id=episode.pk)
        with pytest.raises(Denied), transaction.atomic():
            give_spoken_code(by=therapist, episode_id=episode.pk)


def test_who_has_no_relation_invites_nobody(clinic: Clinic, episode: Episode) -> None:
    for user, team in ((clinic.colleague, clinic.solvik), (clinic.havna_coordinator, clinic.havna)):
        with acting(again(actor(user, team))) as by, pytest.raises(NotFound), transaction.atomic():
            invite_client(by=by, episode_id=episode.pk)


def test_a_coordinator_of_the_team_invites(clinic: Clinic, episode: Episode) -> None:
    assert invited(episode, again(actor(clinic.coordinator, clinic.solvik)))


def request(clinic: Clinic, contact: str, birth_date: date = BORN) -> LinkRequest:
    return sealed_request(team="solvik", contact=contact, birth_date=birth_date)


@pytest.mark.parametrize(
    "contact", ["kari@example.org", " Kari@Example.org ", "400 00 001", "+47 40000001", "004740000001"]
)
def test_a_client_who_has_lost_the_link_gets_a_new_one_by_contact_and_birthday(
    clinic: Clinic, episode: Episode, contact: str
) -> None:
    assert answer_request(request(clinic, contact)) is not None
    assert sent(episode)["way_in"][0] == "email"


@pytest.mark.parametrize(
    ("contact", "born"),
    [("kari@example.org", date(1990, 5, 18)), ("per@example.org", BORN), ("40000009", BORN), ("hei", BORN)],
)
def test_a_contact_or_birthday_that_does_not_fit_sends_nothing(
    clinic: Clinic, episode: Episode, contact: str, born: date
) -> None:
    assert answer_request(request(clinic, contact, born)) is None
    assert sent(episode) == {}


def test_a_way_that_must_not_be_used_finds_nobody(clinic: Clinic, episode: Episode) -> None:
    with inside(episode.organisation):
        episode.person.channels.filter(kind="email").update(is_safe=False)
    assert answer_request(request(clinic, "kari@example.org")) is None


def test_nobody_can_fill_somebodys_inbox(clinic: Clinic, episode: Episode) -> None:
    answers = [answer_request(request(clinic, "kari@example.org")) for _ in range(5)]
    assert [answer is not None for answer in answers] == [True, True, True, False, False]
    with clock.moved_by(timedelta(days=2)):
        assert answer_request(request(clinic, "kari@example.org")) is not None


def test_the_request_that_waits_for_the_job_holds_nothing_readable(clinic: Clinic, episode: Episode) -> None:
    asked = request(clinic, "kari@example.org")
    assert b"kari" not in base64.b64decode(asked.sealed)
    assert "kari" not in str(asked)
