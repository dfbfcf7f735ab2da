"""Reports, the yearly survey and the public page of results: who sees which counts, and what is kept and when."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.definitions import clock
from stegvis.outcomes.actions.answer_survey import save_survey, send_survey
from stegvis.outcomes.actions.publish_results import SHOWN_TO_ALL, hide_results, publish_results, renew_results
from stegvis.outcomes.models import Profession, Publication, YearlySurvey
from stegvis.outcomes.queries.survey import survey_of
from stegvis.outcomes.queries.yearly import span_of, spans, team_year
from stegvis.people.models import Denied, NotFound, User
from stegvis.portals.figures import PLAIN
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, signed_in
from tests.database import Clone
from tests.portals.test_results import FREE, finish

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)  # the last whole quarter is the third
SPAN = "2026-Q3"
REPORTS = "/office/solvik/reports/"
PUBLIC = "/t/solvik/results/"


@pytest.fixture(autouse=True)
def a_day_in_november() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    """In solvik 24 recovered and 3 became worse, all in September; havna has nobody."""
    with clock.standing_at(NOW):
        made = make_clinic()
        finish(made, made.therapist, 24, (16, 4), problem="depression")
        finish(made, made.therapist, 3, (11, 20), problem="depression")
    return made


@pytest.fixture
def nothing_kept(clinic: Clinic) -> None:
    """No page is on and no survey begun."""
    with inside(clinic.solvik_organisation):
        Publication.objects.all().delete()
        YearlySurvey.objects.all().delete()


def table(browser: Client, path: str) -> dict[tuple[str, str], dict[str, str]]:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8")))
    return {(row["team"], row["measure"]): row for row in rows}


def doing(clinic: Clinic, user: User, action: Any, **given: Any) -> Any:
    by = again(actor(user, clinic.solvik))
    with acting(by):
        return action(by=by, **given)


def test_who_treats_gets_true_counts_and_a_manager_published_ones(clinic: Clinic) -> None:
    path = f"{REPORTS}{SPAN}/team.csv"
    true, told = (table(signed_in(one), path) for one in (clinic.therapist, clinic.manager))
    worse = ("solvik", "reliable_deterioration")
    assert (true[worse]["numerator"], true[worse]["denominator"], true[worse]["value"]) == ("3", "27", "11.1")
    assert (told[worse]["numerator"], told[worse]["value"]) == ("*", "*")
    assert true["solvik", "finished"]["value"] == "27"
    assert told["solvik", "finished"]["value"] == "25"


def test_the_organisations_report_is_published_for_everybody(clinic: Clinic) -> None:
    """Also for who treats: it is the one that is handed on. The team's rows in it are those of the manager's report."""
    path = f"{REPORTS}{SPAN}/organisation.csv"
    lead, manager = (table(signed_in(one), path) for one in (clinic.lead, clinic.manager))
    assert lead == manager
    assert lead["", "finished"]["value"] == "25"
    assert lead["", "reliable_deterioration"]["numerator"] == "*"
    of_team = {key: row for key, row in lead.items() if key[0] == "solvik"}
    assert of_team == table(signed_in(clinic.manager), f"{REPORTS}{SPAN}/team.csv")


@pytest.mark.parametrize("name", ["team.pdf", "team.json", "organisation.pdf", "organisation.json"])
def test_files_are_kept_by_nobody_on_the_way_and_named_neutrally(clinic: Clinic, name: str) -> None:
    answer = signed_in(clinic.lead).get(f"{REPORTS}{SPAN}/{name}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    named = re.fullmatch(
        r'attachment; filename="(report-2026-Q3-(team|all)\.(pdf|json))"', answer["Content-Disposition"]
    )
    assert named
    assert answer.content.startswith(b"%PDF" if name.endswith("pdf") else b"{")


@pytest.mark.parametrize("path", ["2026/team.pdf", "2026-Q2/team.csv", f"{SPAN}/team.xls", f"{SPAN}/client.pdf"])
def test_what_is_not_offered_is_not_found(clinic: Clinic, path: str) -> None:
    assert signed_in(clinic.lead).get(REPORTS + path).status_code == 404


def test_the_page_offers_the_years_with_somebody_in_them_and_costs_little(clinic: Clinic) -> None:
    browser = signed_in(clinic.lead)
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(REPORTS).content.decode()
    assert len([one for one in captured.captured_queries if not FREE.match(one["sql"])]) <= 8
    assert f"{REPORTS}{SPAN}/team.pdf" in page
    assert f"{REPORTS}2025/" not in page
    with acting(actor(clinic.fjordbyen_lead, clinic.fjordbyen)) as viewer:
        assert spans(viewer, clock.today("Europe/Oslo")) == []


def test_an_empty_team_is_told_when_its_first_report_comes(clinic: Clinic) -> None:
    page = signed_in(clinic.fjordbyen_lead).get("/office/fjordbyen/reports/").content.decode()
    assert "Inget helt år ännu" in page or "Ikke noe helt år ennå" in page


def test_reports_are_not_for_everybody(clinic: Clinic) -> None:
    for user in (clinic.coordinator, clinic.administrator):
        with acting(actor(user, clinic.solvik)) as viewer, pytest.raises(NotFound):
            team_year(viewer, team="solvik", span=span_of(SPAN, date(2026, 11, 20)))


@pytest.mark.usefixtures("nothing_kept")
def test_nothing_is_public_until_the_lead_wants_it(clinic: Clinic) -> None:
    stranger = Client()
    assert stranger.get(PUBLIC).status_code == 404
    assert PUBLIC not in stranger.get("/t/solvik/").content.decode()
    for user in (clinic.therapist, clinic.manager, clinic.coordinator):
        with pytest.raises(Denied):
            doing(clinic, user, publish_results)
    answer = signed_in(clinic.lead).post(f"{REPORTS}public/", {"show": "yes"})
    assert answer.status_code == 303
    assert PUBLIC in stranger.get("/t/solvik/").content.decode()
    with CaptureQueriesContext(connection) as captured:
        page = stranger.get(PUBLIC).content.decode()
    assert len([one for one in captured.captured_queries if not FREE.match(one["sql"])]) <= 4
    cells = [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<tr role=.row.>.*?</tr>", page, re.S)]
    worse = next(row for row in cells if "Sikkert verre" in row)
    assert worse.count("skjult") == 2  # the value and the count
    assert " 25 " in worse  # out of 27


@pytest.mark.usefixtures("nothing_kept")
def test_the_public_page_shows_what_was_published_and_counts_nothing(clinic: Clinic) -> None:
    """Otherwise yesterday's page beside today's would tell of the one who came between."""
    made = doing(clinic, clinic.administrator, publish_results)
    assert made.first == date(2025, 10, 1)
    assert made.last == date(2026, 9, 30)
    assert [one["measure"] for one in made.figures] == list(SHOWN_TO_ALL)
    doing(clinic, clinic.lead, hide_results)
    assert Client().get(PUBLIC).status_code == 404
    with clock.standing_at(datetime(2027, 2, 1, 11, 0, tzinfo=UTC)):
        later = doing(clinic, clinic.lead, publish_results)
        assert renewed(clinic) is None
    assert (later.pk, later.last, later.counted_at, later.is_on) == (made.pk, made.last, made.counted_at, True)


@pytest.mark.usefixtures("nothing_kept")
def test_after_a_year_the_next_one_takes_its_place(clinic: Clinic) -> None:
    doing(clinic, clinic.lead, publish_results)
    with clock.standing_at(datetime(2027, 9, 30, 11, 0, tzinfo=UTC)):
        assert renewed(clinic) is None
    with clock.standing_at(datetime(2027, 10, 1, 11, 0, tzinfo=UTC)):
        found = renewed(clinic)
    assert found is not None
    assert (found.first, found.last, found.by_id) == (date(2026, 10, 1), date(2027, 9, 30), None)


def renewed(clinic: Clinic) -> Publication | None:
    with inside(clinic.solvik_organisation) as system:
        return renew_results(by=again(system, team_id=clinic.solvik.pk, command=None))


@pytest.mark.usefixtures("nothing_kept")
def test_who_switched_stays_in_the_history(clinic: Clinic) -> None:
    made = doing(clinic, clinic.lead, publish_results)
    doing(clinic, clinic.administrator, hide_results)
    with inside(clinic.solvik_organisation):
        events = list(made.history.order_by("pgh_id").values_list("is_on", "by_id", "pgh_context"))
    assert [(is_on, by) for is_on, by, _ in events] == [(True, clinic.lead.pk), (False, clinic.administrator.pk)]
    assert [context["user"] for _, _, context in events] == [str(clinic.lead.pk), str(clinic.administrator.pk)]


def test_every_public_measure_has_everyday_words() -> None:
    assert set(PLAIN) == set(SHOWN_TO_ALL)


@pytest.mark.usefixtures("nothing_kept")
def test_the_survey_is_filled_in_with_published_figures_and_shows_what_differs(clinic: Clinic) -> None:
    """Also for the lead, who sees true counts elsewhere: the answers leave the organisation."""
    span = span_of(SPAN, date(2026, 11, 20))
    with acting(actor(clinic.lead, clinic.solvik)) as viewer:
        fresh = {one.name: one for one in survey_of(viewer, team="solvik", span=span).asked}
    assert (fresh["finished"].recorded, fresh["finished"].answer) == ("25", Decimal(25))
    assert (fresh["reliable_deterioration"].recorded, fresh["reliable_deterioration"].answer) == ("*", None)
    assert not any(one.differs for one in fresh.values())
    browser = signed_in(clinic.manager)
    path = f"{REPORTS}survey/{SPAN}/"
    sent = {"figure_finished": "27", "posts_psychologist": "1,5", "posts_office": "0,25", "save": "yes"}
    assert browser.post(path, sent).status_code == 303
    with acting(actor(clinic.lead, clinic.solvik)) as viewer:
        saved = survey_of(viewer, team="solvik", span=span)
    asked = {one.name: one for one in saved.asked}
    assert (asked["finished"].recorded, asked["finished"].answer, asked["finished"].differs) == (
        "25",
        Decimal(27),
        True,
    )
    assert asked["started"].differs  # emptied by hand
    assert saved.posts == Decimal("1.75")
    assert (saved.saved_by, saved.sent_at) == (clinic.manager.name, None)
    page = browser.get(path).content.decode()
    assert "Journalen sier 25. Avviker fra journalen." in page


@pytest.mark.usefixtures("nothing_kept")
def test_a_survey_is_sent_once_by_somebody_with_a_name(clinic: Clinic) -> None:
    span = span_of(SPAN, date(2026, 11, 20))
    given: dict[str, Any] = {"span": span, "figures": {"started": Decimal(30)}, "staffing": {}}
    with pytest.raises(Denied):
        doing(clinic, clinic.therapist, save_survey, **given)
    with pytest.raises(Denied, match="Save the answers"):
        doing(clinic, clinic.lead, send_survey, span=span)
    doing(clinic, clinic.lead, save_survey, **given)
    with pytest.raises(Denied, match="who works in the team"):
        doing(clinic, clinic.lead, send_survey, span=span)
    doing(clinic, clinic.lead, save_survey, **{**given, "staffing": {Profession.NURSE: Decimal("0.8")}})
    done = doing(clinic, clinic.lead, send_survey, span=span)
    assert (done.state, done.sent_by_id, done.sent_at) == ("sent", clinic.lead.pk, NOW)
    for action, more in ((save_survey, given), (send_survey, {"span": span})):
        with pytest.raises(Denied, match="stays as it was sent"):
            doing(clinic, clinic.manager, action, **more)
    browser = signed_in(clinic.manager)
    page = browser.get(f"{REPORTS}survey/{SPAN}/").content.decode()
    assert clinic.lead.name in page
    assert "<input" not in page.split("<main", 1)[1].split("</main>", 1)[0]
    for form, begins in (("pdf", b"%PDF"), ("csv", b"question,"), ("json", b"{")):
        answer = browser.get(f"{REPORTS}survey/{SPAN}/survey.{form}")
        assert answer.content.startswith(begins)
    assert signed_in(clinic.therapist).get(f"{REPORTS}survey/{SPAN}/").status_code == 404


@pytest.mark.usefixtures("nothing_kept")
def test_a_wrong_number_is_pointed_out_and_nothing_is_saved(clinic: Clinic) -> None:
    answer = signed_in(clinic.lead).post(
        f"{REPORTS}survey/{SPAN}/", {"figure_recovery": "101", "posts_nurse": "-1", "save": "yes"}
    )
    assert answer.status_code == 422
    with inside(clinic.solvik_organisation):
        assert not YearlySurvey.objects.exists()
