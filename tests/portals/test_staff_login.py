"""Staff log-in: no sign-up, a second factor always, no way round it; the office pages behind it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from stegvis.people.models import User
from stegvis.portals.guard import ALLAUTH_PAGES
from tests.architecture.test_addresses import addresses
from tests.clinic import Clinic, make_clinic, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "tolv-lange-tegn-til-prøve"


@pytest.fixture
def clinic() -> Clinic:
    made = make_clinic()
    made.lead.set_password(PASSWORD)
    made.lead.save()
    return made


def test_sign_up_and_the_rest_of_allauth_do_not_exist(client: Any) -> None:
    """Its sign-up is open by default and its log-in alone would let a password through (facts/ground.md §7)."""
    for route, view_name, _ in addresses():
        if route.startswith("account/") and view_name not in ALLAUTH_PAGES and "<" not in route and "(" not in route:
            assert client.get("/" + route).status_code == 404, route
    assert client.get("/account/signup/").status_code == 404


def test_a_password_alone_opens_no_record(client: Client, clinic: Clinic) -> None:
    """Wagtail once signed an MFA user in with a password; ours must end at the set-up of the second step."""
    client.post(reverse("account_login"), {"login": clinic.lead.email, "password": PASSWORD})
    answer = client.get(reverse("clinic:start"))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_index")


def test_password_and_code_open_the_team(client: Client, clinic: Clinic) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(clinic.lead, secret)
    client.post(reverse("account_login"), {"login": clinic.lead.email, "password": PASSWORD})
    assert client.get(reverse("clinic:start")).status_code == 302
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    done = client.post(reverse("mfa_authenticate"), {"code": code})
    assert done.status_code == 302
    answer = client.get(reverse("office:team", kwargs={"team": "solvik"}))
    assert answer.status_code == 200


def test_a_wrong_code_opens_nothing(client: Client, clinic: Clinic) -> None:
    totp.TOTP.activate(clinic.lead, totp.generate_totp_secret())
    client.post(reverse("account_login"), {"login": clinic.lead.email, "password": PASSWORD})
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 200
    assert client.get(reverse("office:team", kwargs={"team": "solvik"})).status_code == 302
    assert Authenticator.objects.filter(user=clinic.lead).exists()
    assert get_adapter().is_mfa_enabled(clinic.lead)


def test_the_log_in_page_answers_alike_for_known_and_unknown(client: Client, clinic: Clinic) -> None:
    known = client.post(reverse("account_login"), {"login": clinic.lead.email, "password": "not-the-password"})
    unknown = client.post(reverse("account_login"), {"login": "nobody@solvik.example", "password": "not-the-password"})
    strip = [answer.content.replace(clinic.lead.email.encode(), b"").replace(b"nobody@solvik.example", b"")
             for answer in (known, unknown)]  # fmt: skip
    assert known.status_code == unknown.status_code == 200
    assert abs(len(strip[0]) - len(strip[1])) < 8  # csrf tokens are of one length; nothing else differs


def test_the_demo_s_way_in_does_not_exist_outside_the_demo(client: Client, clinic: Clinic) -> None:
    address = f"/demo/in/{clinic.solvik_organisation.slug}/{clinic.lead.pk}/"
    assert client.get(address).status_code == 404


def test_an_administrator_adds_a_member_and_hands_over_a_link(clinic: Clinic) -> None:
    client = signed_in(clinic.administrator)
    form = {"name": "Ny Behandler", "email": "ny@solvik.example", "profession": "psykolog", "role": "therapist"}
    answer = client.post(reverse("office:add_member", kwargs={"team": "solvik"}), form)
    assert answer.status_code == 200
    assert "/account/password/reset/key/" in answer.content.decode()
    made = User.objects.get(email="ny@solvik.example")
    assert not made.has_usable_password()


def test_a_lead_cannot_add_members(clinic: Clinic) -> None:
    client = signed_in(clinic.lead)
    form = {"name": "Ny", "email": "ny@solvik.example", "role": "therapist"}
    assert client.post(reverse("office:add_member", kwargs={"team": "solvik"}), form).status_code == 404
    assert not User.objects.filter(email="ny@solvik.example").exists()


def test_team_settings_say_what_is_wrong_beside_the_field(clinic: Clinic) -> None:
    client = signed_in(clinic.lead)
    form = {"phone": "12 34 56 99", "target_wait_days": "14", "alert_minutes": "999", "opens_0": "09:00"}
    answer = client.post(reverse("office:team", kwargs={"team": "solvik"}), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="999"' in page
    assert 'value="12 34 56 99"' in page
    clinic.solvik.refresh_from_db()
    assert clinic.solvik.alert_minutes == 240


def test_an_alert_limit_may_be_shortened(clinic: Clinic) -> None:
    client = signed_in(clinic.lead)
    form = {"phone": "1", "target_wait_days": "10", "alert_minutes": "120", "opens_0": "09:00", "closes_0": "12:00"}
    assert client.post(reverse("office:team", kwargs={"team": "solvik"}), form).status_code == 302
    clinic.solvik.refresh_from_db()
    assert (clinic.solvik.alert_minutes, clinic.solvik.target_wait_days) == (120, 10)
    assert [(span.weekday, span.opens.hour) for span in clinic.solvik.opening_hours.all()] == [(0, 9)]
