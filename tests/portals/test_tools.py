"""Pages of diaries and tools: the client writes in one short form, the therapist sees the pictures and approves."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from stegvis.definitions.training import checklist
from stegvis.selfhelp.models import DiaryEntry, Plan, Prescription, SleepWindow
from tests.clinic import inside, refer_someone, signed_in, signed_in_client
from tests.portals.client_pages import statements
from tests.unit.selfhelp.nights import NIGHT, Story

pytestmark = pytest.mark.django_db
MOST = 8  # statements a page


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def browser(story: Story) -> Client:
    return signed_in_client(story.episode.person)


@pytest.fixture
def staff(story: Story) -> Client:
    return signed_in(story.clinic.therapist)


def typed(values: dict[str, str], row: str = "", **more: Any) -> dict[str, Any]:
    return {"command": str(uuid.uuid4()), **{f"{row}v-{name}": value for name, value in values.items()}, **more}


def page(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def record(story: Story, path: str = "tools/") -> str:
    return f"/clinic/solvik/clients/{story.episode.pk}/{path}"


def test_a_night_is_written_in_one_form_and_its_sums_are_shown(story: Story, browser: Client) -> None:
    answer = browser.post("/me/tools/sleep_diary/", typed(NIGHT, on=str(story.today)))
    assert answer.status_code == 303
    text = page(browser, "/me/tools/sleep_diary/")
    assert "75.0" in text or "75,0" in text
    assert 'value="22:45"' in text


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(story: Story, browser: Client) -> None:
    sent = typed({**NIGHT, "lights": "22:30", "onset": "a while"}, on=str(story.today))
    text = browser.post("/me/tools/sleep_diary/", sent).content.decode()
    assert "such as 30" in text or "for eksempel 30" in text
    assert 'value="a while"' in text
    text = browser.post("/me/tools/sleep_diary/", {**sent, "v-onset": "30"}).content.decode()
    assert 'id="id_v-lights_error"' in text
    with inside(story.clinic.solvik_organisation):
        assert not DiaryEntry.objects.exists()


def test_two_forms_for_one_day_are_put_together_by_the_client(story: Story, browser: Client) -> None:
    sent = typed(NIGHT, on=str(story.today))
    browser.post("/me/tools/sleep_diary/", sent)
    later = browser.post("/me/tools/sleep_diary/", typed({**NIGHT, "awake": "5"}, on=str(story.today)))
    assert later.status_code == 200
    assert 'name="version" value="1"' in later.content.decode()
    again = browser.post("/me/tools/sleep_diary/", typed({**NIGHT, "awake": "5"}, on=str(story.today), version="1"))
    assert again.status_code == 303


def test_an_entry_is_put_right_and_another_clients_is_not_there(story: Story, browser: Client) -> None:
    made = story.write("activity_schedule", {"what": "Gikk tur", "mood": "4"})
    path = f"/me/tools/activity_schedule/{made.pk}/"
    assert "Gikk tur" in page(browser, path)
    sent = typed({"what": "Gikk en lang tur", "mood": "6"}, on=str(story.today), version="1")
    assert browser.post(path, sent).status_code == 303
    assert "Gikk en lang tur" in page(browser, "/me/tools/activity_schedule/")
    neighbour = refer_someone(story.clinic.solvik, "Nabo Person", mobile="40000099")
    assert signed_in_client(neighbour.person).get(path).status_code == 404


def test_a_tool_that_is_not_the_clients_does_not_exist(story: Story, browser: Client) -> None:
    for name in ("exposure_ladder", "sleep_window", "training", "horoscope"):
        assert browser.get(f"/me/tools/{name}/").status_code == 404
    story.give("exposure_ladder")
    assert page(browser, "/me/tools/exposure_ladder/")


def test_a_plan_with_rows_keeps_those_that_are_filled_in(story: Story, browser: Client) -> None:
    story.give("exposure_ladder")
    sent = {**typed({"step": "Heis to etasjer", "fear": "40"}, "r0-"), **typed({"step": "Heis alene"}, "r1-")}
    assert browser.post("/me/tools/exposure_ladder/plan/", sent).status_code == 303
    text = page(browser, "/me/tools/exposure_ladder/plan/")
    assert "Heis alene" in text
    assert 'name="r3-v-step"' in text
    wrong = typed({"step": "Heis", "fear": "400"}, "r0-", version="1")
    assert 'id="id_r0-v-fear_error"' in browser.post("/me/tools/exposure_ladder/plan/", wrong).content.decode()
    with inside(story.clinic.solvik_organisation):
        assert Plan.objects.get().version == 1


def test_a_tool_is_handed_over_on_paper(story: Story, browser: Client) -> None:
    """Also one with a scale to a hundred, which fits no row of numbers."""
    story.give("exposure_ladder")
    for path in ("sleep_diary/paper/", "exposure_ladder/paper/?plan=1", "safety_plan/paper/"):
        answer = browser.get(f"/me/tools/{path}")
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF-")
    assert browser.get("/me/tools/food_diary/paper/").status_code == 404


def test_crisis_contacts_stand_beside_the_safety_plan(browser: Client) -> None:
    """Also while it is written: nobody reads it then."""
    for path in ("/me/tools/safety_plan/", "/me/tools/safety_plan/plan/"):
        text = page(browser, path)
        assert 'class="calls"' in text
        assert "<h1></h1>" not in text


def test_a_proposed_window_is_not_shown_as_the_clients_before_approval(
    story: Story, browser: Client, staff: Client
) -> None:
    story.give("sleep_window")
    story.sleep(5)
    sent = {"command": str(uuid.uuid4()), "rises_at": "06:30", "valid_from": str(story.today)}
    assert browser.post("/me/tools/sleep_window/", sent).status_code == 303
    assert "From 00:30 to 06:30" not in page(browser, "/me/tools/sleep_window/").replace(".", ":")
    assert record(story) in page(staff, "/clinic/solvik/guiding/")
    stranger = signed_in(story.clinic.colleague)
    assert record(story) not in page(stranger, "/clinic/solvik/guiding/")
    seen = page(staff, record(story))
    assert "Schutte-Rodin" in seen
    with inside(story.clinic.solvik_organisation):
        window = SleepWindow.objects.get()
    there = record(story, f"tools/window/{window.pk}/")
    refused = staff.post(there, {"command": str(uuid.uuid4()), "minutes": "375"})
    assert refused.status_code == 200
    assert staff.post(there, {"command": str(uuid.uuid4()), "minutes": "375", "has_asked": "on"}).status_code == 303
    text = page(browser, "/me/tools/sleep_window/").replace(".", ":")
    assert "00:15" in text
    assert "06:30" in text
    assert staff.post(there, {"command": str(uuid.uuid4()), "aside": "1"}).status_code == 404


def prescription(story: Story, **changed: Any) -> dict[str, Any]:
    sent: dict[str, Any] = {f"ask-{code}": "no" for code in checklist()}
    sent |= {"kind": "intervals", "weekdays": ["0", "3"], "minutes": "38", "effort": "7", "weeks": "4"}
    return {"command": str(uuid.uuid4()), **sent, "starts_on": str(story.today), **changed}


def test_training_is_prescribed_after_the_questions_and_logged_in_two_taps(
    story: Story, browser: Client, staff: Client
) -> None:
    there = record(story, "training/")
    assert page(staff, there)
    without = {key: value for key, value in prescription(story).items() if key != "ask-heart"}
    assert staff.post(there, without).status_code == 200
    assert staff.post(there, prescription(story, **{"ask-heart": "yes"})).status_code == 200
    with inside(story.clinic.solvik_organisation):
        assert not Prescription.objects.exists()
    yes = prescription(story, **{"ask-heart": "yes", "doctor": "Fastlegen sier ja"})
    assert staff.post(there, yes).status_code == 303
    text = page(browser, "/me/tools/training/")
    assert "Fastlegen" not in text
    assert browser.post("/me/tools/training/done/", {"command": str(uuid.uuid4())}).status_code == 303
    other = typed({"minutes": "20", "effort": "5"}, on=str(story.today - timedelta(days=1)))
    assert browser.post("/me/tools/training/", other).status_code == 303
    assert "<svg" in page(browser, "/me/tools/training/")
    assert staff.post(record(story, "training/end/"), {"command": str(uuid.uuid4())}).status_code == 303


def test_pages_ask_the_database_little_however_much_was_written(story: Story, browser: Client, staff: Client) -> None:
    story.give("sleep_window")
    story.give("training")
    client_paths = [f"/me/tools/{name}" for name in ("", "sleep_diary/", "activity_schedule/", "relapse_plan/",
                                                     "relapse_plan/plan/", "sleep_window/", "training/")]  # fmt: skip
    few = {path: len(statements(browser, "get", path)) for path in client_paths}
    few_staff = len(statements(staff, "get", record(story)))
    story.sleep(6)
    for days_ago in range(4):
        story.write("activity_schedule", {"what": "Gikk tur", "mood": "4"}, days_ago)
        story.write("training", {"minutes": "20", "effort": "4"}, days_ago)
    assert {path: len(statements(browser, "get", path)) for path in client_paths} == few
    assert max(few.values()) <= MOST, few
    assert len(statements(staff, "get", record(story))) == few_staff <= MOST, few_staff
    assert len(statements(staff, "get", record(story, "training/"))) <= MOST
