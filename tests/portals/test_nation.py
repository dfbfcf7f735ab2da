"""The national body's pages: only its office opens them, they say what the bundles say, and they cost little."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.definitions import clock
from stegvis.exchange.actions.count_nation import count_nation
from stegvis.exchange.actions.receive_bundle import receive_bundle
from stegvis.exchange.actions.register_sender import register_sender
from stegvis.exchange.actions.show_nation import show_nation
from stegvis.exchange.actions.take_part import take_part
from stegvis.exchange.bundle.signature import public_key
from stegvis.exchange.models import BundleFigure, NationShown, Participation, ReceivedBundle, RefusedBundle, Sender
from stegvis.exchange.queries.arrivals import teams_taking_part
from stegvis.exchange.queries.nation import Summed, by_region, nation
from stegvis.outcomes.queries.results import Figure
from stegvis.people.models import Organisation, Role, Team, User
from stegvis.people.tenancy import system_actor, working_in
from stegvis.portals.office.among import places
from tests.clinic import (
    Clinic,
    acting,
    actor,
    inside,
    make_clinic,
    make_member,
    make_organisation,
    make_team,
    signed_in,
)
from tests.unit.exchange.bundles import PRIVATE, file, good

pytestmark = pytest.mark.django_db
PAGES = (
    "", "over-time/", "over-time/?by=year&region=Region+0", "places/", "comparison/",
    "comparison/?as=counted&measure=reliable_improvement", "bundles/",
)  # fmt: skip
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
    assert re.findall(r'class="whole">([^<]*)</th>', places) == ["Region 0", "Region 1", "Kommune 0", "Kommune 2"]
    assert f'data-label="Finished treatment">{2 * finished}<' in places
    other = page(browser, "places/?region=Region+1")
    assert re.findall(r'class="whole">([^<]*)</th>', other) == ["Region 0", "Region 1", "Kommune 1"]


def test_the_funnel_shows_the_teams_that_take_part_and_names_none_a_loser(national, reader):
    """A picture with title and description, every team in the table beside it, in the order of names."""
    take_in(national, range(3))
    shown = page(reading(reader), "comparison/")
    assert shown.count('class="dot"') == 2 * 6
    for width in ("wide", "narrow"):
        frame = f'<svg class="chart chart-{width} chart-funnel".*<title id="funnel-{width[0]}-t">.*<desc id="funnel-'
        assert re.search(frame, shown)
    teams = re.findall(r'<th scope="row">([^<]*)</th>', shown)
    assert teams == sorted(teams)
    assert len(teams) == 6
    assert "45,000 invented courses of one year" in shown


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


def told(national: Team, of: str, region: str = "R", year: int = 2025, **row: Any) -> None:
    """One figure of one organisation's bundle, as if it had come in."""
    own = {"organisation_id": national.organisation_id}
    with inside(national.organisation):
        sender, _made = Sender.objects.get_or_create(
            **own, slug=of.lower(),
            defaults={"name": of, "country": "NO", "region": region, "public_key": b"", "registered_at": clock.now()},
        )  # fmt: skip
        times = {"made_at": clock.now(), "received_at": clock.now()}
        bundle, _made = ReceivedBundle.objects.get_or_create(
            **own, sender=sender, year=year, defaults={"edition": 1, "teams": {}, "file": "", "digest": "", **times}
        )  # fmt: skip
        BundleFigure.objects.create(**own, bundle=bundle, **row)
        count_nation(system_actor(national.organisation), [year])


def summed(national: Team, reader: User, year: int = 2025) -> dict[str, Summed]:
    with acting(actor(reader, national)) as by:
        return {one.measure.name: one for one in nation(by, year)}


def test_a_hidden_count_is_left_out_of_both_parts_of_a_rate(national, reader):
    """One organisation shows 40 of 80, the other hides its numerator: the nation is 40 of 80, made of one of two."""
    told(national, "A", measure="recovery", numerator=40, denominator=80, missing=10)
    told(national, "B", measure="recovery", denominator=60, missing=15)
    found = summed(national, reader)["recovery"]
    assert (found.numerator, found.denominator, found.value, found.missing) == (40, 80, 50, 10)
    assert (found.counted, found.asked) == (1, 2)
    told(national, "A", measure="recovery", year=2024, numerator=10, denominator=15, missing=0)
    assert summed(national, reader, 2024)["recovery"].value is None


def test_a_wait_is_that_of_the_middle_organisation(national, reader):
    """A median cannot be summed: 10, 20 and 60 days are 20 in the middle, not 30; of two it lies between."""
    for name, days in (("A", 10), ("B", 20), ("C", 60)):
        told(national, name, measure="wait_treatment", denominator=40, value=days)
    assert summed(national, reader)["wait_treatment"].value == 20
    for name, days in (("A", "10.1"), ("B", "10.4")):
        told(national, name, measure="wait_treatment", year=2024, denominator=40, value=days)
    assert str(summed(national, reader, 2024)["wait_treatment"].value) == "10.3"


def test_the_course_of_a_region_is_made_of_its_own_organisations(national, reader):
    """Quarters stand in a row, also over a year without bundles; another region's figures are in neither."""
    for year, over in ((2023, 40), (2025, 60)):
        told(national, "A", "Nord", year, table="quarter", group=f"{year}-Q1", measure="recovery", numerator=over,
             denominator=80, missing=0)  # fmt: skip
    told(national, "B", "Sør", 2025, table="quarter", group="2025-Q1", measure="recovery", numerator=0,
         denominator=80, missing=0)  # fmt: skip
    shown = page(reading(reader), "over-time/?region=Nord")
    assert "<h1>Nord over time</h1>" in shown
    rows = re.findall(r'<th scope="row">(Q\d \d{4})</th><td class="num">([^<]*)<', shown)
    assert rows[0] == ("Q1 2023", "50%")
    assert ("Q1 2024", "–") in rows
    assert ("Q1 2025", "75%") in rows
    assert "1 of 1 organisations" in shown
    whole = page(reading(reader), "over-time/")
    assert "2 of 2 organisations" in whole
    assert ("Q1 2025", "38%") in re.findall(r'<th scope="row">(Q\d \d{4})</th><td class="num">([^<]*)<', whole)


def test_a_sender_that_changes_its_region_takes_its_figures_with_it(national, reader):
    told(national, "A", "Nord", measure="finished", numerator=40, value=40)
    with working_in(national.organisation, team=national) as by:
        register_sender(by=by, slug="a", name="A", country="NO", region="Sør", public_key=public_key(PRIVATE))
    with acting(actor(reader, national)) as viewer:
        assert {region: sums[0].value for region, sums in by_region(viewer, 2025, ["finished"]).items()} == {"Sør": 40}


def test_one_point_is_no_course(national, reader):
    take_in(national, range(1))
    assert "Too few points yet" in page(reading(reader), "over-time/?by=year")


def test_nothing_is_shown_to_everybody_until_the_switch_is_on(national, reader):
    """Off: neither a figure nor a region. On: the sums, and no team or organisation by name. Off again: nothing."""
    take_in(national, range(5))
    finished = next(row["value"] for row in good()["tables"]["whole"] if row["measure"] == "finished")
    words = ("Rask hjelp", "Kommune", f"<b>{5 * finished:,}</b>".replace(",", "\N{NO-BREAK SPACE}"))
    browser = reading(reader)
    assert "Nothing is shown here now" in everybody()
    assert browser.post("/office/nasjonen/nation/shown/", {"show": "yes"}).status_code == 303
    shown = everybody()
    assert "Region 0" in shown
    assert str(5 * finished) in re.sub(r"[\s\u00a0\u202f,]", "", shown)
    assert not [word for word in words[:2] if word in shown]
    assert browser.post("/office/nasjonen/nation/shown/", {"show": "no"}).status_code == 303
    assert "Region 0" not in everybody()
    with inside(national.organisation):
        assert [row.is_on for row in NationShown.objects.get().history.order_by("pgh_id")] == [True, False]


def everybody(asked: str = "") -> str:
    browser = Client()
    browser.cookies["language"] = "en"
    answer = browser.get(f"/nation/nasjonen/{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_teams_own_figures_stand_among_the_others(national):
    """As counted, since its case mix is not known; what cannot be is refused with its reason."""
    take_in(national, range(3))
    with working_in(national.organisation, team=national) as by:
        show_nation(by=by, is_on=True)
    shown = everybody("?measure=recovery&as=mix&counted=55&of=100")
    assert "Yours: 55%, 55 of 100." in shown
    assert shown.count('class="dot last"') == 2
    assert shown.count('class="dot"') == 2 * 6
    wrong = everybody("?counted=120&of=100")
    assert "No more can reach it than there are in all." in wrong
    assert "Yours:" not in wrong


def test_a_manager_finds_the_teams_that_take_part_among_the_nations(national):
    """Only teams that agreed and whose rate is shown; the page itself, without figures yet, costs little."""
    clinic = make_clinic()
    browser = reading(clinic.manager)
    assert "No team to show" in browser.get("/office/solvik/results/organisation/among/").content.decode()
    assert _cost(browser, "/office/solvik/results/organisation/among/") <= 8
    assert signed_in(clinic.lead).get("/office/solvik/results/organisation/among/").status_code == 404
    figures = [
        Figure("recovery", "Recovery", "", "rate", over, 60, value, 5, (slug,))
        for slug, over, value in (("solvik", 30, 50), ("havna", 30, 50), ("nes", "*", "*"))
    ]
    found = places(figures, {"solvik": "Solvik", "nes": "Nes"}, "nasjonen")
    assert [(name, url) for name, _title, _said, url in found] == [
        ("Solvik", "/nation/nasjonen/?measure=recovery&counted=30&of=60#comparison")
    ]


def test_a_manager_sees_only_teams_that_have_agreed():
    clinic = make_clinic()
    with working_in(clinic.solvik_organisation, team=clinic.havna) as by:
        take_part(by=by, is_on=True)
    with acting(actor(clinic.manager, clinic.solvik)) as viewer:
        assert teams_taking_part(viewer) == {"havna"}


def test_the_page_for_everybody_costs_at_most_eight_statements(national):
    take_in(national, range(3))
    with working_in(national.organisation, team=national) as by:
        show_nation(by=by, is_on=True)
    browser = Client()
    browser.get("/nation/nasjonen/")
    assert _cost(browser, "/nation/nasjonen/") <= 8
    assert Client().get("/nation/solvik/").status_code == 404
