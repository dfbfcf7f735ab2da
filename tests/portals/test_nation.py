"""The national body's pages: only its office opens them, they say what the bundles say, and they cost little."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.exchange.actions.receive_bundle import receive_bundle
from stegvis.exchange.actions.register_sender import register_sender
from stegvis.exchange.bundle.signature import public_key
from stegvis.exchange.models import Participation, ReceivedBundle, RefusedBundle
from stegvis.exchange.queries.nation import Told, summed
from stegvis.people.models import Organisation, Role, Team, User
from stegvis.people.tenancy import working_in
from tests.clinic import Clinic, inside, make_clinic, make_member, make_organisation, make_team, signed_in
from tests.unit.exchange.bundles import PRIVATE, file, good

pytestmark = pytest.mark.django_db
PAGES = ("", "places/", "comparison/", "comparison/?as=counted&measure=reliable_improvement", "bundles/")
FREE = re.compile(
    r"^\s*(begin|commit|savepoint|release|rollback)|^\s*select set_config\('(search_path|stegvis.user)", re.I
)


@pytest.fixture
def national() -> Team:
    organisation = make_organisation("Nasjonalt sekretariat", "nasjonalt", "NO")
    organisation.kind = Organisation.Kind.NATIONAL
    organisation.save()
    return make_team(organisation, "Nasjonale tall", "nasjonen", code="0000")


@pytest.fixture
def reader(national: Team) -> User:
    return make_member("Runa Leser", Role.MANAGER, national)


def sent(national: Team, number: int) -> bytes:
    """The bundle of one more sender: the same figures, other names."""
    slug = f"kommune-{number}"
    with working_in(national.organisation, team=national) as by:
        register_sender(by=by, slug=slug, name=f"Kommune {number}", country="NO", region=f"Region {number % 2}",
                        public_key=public_key(PRIVATE))  # fmt: skip

    def change(content: dict[str, Any]) -> None:
        content["organisation"] = slug
        content["teams"] = {team: f"{name} {number}" for team, name in content["teams"].items()}

    return file(change)


def reading(user: User) -> Client:
    """Signed in, in English."""
    browser = signed_in(user)
    browser.cookies["language"] = "en"
    return browser


def take_in(national: Team, numbers: range) -> None:
    for number in numbers:
        written = sent(national, number)
        with working_in(national.organisation, team=national) as by:
            assert isinstance(receive_bundle(by=by, file=written), ReceivedBundle)


def page(browser: Client, path: str) -> str:
    answer = browser.get(f"/office/nasjonen/nation/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_has_something_to_say_before_the_first_bundle(reader):
    browser = reading(reader)
    for path in PAGES:
        assert 'class="empty"' in page(browser, path) or "No bundle has been taken in yet" in page(browser, path)


def test_the_nation_is_the_sum_of_what_was_published(national, reader):
    """Three senders with the same figures: three times the counts, the rate of one, and who stands behind."""
    take_in(national, range(3))
    browser = reading(reader)
    finished = next(row["value"] for row in good()["tables"]["whole"] if row["measure"] == "finished")
    rate = next(row["value"] for row in good()["tables"]["whole"] if row["measure"] == "reliable_improvement")
    whole = page(browser, "")
    assert f"<b>{3 * finished}</b>" in whole
    assert f"<h1>{rate}% of those who finished are reliably better</h1>" in whole
    assert "3 of 3 organisations" in whole
    assert "2025. 3 organisations stand behind these figures." in whole
    places = page(browser, "places/")
    assert [places.index(name) for name in ("Region 0", "Kommune 0", "Kommune 2", "Region 1", "Kommune 1")] == sorted(
        places.index(name) for name in ("Region 0", "Kommune 0", "Kommune 2", "Region 1", "Kommune 1")
    )


def test_the_funnel_shows_the_teams_that_take_part_and_names_none_a_loser(national, reader):
    """A picture with title and description, every team in the table beside it, in the order of names."""
    take_in(national, range(3))
    shown = page(reading(reader), "comparison/")
    assert shown.count('class="dot"') == 6
    assert re.search(r'<svg class="chart chart-funnel".*<title id="funnel-t">.*<desc id="funnel-d">', shown)
    teams = re.findall(r'<th scope="row">([^<]*)</th>', shown)
    assert teams == sorted(teams)
    assert len(teams) == 6
    assert "invented courses" in shown


def test_fewer_than_five_teams_are_not_compared(national, reader):
    take_in(national, range(2))
    assert "Too few teams to compare" in page(reading(reader), "comparison/")


def test_a_bundle_is_uploaded_and_a_bad_one_refused_with_its_reason(national, reader):
    browser = reading(reader)
    written = sent(national, 1)

    def upload(content: bytes) -> Any:
        return browser.post("/office/nasjonen/nation/bundles/", {"file": SimpleUploadedFile("b.json", content)})

    refused = upload(written.replace(b'"year": 2025', b'"year": 2024'))
    assert refused.status_code == 422
    assert "The signature is not the sender" in refused.content.decode()
    assert upload(written).status_code == 303
    shown = page(browser, "bundles/")
    assert "Kommune 1" in shown
    assert "Unknown sender" in shown
    assert browser.post("/office/nasjonen/nation/bundles/", {}).status_code == 422
    with inside(national.organisation):
        assert (ReceivedBundle.objects.count(), RefusedBundle.objects.count()) == (1, 1)


def test_a_municipality_has_no_page_of_the_nation(national, reader):
    """Not for its manager, not for its administrator, and the national body's reader sees no municipality."""
    clinic = make_clinic()
    for user in (clinic.manager, clinic.administrator):
        for path in PAGES:
            assert signed_in(user).get(f"/office/solvik/nation/{path}").status_code == 404
            assert signed_in(user).get(f"/office/nasjonen/nation/{path}").status_code == 404
    assert reading(reader).get("/office/solvik/results/").status_code == 404


def test_the_national_body_is_no_place_to_ask_for_help(national):
    """It treats nobody: no public page, and it is not in the list of teams."""
    make_clinic()
    assert Client().get("/t/nasjonen/").status_code == 404
    listed = Client().get("/teams/").content.decode() + Client().get("/").content.decode()
    assert "Nasjonale tall" not in listed


def test_pages_cost_the_same_for_two_senders_and_for_six(national, reader):
    """At most eight statements each."""
    costs = []
    for numbers in (range(2), range(2, 6)):
        take_in(national, numbers)
        browser = reading(reader)
        costs.append([_cost(browser, f"/office/nasjonen/nation/{path}") for path in PAGES])
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 8


def _cost(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len([one for one in captured.captured_queries if not FREE.match(one["sql"])])


def test_a_team_takes_part_by_its_leads_own_hand():
    """Off at first; on by a button; a therapist has no such page."""
    clinic: Clinic = make_clinic()
    path = "/office/solvik/team/comparison/"
    assert signed_in(clinic.therapist).get(path).status_code == 404
    browser = reading(clinic.lead)
    assert "takes no part in comparisons" in browser.get(path).content.decode()
    assert browser.post(path, {"take_part": "yes"}).status_code == 303
    with inside(clinic.solvik_organisation):
        assert Participation.objects.get().is_on
    assert "The team takes part in comparisons" in browser.get(path).content.decode()


def test_a_hidden_count_is_left_out_of_both_parts_of_a_rate():
    """One organisation shows 40 of 80, the other hides its numerator: the nation is 40 of 80, made of one of two."""
    rows = [Told("A", "R", "recovery", 40, 80, None, 10), Told("B", "R", "recovery", None, 60, None, 15)]
    found = {one.measure.name: one for one in summed(rows)}["recovery"]
    assert (found.numerator, found.denominator, found.value, found.missing) == (40, 80, 50, 10)
    assert (found.counted, found.asked) == (1, 2)
    few = {one.measure.name: one for one in summed([Told("A", "R", "recovery", 10, 15, None, 0)])}["recovery"]
    assert few.value is None


def test_a_wait_is_that_of_the_middle_organisation():
    """A median cannot be summed: 10, 20 and 60 days are 20 in the middle, not 30."""
    from decimal import Decimal

    rows = [Told(name, "R", "wait_treatment", None, 40, Decimal(days), None) for name, days in
            (("A", 10), ("B", 20), ("C", 60), ("D", 0))[:3]]  # fmt: skip
    assert {one.measure.name: one for one in summed(rows)}["wait_treatment"].value == 20
