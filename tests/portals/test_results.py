"""The result pages: who may open them, that they show what the measures count, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.care.models import Contact, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.outcomes.actions.refresh_facts import refresh_all_facts
from stegvis.outcomes.measures import EDITION, measure
from stegvis.outcomes.queries.results import Figure, own_results, team_results
from stegvis.people.models import NotFound, User
from stegvis.portals.office.groups import NAMES
from stegvis.portals.office.own import SHOWN
from stegvis.portals.office.periods import period, steps
from stegvis.portals.office.results import HEADLINES, OVER_TIME, result_page
from stegvis.portals.office.told import Told, number_of
from stegvis.portals.wording import clock_time
from stegvis.questionnaires.models import Questionnaire
from tests.clinic import Clinic, acting, actor, inside, make_clinic, signed_in
from tests.crowd import make_crowd
from tests.database import Clone

# Not counted by the issue: transaction control, and the one statement that sets the tenant.
FREE = re.compile(
    r"^\s*(begin|commit|savepoint|release|rollback)|^\s*select set_config\('(search_path|stegvis.user)", re.I
)
RESULTS, OWN = "/office/solvik/results/", "/office/solvik/results/mine/"
PAGES = (RESULTS, OWN, *(f"{RESULTS}by/{grouping}/" for grouping in NAMES))


def finish(clinic: Clinic, by: User, size: int, phq: tuple[int, int], **values: Any) -> None:
    """So many people of `by` who finished two months ago, answered first and last, and once did not come."""
    today = clock.today(clinic.solvik.zone)
    ended = (today.replace(day=1) - timedelta(days=32)).replace(day=15)
    began = ended - timedelta(days=60)
    closed = {"state": State.DISCHARGED, "discharged_on": ended, "discharge_reason": "completed", "received_on": began}
    made = make_crowd(clinic.solvik, by, size, **{**closed, "next_appointment_at": None, **values})
    with inside(clinic.solvik_organisation):
        for episode in made:
            _meet(episode, by, began + timedelta(days=20), "attended", "assessment_and_treatment")
            _meet(episode, by, began + timedelta(days=30), "did_not_attend", "treatment")
            _meet(episode, by, ended, "attended", "treatment")
            for instrument, first, last in (("phq-9@1", *phq), ("gad-7@1", 5, 5)):
                _answer(episode, instrument, began + timedelta(days=20), first)
                _answer(episode, instrument, ended, last)


def _meet(episode: Episode, by: User, on: date, attendance: str, purpose: str) -> None:
    Contact.objects.create(
        organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id, episode=episode,
        on=on, purpose=purpose, form="visit", attendance=attendance, by=by, recorded_at=clock.now(),
    )  # fmt: skip


def _answer(episode: Episode, instrument: str, on: date, score: int) -> None:
    at = clock.at_wall(on, clock.now().time().replace(hour=12, tzinfo=None), "Europe/Oslo")
    Questionnaire.objects.create(
        organisation_id=episode.organisation_id, person_id=episode.person_id, episode=episode, instrument=instrument,
        asked_at=at, due_on=on, submitted_at=at, score=score,
    )  # fmt: skip


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    """Six of the therapist, five of whom recovered; four women of a colleague with nothing gained, one unknown."""
    made = make_clinic()
    finish(made, made.therapist, 5, (16, 4), problem="depression", gender="male", municipality="4299")
    finish(made, made.therapist, 1, (16, 15), problem="panic", gender="female", municipality="9999")
    finish(made, made.colleague, 4, (16, 16), problem="", gender="female", municipality="")
    return made


def text(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def reading(clinic: Clinic, read: Callable[..., list[Figure]], user: User, **asked: Any) -> dict[Any, Figure]:
    """The figures of the usual period, in the language of the pages."""
    viewer = actor(user, clinic.solvik)
    chosen = period(None, clock.today("Europe/Oslo"))
    with acting(viewer):
        found = read(viewer, team="solvik", first=chosen.first, last=chosen.last, **asked)
    return {(one.name, *one.group): one for one in found}


@pytest.mark.parametrize("path", PAGES)
def test_those_who_treat_open_every_page(clinic: Clinic, path: str) -> None:
    for user in (clinic.therapist, clinic.colleague, clinic.lead):
        assert signed_in(user).get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES[1:])
def test_managers_and_all_others_get_404_where_counts_are_true(clinic: Clinic, path: str) -> None:
    for user in (clinic.manager, clinic.coordinator, clinic.administrator, clinic.havna_therapist,
                 clinic.fjordbyen_lead):  # fmt: skip
        assert signed_in(user).get(path).status_code == 404, user.name


def test_a_manager_asks_in_vain_for_groups(clinic: Clinic) -> None:
    """The query refuses as well: groups could be set against the one fixed table (ADR 0006)."""
    with pytest.raises(NotFound):
        reading(clinic, team_results, clinic.manager, by=["gender"])
    with pytest.raises(NotFound):
        reading(clinic, own_results, clinic.manager)


def test_a_manager_sees_the_fixed_table_and_no_way_on(clinic: Clinic) -> None:
    browser = signed_in(clinic.manager)
    page = browser.get(RESULTS).content.decode()
    assert "/results/by/" not in page
    assert "/results/mine/" not in page
    assert '<svg class="chart' not in page
    assert text(browser, RESULTS) == text(browser, RESULTS + "?period=all&by=quarter")


def test_the_headlines_are_the_five_of_the_seed_with_all_that_belongs_to_them(clinic: Clinic) -> None:
    page = text(signed_in(clinic.therapist), RESULTS)
    counted = reading(clinic, team_results, clinic.therapist)
    assert HEADLINES == ("started", "finished", "recovery", "reliable_improvement", "off_sick_pay")
    assert counted["recovery",].numerator == 5
    for name in ("started", "finished", "recovery", "reliable_improvement"):
        one = counted[name,]
        assert one.sentence in page
        if one.kind == "rate":
            said = f"{one.sentence} Antall {one.numerator} Av {one.denominator} Mangler {one.missing}"
            assert said in page
    assert "Startet behandling 10 " in page
    assert f"utgave {EDITION} av målene" in page


def test_the_page_says_when_it_counted(clinic: Clinic) -> None:
    """It reads the record itself, so what was entered a moment ago is in it, and the reader can see so."""
    with clock.standing_at(clock.now().replace(hour=11, minute=7)):
        said = clock_time(clock.now(), "Europe/Oslo")
        for path in PAGES[:3]:
            assert f"kl. {said}".replace(":", ".") in text(signed_in(clinic.therapist), path)


@pytest.mark.parametrize("by", ["month", "quarter"])
def test_each_run_chart_has_its_sentence_and_the_table_of_its_figures(clinic: Clinic, by: str) -> None:
    """The second cohort finishes half a year later, so that there are two months, and two quarters, to join."""
    with clock.moved_by(timedelta(days=160)):
        finish(clinic, clinic.lead, 1, (12, 3))
        page = signed_in(clinic.lead).get(f"{RESULTS}?by={by}").content.decode()
        over = steps(by, clock.today("Europe/Oslo"))
        with acting(actor(clinic.lead, clinic.solvik)) as viewer:
            figures = team_results(viewer, team="solvik", first=over.first, last=over.last, by=[by])
    charts = page.split("Over tid</h2>")[1].split("<h2>Alle målene")[0]
    assert "recovery" in OVER_TIME
    for name in OVER_TIME:
        told = [Told.of(one) for one in figures if one.name == name]
        if sum(number_of(one.figure) is not None for one in told) < 2:
            continue  # one point is no course
        assert measure(name).sentence["nb"] in charts
        assert len(told) == len({one.figure.group for one in told})
        for one in told:
            for cell in filter(None, one.cells[1:]):
                assert f'<td class="num">{cell}</td>' in charts


def test_one_point_is_no_course() -> None:
    """A chart needs two months with figures, and begins at the first of them."""
    by = steps("month", date(2026, 3, 17))
    assert (len(by.starts), by.starts[0], by.last) == (18, date(2024, 9, 1), date(2026, 2, 28))

    def month(value: str) -> Figure:
        return Figure("paired", "Paired", "Sentence", "rate", 1, 2, Decimal(50), 0, group=(value,))

    assert result_page([], [month("2026-01")], by)["charts"] == []
    (chart,) = result_page([], [month("2025-12"), month("2026-02")], by)["charts"]
    assert "November 2025" not in chart.picture
    assert chart.picture.count("<td") == 3 * 4, "December, January without a figure, and February"


def test_quarters_are_whole_ones() -> None:
    by = steps("quarter", date(2026, 3, 17))
    assert (len(by.starts), by.starts[0], by.last) == (8, date(2024, 1, 1), date(2025, 12, 31))
    assert [by.group(start) for start in by.starts[:2]] == ["2024-Q1", "2024-Q2"]


def test_years_are_whole_ones() -> None:
    by = steps("year", date(2026, 3, 17))
    assert [by.group(start) for start in by.starts] == ["2021", "2022", "2023", "2024", "2025"]
    assert (by.first, by.last) == (date(2021, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("grouping", NAMES)
def test_every_group_stands_with_its_own_figures(clinic: Clinic, grouping: str) -> None:
    browser = signed_in(clinic.therapist)
    page = text(browser, f"{RESULTS}by/{grouping}/?measure=recovery")
    of_groups = [one for key, one in reading(clinic, team_results, clinic.therapist, by=[grouping]).items()
                 if key[0] == "recovery"]  # fmt: skip
    assert of_groups
    for one in of_groups:
        assert f"{one.numerator} {one.denominator} {one.missing}" in page, (grouping, one)
    assert measure("recovery").sentence["nb"] in page
    assert "Hele teamet 50,0 % 5 10 0" in page


def test_the_groups_are_the_ones_counted(clinic: Clinic) -> None:
    page = text(signed_in(clinic.therapist), f"{RESULTS}by/gender/?measure=recovery&period=12")
    assert "Mann 100,0 % 5 5 0" in page
    assert "Kvinne 0,0 % 0 5 0" in page


def test_who_is_not_known_is_said_and_stands_last(clinic: Clinic) -> None:
    browser = signed_in(clinic.therapist)
    rows = text(browser, f"{RESULTS}by/municipality/").split("Mangler")[1]
    assert rows.index("Solvik 100,0 %") < rows.index("9999 0,0 %") < rows.index("Ikke kjent 0,0 % 0 4")
    assert "Ikke kjent" in text(browser, f"{RESULTS}by/problem/")


@pytest.mark.parametrize("name", ["started", "wait_treatment", "contacts_per_finished", "did_not_attend"])
def test_every_kind_of_measure_can_be_chosen(clinic: Clinic, name: str) -> None:
    page = text(signed_in(clinic.therapist), f"{RESULTS}by/level/?measure={name}")
    assert measure(name).sentence["nb"] in page
    one = reading(clinic, team_results, clinic.therapist, by=["level"])[name, "individual"]
    assert Told.of(one).figure.value is not None


@pytest.mark.parametrize("grouping", ["team", "month", "responsible", "level;drop"])
def test_what_is_no_group_inside_a_team_is_not_found(clinic: Clinic, grouping: str) -> None:
    assert signed_in(clinic.therapist).get(f"{RESULTS}by/{grouping}/").status_code == 404


def test_the_own_page_counts_those_one_is_responsible_for(clinic: Clinic) -> None:
    page = text(signed_in(clinic.therapist), OWN)
    own, team = (reading(clinic, read, clinic.therapist) for read in (own_results, team_results))
    assert (own["recovery",].numerator, own["recovery",].denominator) == (5, 6)
    assert (team["recovery",].numerator, team["recovery",].denominator) == (5, 10)
    for name in SHOWN:
        assert f"{own[name,].numerator} av {own[name,].denominator}" in page
        assert f"{team[name,].numerator} av {team[name,].denominator}" in page
        assert team[name,].sentence in page
    assert f"utgave {EDITION} av målene" in page


def test_the_own_page_names_no_colleague(clinic: Clinic) -> None:
    page = signed_in(clinic.therapist).get(OWN).content.decode()
    for user in (clinic.colleague, clinic.lead, clinic.coordinator):
        assert user.name not in page


def test_who_has_no_clients_is_told_so_beside_the_team(clinic: Clinic) -> None:
    page = text(signed_in(clinic.lead), OWN + "?period=12")
    assert "Hele teamet" in page
    assert reading(clinic, own_results, clinic.lead) == {}


def test_eight_statements_at_most_however_many_people(clinic: Clinic) -> None:
    browser = signed_in(clinic.therapist)
    browser.get(RESULTS)
    refresh_all_facts()
    before = {path: cost(browser, path) for path in PAGES}
    assert max(before.values()) <= 8
    make_crowd(clinic.solvik, clinic.therapist, 60)
    refresh_all_facts()
    assert {path: cost(browser, path) for path in PAGES} == before


def test_no_more_while_facts_are_to_be_found(clinic: Clinic) -> None:
    """The moment after a change costs time, and not one statement more."""
    browser = signed_in(clinic.therapist)
    browser.get(RESULTS)
    changed = cost(browser, RESULTS)
    refresh_all_facts()
    assert cost(browser, RESULTS) == changed


def cost(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len([one for one in seen.captured_queries if not FREE.search(one["sql"])])


@pytest.mark.usefixtures("clone")
def test_an_empty_clinic_is_told_what_will_stand_here() -> None:
    browser = signed_in(make_clinic().therapist)
    assert "Ingen tall ennå" in text(browser, RESULTS)
    assert "Ingen tall ennå" in text(browser, OWN)
    for grouping in NAMES:
        assert "Ingen å telle ennå" in text(browser, f"{RESULTS}by/{grouping}/")
