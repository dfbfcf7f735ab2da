"""One person's whole course of care, by four people in a real browser: from asking for help to the team's results."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from stegvis.definitions import clock
from tests.journeys.conftest import Check, PageAt
from tests.journeys.figures import Figures, figures_of

pytestmark = pytest.mark.browser
TEAM = "solvik"
CLINIC, OFFICE = f"/clinic/{TEAM}/", f"/office/{TEAM}/"
BIRTH = {"birth_date_day": "3", "birth_date_month": "5", "birth_date_year": "1988"}
PROBLEM = "Jeg sover dårlig og gruer meg til alt."
TAKEN_CARE_OF = "Ringte. Vi snakket en halvtime og møtes i morgen."
NOTE = "Vi gikk gjennom uken og ble enige om veien videre."
WAITED_FOR = 10.0  # seconds until the access log is sealed and can be read
CONTACT = 30.0  # seconds for writing down a contact (issue 2, point 6)

# Names that no other journey uses; hours at which no therapist of the demo and no other journey has a talk.
PLACES = {
    "nb": {
        "name": "Prøve Storyvik", "starts": "20:15", "reads": "Hvem leser svaret ditt",
        "why": "er ansvarlig for behandlingen din", "record": "journalen din", "alert": "et varsel om svarene dine",
        "duty": "hadde vakt", "vague": "Så en side om deg",
    },
    "en": {
        "name": "Test Storyfield", "starts": "21:15", "reads": "Who reads your answer",
        "why": "is responsible for your treatment", "record": "your record", "alert": "an alert about your answers",
        "duty": "was on duty", "vague": "Saw a page about you",
    },
}  # fmt: skip


@dataclass(frozen=True)
class People:
    """The four, each in a browser of their own, and what they are called."""

    client: Page
    coordinator: Page
    lead: Page
    therapist: Page
    lead_name: str
    therapist_name: str


@pytest.fixture
def look(axe: Check, not_sideways: Check) -> Check:
    """One heading, nothing that axe finds, nothing that sticks out."""

    def check(page: Page) -> None:
        assert page.locator("h1").count() == 1, page.url
        axe(page)
        not_sideways(page)

    return check


def people_of(page_at: PageAt, log_in: Callable[..., dict[str, str]], language: str) -> People:
    coordinator, lead, therapist = (page_at(1280, language) for _ in range(3))
    log_in(coordinator, "coordinator", team=TEAM)
    lead_name = log_in(lead, "lead", team=TEAM)["name"]
    therapist_name = log_in(therapist, "therapist", team=TEAM)["name"]
    return People(page_at(360, language), coordinator, lead, therapist, lead_name, therapist_name)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_one_person_from_asking_for_help_to_the_results(
    page_at: PageAt, log_in: Callable[..., dict[str, str]], look: Check, language: str
) -> None:
    """The main job, end to end; each step by whoever does it, on the page they do it on."""
    words = PLACES[language]
    people = people_of(page_at, log_in, language)
    before = figures(people.therapist, look, language)

    ask_for_help(people.client, look, words["name"], language)
    course = meet_on_the_board(people, look, words)
    assess(people.therapist, look, course)
    decide_the_level(people.therapist, look, course)
    code = make_a_code(people.therapist, look, course)
    log_in_with(people.client, look, code)
    see_the_plan(people.client, look, people.therapist_name, words["starts"])
    answer(people, look, words)
    take_care_of_the_alert(people, look, words["name"], course)
    treat_and_discharge(people.therapist, look, course)

    after = figures(people.therapist, look, language)
    for name in ("referrals", "assessed", "started", "treated_once"):
        assert more(before, after, name, "value") == 1, name
    for part in ("numerator", "denominator"):
        assert more(before, after, "self_referred", part) == 1, part
    find_who_has_seen(people, look, words)


def press(page: Page) -> None:
    """The one filled button of the page's own part."""
    button = page.locator("main .ds-button:not([data-variant])")
    assert button.count() == 1, f"{page.url} has {button.count()} filled buttons"
    button.click()
    page.wait_for_load_state()


def send(page: Page) -> None:
    """The form's first filled button: what the page is for."""
    page.locator("main form .ds-button:not([data-variant])").first.click()
    page.wait_for_load_state()


def ask_for_help(page: Page, look: Check, name: str, language: str) -> None:
    page.goto(f"/t/{TEAM}/")
    look(page)
    press(page)
    press(page)
    page.fill("[name=name]", name)
    for part, value in BIRTH.items():
        page.fill(f"[name={part}]", value)
    page.check("[name=gender][value=female]")
    page.check(f"[name=language][value={language}]")
    press(page)
    page.locator("[name=municipality]").first.check()
    page.fill("[name=phone]", "400 00 001")
    page.check("[name=may_call][value=safe]")
    page.check("[name=may_text][value=never]")
    press(page)
    page.fill("[name=problem]", PROBLEM)
    page.check("[name=work_status][value=sick_leave_part]")
    page.check("[name=on_sick_pay][value=yes]")
    press(page)
    page.check("[name=gp_choice][value=inform]")
    press(page)
    press(page)
    assert page.url.endswith("/ask/sent/")
    look(page)


def meet_on_the_board(people: People, look: Check, words: dict[str, str]) -> str:
    """The coordinator books; the lead, who is on duty, reads and names the therapist. Gives the course's id."""
    desk, lead = people.coordinator, people.lead
    desk.goto(f"{CLINIC}intake/?show=new")
    look(desk)
    desk.get_by_role("link", name=words["name"]).click()
    desk.wait_for_load_state()
    course = desk.url.rstrip("/").rsplit("/", 1)[1]
    assert PROBLEM not in desk.content(), "a coordinator sees nothing of what was told"
    look(desk)
    lead.goto(f"{CLINIC}intake/{course}/")
    expect(lead.locator("main")).to_contain_text(PROBLEM)
    look(lead)
    lead.goto(f"{CLINIC}intake/{course}/responsible/")
    look(lead)
    assert lead.locator("[name=responsible]:checked").count() == 0
    lead.locator("label.choice", has_text=people.therapist_name).click()
    send(lead)
    expect(lead.locator("main")).to_contain_text(people.therapist_name)
    desk.goto(f"{CLINIC}intake/{course}/book/")
    look(desk)
    desk.fill("[name=day]", (clock.today("Europe/Oslo") + timedelta(days=1)).isoformat())
    desk.fill("[name=starts]", words["starts"])
    desk.locator("fieldset:has([name=staff]) label.choice", has_text=people.therapist_name).click()
    desk.check("[name=purpose][value=assessment]")
    desk.check("[name=form][value=phone]")
    send(desk)
    desk.wait_for_url(re.compile(rf"/intake/{course}/$"))
    assert desk.locator(".told .wrong").count() == 0, "the questionnaires were asked with it"
    return course


def assess(page: Page, look: Check, course: str) -> None:
    """The talk is written down as it goes, and every word is there when the page is opened again."""
    page.goto(f"{CLINIC}intake/{course}/")
    page.locator("form[action$='assessment/begin/'] [type=submit]").click()
    page.wait_for_load_state()
    look(page)
    page.fill("[name=brings]", "Sover dårlig siden jul.")
    expect(page.locator("[name=version]")).to_have_value("2", timeout=10_000)
    page.fill("[name=safety]", "Spurte rett ut. Ingen slike tanker nå.")
    expect(page.locator("[name=version]")).to_have_value("3", timeout=10_000)
    page.reload()
    expect(page.locator("[name=brings]")).to_have_value("Sover dårlig siden jul.")
    page.locator("[name=complete]").click()
    page.wait_for_load_state()
    look(page)
    page.fill("[name=minutes]", "50")
    page.check("[name=form][value=phone]")
    send(page)
    assert page.url.endswith("/level/")


def decide_the_level(page: Page, look: Check, course: str) -> None:
    look(page)
    assert page.locator("main input:checked").count() == 0, "nothing is chosen beforehand"
    send(page)
    expect(page.locator(".errors")).to_be_visible()
    assert page.locator("main input:checked").count() == 0
    page.locator("[name=offer]").last.check()
    page.check("[name=problem][value=depression]")
    page.fill("[name=preference]", "Helst hjemme, og gjerne med noen å snakke med.")
    page.fill("[name=reason]", "Har prøvd kurs før uten hjelp.")
    page.check("[name=is_joint][value=yes]")
    send(page)
    page.wait_for_url(re.compile(rf"/intake/{course}/$"))


def make_a_code(page: Page, look: Check, course: str) -> str:
    page.goto(f"{CLINIC}clients/{course}/invite/")
    look(page)
    page.locator("form[action$='invite/code/'] [type=submit]").click()
    page.wait_for_load_state()
    look(page)
    return page.locator("main .code").inner_text()


def log_in_with(page: Page, look: Check, code: str) -> None:
    """The code opens nothing without the day of birth."""
    page.goto("/log-in/code/")
    look(page)
    page.fill("[name=code]", code)
    for part, value in {**BIRTH, "birth_date_year": "1989"}.items():
        page.fill(f"[name={part}]", value)
    press(page)
    expect(page.locator(".errors")).to_be_visible()
    page.fill("[name=code]", code)
    page.fill("[name=birth_date_year]", BIRTH["birth_date_year"])
    press(page)
    page.wait_for_url(re.compile(r"/me/$"))


def see_the_plan(page: Page, look: Check, therapist: str, starts: str) -> None:
    """Who is responsible, when the two meet, and the questions before it as the next step."""
    plan = page.locator("dl.facts")
    expect(plan).to_contain_text(therapist)
    expect(plan).to_contain_text(re.compile(starts.replace(":", "[.:]")))
    expect(page.locator("section.next a[href='/me/questions/']")).to_be_visible()
    look(page)


def answer(people: People, look: Check, words: dict[str, str]) -> None:
    """Item by item; the page after a risk answer is the crisis page, and the questions go on from there."""
    page = people.client
    page.locator("main a[href='/me/questions/']").first.click()
    page.wait_for_load_state()
    met_help = answered = 0
    while not page.url.endswith("/questions/done/"):
        answered += 1
        assert answered < 30, "the questions come to an end"
        if page.url.endswith("/end/"):
            send(page)
            continue
        item = page.url.rstrip("/").rsplit("/", 1)[1]
        if item in ("1", "9"):
            look(page)
        assert page.locator("[name=value]:checked").count() == 0
        question = page.locator("h1").inner_text()
        choice = page.locator("label.choice", has=page.locator("[name=value][value='1']"))
        given = choice.inner_text()
        choice.click()
        send(page)
        if item == "9":
            meet_help(people, look, words, never=(question, given))
            met_help += 1
    assert met_help == 1
    look(page)
    page.goto("/me/curve/")
    assert page.locator("main section .says").count() == 2
    assert page.locator("main section svg").count() >= 2
    look(page)


def meet_help(people: People, look: Check, words: dict[str, str], never: tuple[str, str]) -> None:
    page = people.client
    assert page.url.endswith("/me/help/"), "the very next page is the crisis page"
    said = page.locator("main").inner_text()
    for number in ("113", "116123"):
        expect(page.locator(f"main a[href='tel:{number}']")).to_be_visible()
    assert said.index("113") < said.index(words["reads"]), "whom to call stands before everything else"
    expect(page.locator("main .truth")).to_contain_text(people.lead_name)
    for part in never:
        assert part not in said, "what was answered is not repeated"
    look(page)
    page.locator("main a[href='/me/questions/']").click()
    page.wait_for_load_state()


def take_care_of_the_alert(people: People, look: Check, name: str, course: str) -> None:
    """It stands with the therapist and with who is on duty; it is read, then acknowledged, then closed with words."""
    for page in (people.lead, people.therapist):
        page.goto(f"{CLINIC}today/")
        expect(page.locator(f"nav.only-wide a[href='{CLINIC}alerts/']")).to_contain_text(re.compile(r"\d"))
        look(page)
        page.goto(f"{CLINIC}alerts/")
        expect(page.get_by_role("link", name=name)).to_be_visible()
        look(page)
    page = people.therapist
    page.goto(f"{CLINIC}clients/{course}/")
    look(page)
    page.locator("section.alert a.ds-button").click()
    page.wait_for_load_state()
    look(page)
    acknowledge_unread(page)
    page.locator("form[action$='/read/'] [type=submit]").click()
    page.wait_for_load_state()
    assert page.locator("tr.needs").count() == 1
    look(page)
    page.locator("form[action$='/acknowledge/'] [type=submit]").click()
    page.wait_for_load_state()
    look(page)
    page.locator("form[action$='/close/'] [type=submit]").click()
    page.wait_for_load_state()
    expect(page.locator(".errors")).to_be_visible()
    page.fill("[name=done]", TAKEN_CARE_OF)
    page.locator("form[action$='/close/'] [type=submit]").click()
    page.wait_for_url(re.compile(r"/alerts/$"))
    expect(page.get_by_role("link", name=name)).to_have_count(0)
    look(page)


def acknowledge_unread(page: Page) -> None:
    """Neither by a button nor by a form bent to it."""
    assert page.locator("form[action$='/acknowledge/']").count() == 0
    assert page.locator("main table").count() == 0, "the answers open only when somebody asks to read them"
    page.evaluate(
        "() => { const form = document.querySelector(`form[action$='/read/']`);"
        " form.setAttribute('action', form.getAttribute('action').replace('/read/', '/acknowledge/')); }"
    )
    page.locator("form[action$='/acknowledge/'] [type=submit]").click()
    page.wait_for_load_state()
    expect(page.locator(".told .wrong")).to_be_visible()
    assert page.locator("form[action$='/read/']").count() == 1
    assert page.locator("form[action$='/close/']").count() == 0


def treat_and_discharge(page: Page, look: Check, course: str) -> None:
    record = f"{CLINIC}clients/{course}/"
    page.goto(record)
    look(page)
    began = time.monotonic()
    page.locator(f"a[href='{record}contact/']").click()
    assert page.locator("main form").count() == 1
    page.check("[name=attendance][value=attended]")
    page.select_option("[name=form]", "phone")
    page.fill("[name=minutes]", "45")
    send(page)
    page.wait_for_url(re.compile(rf"{record}$"))
    taken = time.monotonic() - began
    sys.stdout.write(f"a contact was written down in {taken:.1f} s, with one form\n")
    assert taken < CONTACT
    for path in ("contact/", "note/", "discharge/"):
        page.goto(record + path)
        look(page)
    page.goto(f"{record}note/")
    page.fill("[name=text]", NOTE)
    send(page)
    page.wait_for_url(re.compile(rf"{record}$"))
    expect(page.locator("article.note")).to_contain_text(NOTE)
    page.goto(f"{record}discharge/")
    assert page.locator("main input:checked").count() == 0
    page.check("[name=reason][value=completed]")
    page.check("[name=work_status][value=working]")
    page.check("[name=on_sick_pay][value=no]")
    send(page)
    page.wait_for_url(re.compile(rf"{record}$"))
    assert page.locator(f"a[href='{record}discharge/']").count() == 0
    look(page)


def figures(page: Page, look: Check, language: str) -> Figures:
    page.goto(f"{OFFICE}results/?period=all")
    look(page)
    return figures_of(page, language)


def more(before: Figures, after: Figures, name: str, part: str) -> int:
    return (after[name][part] or 0) - (before[name][part] or 0)


def find_who_has_seen(people: People, look: Check, words: dict[str, str]) -> None:
    """The worker seals the access log within seconds; then it names who, what and why, in plain words."""
    page, limit = people.client, time.monotonic() + WAITED_FOR
    wanted = (people.therapist_name, words["why"], words["record"], words["alert"], people.lead_name, words["duty"])
    while True:
        page.goto("/me/seen/")
        said = page.locator("main").inner_text()
        lacking = [each for each in wanted if each not in said]
        if not lacking or time.monotonic() > limit:
            break
        page.wait_for_timeout(500)
    assert not lacking, said
    for never in ("clinic:", words["vague"], TAKEN_CARE_OF):
        assert never not in said
    look(page)
