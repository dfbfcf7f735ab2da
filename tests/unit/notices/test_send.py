"""Sending: a notice leaves once, to one recipient, by a channel that is safe at that moment."""

from __future__ import annotations

import json
import socket
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from stegvis.definitions import clock
from stegvis.notices.actions.notify import notify
from stegvis.notices.actions.send import WAITS, overdue, send
from stegvis.notices.carriers import CarrierError, Letter, carry
from stegvis.notices.models import Notice
from stegvis.notices.texts import TEXTS, written
from stegvis.people.models import Channel
from tests.clinic import Clinic, inside, make_clinic, refer_someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def spool(settings: Any, tmp_path: Path) -> Path:
    settings.STEGVIS_SPOOL = str(tmp_path / "spool")
    return tmp_path / "spool"


def planned(clinic: Clinic, **given: Any) -> Notice:
    episode = refer_someone(clinic.solvik)
    with inside(clinic.solvik.organisation) as by:
        return notify(by=by, text="code", person=episode.person, values={"code": "123456"}, **given)


def state(clinic: Clinic, notice: Notice) -> str:
    with inside(clinic.solvik.organisation):
        return str(Notice.objects.get(pk=notice.pk).state)


def test_a_notice_is_a_file_in_the_spool(clinic: Clinic, spool: Path) -> None:
    notice = planned(clinic)
    assert send(clinic.solvik.organisation, notice.pk) == Notice.State.SENT
    letter = json.loads((spool / f"{notice.pk}.json").read_text("utf-8"))
    assert letter["to"].endswith("40000001")
    assert "123456" in letter["body"]
    assert letter["kind"] == "sms"


def test_what_the_notice_says_is_sealed_in_the_outbox(clinic: Clinic) -> None:
    notice = planned(clinic)
    assert b"123456" not in bytes(notice.sealed or b"")


def test_sent_again_it_is_the_same_file(clinic: Clinic, spool: Path) -> None:
    notice = planned(clinic)
    assert send(clinic.solvik.organisation, notice.pk) == Notice.State.SENT
    assert send(clinic.solvik.organisation, notice.pk) == ""
    assert len(list(spool.glob("*.json"))) == 1


def test_a_channel_that_became_unsafe_is_not_used(clinic: Clinic, spool: Path) -> None:
    """Between planning and sending, somebody may have read the phone."""
    notice = planned(clinic)
    with inside(clinic.solvik.organisation):
        Channel.objects.update(is_safe=False)
    assert send(clinic.solvik.organisation, notice.pk) == Notice.State.WITHHELD
    assert not list(spool.glob("*.json"))


def test_without_a_safe_channel_it_is_withheld_and_the_ledger_says_why(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik)
    with inside(clinic.solvik.organisation) as by:
        Channel.objects.update(is_safe=False)
        notice = notify(by=by, text="code", person=episode.person, values={"code": "1"})
    assert (notice.state, notice.why) == (Notice.State.WITHHELD, "no safe channel")


def test_what_is_planned_for_later_waits(clinic: Clinic, spool: Path) -> None:
    notice = planned(clinic, planned_for=clock.now() + timedelta(hours=2))
    assert send(clinic.solvik.organisation, notice.pk) == ""
    assert notice.pk not in overdue(clinic.solvik.organisation)
    with clock.moved_by(timedelta(hours=3)):
        assert notice.pk in overdue(clinic.solvik.organisation)
        assert send(clinic.solvik.organisation, notice.pk) == Notice.State.SENT


def test_a_carrier_that_is_down_is_tried_again_and_then_given_up(clinic: Clinic, settings: Any, tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("not a folder")
    settings.STEGVIS_SPOOL = str(blocked)
    notice = planned(clinic)
    late = timedelta()
    for wait in WAITS:
        with clock.moved_by(late):
            assert send(clinic.solvik.organisation, notice.pk) == Notice.State.PLANNED
        late += wait + timedelta(seconds=1)
    with clock.moved_by(late):
        assert send(clinic.solvik.organisation, notice.pk) == Notice.State.FAILED
    assert state(clinic, notice) == Notice.State.FAILED


def test_without_a_carrier_nothing_counts_as_sent(clinic: Clinic, settings: Any) -> None:
    settings.STEGVIS_SPOOL = ""
    notice = planned(clinic)
    assert send(clinic.solvik.organisation, notice.pk) == Notice.State.PLANNED


def test_an_e_mail_goes_to_one_recipient_by_smtp(settings: Any) -> None:
    taken: list[Any] = []

    class Postbox:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            taken.append(envelope)
            return "250 taken"

    postbox = Controller(Postbox(), hostname="127.0.0.1", port=free_port())
    postbox.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox.port
        settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.STEGVIS_SPOOL = False, "", ""
        key = uuid.uuid4()
        assert carry(Letter(key, "email", "kari@post.example", "Emne", "Tekst")) == f"smtp:{key}"
        with pytest.raises(CarrierError):
            carry(Letter(key, "email", "kari@post.example, per@post.example", "Emne", "Tekst"))
    finally:
        postbox.stop()
    assert [envelope.rcpt_tos for envelope in taken] == [["kari@post.example"]]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_text_with_a_missing_value_is_an_error_not_a_gap() -> None:
    with pytest.raises(ValueError, match="needs the values"):
        written("code", "nb", {})


@pytest.mark.parametrize("text", sorted(TEXTS))
@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_every_text_can_be_written(text: str, language: str) -> None:
    subject, body = written(text, language, {key: "1" for key in TEXTS[text].needs})
    assert subject
    assert "%(" not in body


def test_a_notice_to_staff_speaks_their_own_language(clinic: Clinic) -> None:
    """A client who answers in English raises an alert that is read in Norwegian."""
    clinic.therapist.language = "sv"
    clinic.therapist.save()
    episode = refer_someone(clinic.solvik)
    with inside(clinic.solvik.organisation) as by:
        english = replace(by, language="en")
        assert notify(by=english, text="new_alert", user=clinic.therapist.pk).language == "sv"
        assert notify(by=english, text="new_alert", user=clinic.therapist).language == "sv"
        assert notify(by=english, text="received", person=episode.person, values={"days": "7"}).language == "nb"
