"""The therapist's pages of programmes: the shelf, a client's programme, the answer, what waits. Few statements each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stegvis.care.models import Contact
from stegvis.definitions import clock
from stegvis.definitions.programme.faults import WORDS
from stegvis.library.models import Programme, ProgrammeVersion
from stegvis.people.models import Role
from stegvis.portals.programme.faults import SENTENCES
from stegvis.selfhelp.models import AssignedModule, Assignment, Opens, Outreach
from tests.clinic import inside, make_member, refer_someone, signed_in, signed_in_client
from tests.database import Clone
from tests.portals.test_work import command, statements
from tests.programmes import as_file, small_programme
from tests.unit.care.work import make_work
from tests.unit.selfhelp.guided import Guided, make_guided

ANSWER = "Så fint at du prøvde."


@pytest.fixture
def guided(clone: Clone) -> Guided:
    return make_guided(make_work(), opens=Opens.THERAPIST)


def team(path: str) -> str:
    return f"/clinic/solvik/{path}"


def of(guided: Guided, path: str = "") -> str:
    return team(f"clients/{guided.work.episode.pk}/programmes/{path}")


def module_url(guided: Guided, name: str = "m1") -> str:
    with inside(guided.clinic.solvik_organisation):
        return of(guided, f"parts/{guided.module(name).pk}/")


def text(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def do(guided: Guided, browser: Client, verb: str, part: str = "", **values: Any) -> str:
    with inside(guided.clinic.solvik_organisation):
        module = {"module": str(guided.module(part).pk)} if part else {}
    answer = browser.post(of(guided, f"{guided.assignment_id}/"), command(do=verb, **module, **values), follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def state(guided: Guided) -> dict[str, str]:
    with inside(guided.clinic.solvik_organisation):
        rows = AssignedModule.objects.filter(assignment=guided.assignment_id).order_by("position")
        return {each.module: each.state(clock.today("Europe/Oslo")).value for each in rows}


def test_the_therapist_answers_opens_the_next_and_hides_one(guided: Guided) -> None:
    """The story of the issue, from the list of what waits to the contact that counts."""
    guided.hand_in()
    browser = signed_in(guided.clinic.therapist)
    waiting = text(browser, team("guiding/"))
    assert "1 svar venter på deg" in waiting
    assert module_url(guided) in waiting
    page = text(browser, module_url(guided))
    assert "Hvordan gikk det?" in page
    assert "Gikk bra." in page
    answer = browser.post(
        module_url(guided), command(text=ANSWER, minutes="15", opens_next="on"), follow=True
    ).content.decode()
    assert ANSWER in answer
    do(guided, browser, "hide", "m3")
    assert state(guided) == {"m1": "answered", "m2": "open", "m3": "hidden"}
    with inside(guided.clinic.solvik_organisation):
        assert [(each.form, each.minutes) for each in Contact.objects.all()] == [("internet", 15)]
    assert "Ingen venter på svar fra deg" in text(browser, team("guiding/"))


def test_every_change_of_the_page_is_made(guided: Guided) -> None:
    browser = signed_in(guided.clinic.therapist)
    text(browser, of(guided, f"{guided.assignment_id}/"))
    later = (clock.today("Europe/Oslo") + timedelta(days=9)).isoformat()
    assert "Den åpner den dagen du valgte" in do(guided, browser, "by_date", "m2", on=later)
    assert "Velg dagen" in do(guided, browser, "by_date", "m2", on="")
    assert "er passert" in do(guided, browser, "by_date", "m2", on="2020-01-01")
    do(guided, browser, "down", "m1")
    assert list(state(guided)) == ["m2", "m1", "m3"]
    assert "Modulen ligger åpen" in do(guided, browser, "open", "m3")
    assert "Denne modulen har klienten allerede" in do(guided, browser, "add", name="m1")
    assert "er avsluttet" in do(guided, browser, "end")
    with inside(guided.clinic.solvik_organisation):
        assert Assignment.objects.get().ended_at is not None
    answer = browser.post(of(guided, f"{guided.assignment_id}/"), command(do="nothing"))
    assert answer.status_code == 404


def test_a_programme_is_given_whole_or_in_part(guided: Guided) -> None:
    browser = signed_in(guided.clinic.therapist)
    other = refer_someone(guided.clinic.solvik, "Ola Prøve", mobile="40000002", responsible=guided.clinic.therapist)
    there = team(f"clients/{other.pk}/programmes/")
    assert "Ikke gitt noe program ennå" in text(browser, there)
    assert f"?programme={guided.version.pk}" in text(browser, f"{there}give/")
    form = f"{there}give/?programme={guided.version.pk}"
    assert "Del 1 (nb)" in text(browser, form)
    sent = {"which": "chosen", "opens": "therapist", "reply_days": "3"}
    assert "Velg minst én modul" in browser.post(form, command(**sent)).content.decode()
    assert browser.post(form, command(**sent, modules=["m1", "m3"])).status_code == 303
    with inside(guided.clinic.solvik_organisation):
        given = Assignment.objects.get(episode=other)
        assert given.reply_days == 3
        assert list(given.modules.order_by("position").values_list("module", flat=True)) == ["m1", "m3"]


def test_who_has_no_relation_gets_404(guided: Guided) -> None:
    guided.hand_in()
    clinic = guided.clinic
    third = make_member("Tredje Behandler", Role.THERAPIST, clinic.solvik)
    paths = [of(guided), of(guided, "give/"), of(guided, f"{guided.assignment_id}/"), module_url(guided)]
    for user in (third, clinic.havna_therapist, clinic.fjordbyen_lead, clinic.coordinator, clinic.editor):
        browser = signed_in(user)
        for path in paths:
            assert browser.get(path).status_code == 404, path
            assert browser.post(path, command(do="end")).status_code in (404, 405), path
    assert "Kari" not in text(signed_in(third), team("guiding/"))


def test_late_answers_reach_the_lead_and_others_when_the_therapist_has_left(guided: Guided) -> None:
    """In time they are the therapist's alone; late, or with the therapist gone, the lead sees them too."""
    guided.hand_in()
    lead = signed_in(guided.clinic.lead)
    guided.put(reply_due_on=clock.today("Europe/Oslo"))
    assert "Sent, og ikke ditt" not in text(lead, team("guiding/"))
    guided.put(reply_due_on=clock.today("Europe/Oslo") - timedelta(days=1))
    assert "Sent, og ikke ditt" in text(lead, team("guiding/"))
    guided.put(reply_due_on=clock.today("Europe/Oslo"))
    with inside(guided.clinic.solvik_organisation):
        guided.clinic.therapist.memberships.update(until=clock.today("Europe/Oslo") - timedelta(days=1))
    assert "Sent, og ikke ditt" in text(lead, team("guiding/"))


def test_a_task_is_settled_by_a_button_and_the_client_reads_the_ledger(guided: Guided) -> None:
    with inside(guided.clinic.solvik_organisation) as by:
        row = Outreach.objects.create(
            organisation_id=by.organisation_id, person=guided.work.episode.person, assignment_id=guided.assignment_id,
            why="silent", key="2026-03-11", noticed_at=clock.now(),
        )  # fmt: skip
    browser = signed_in(guided.clinic.therapist)
    assert "Ikke sett på en uke" in text(browser, team("guiding/"))
    assert browser.post(team(f"guiding/{row.pk}/"), command()).status_code == 303
    assert "Ikke sett på en uke" not in text(browser, team("guiding/"))
    assert "tok seg av det" in text(browser, of(guided, f"{guided.assignment_id}/"))
    assert "Vi hadde ikke sett deg på en uke" in text(
        signed_in_client(guided.work.episode.person), "/me/programme/reminders/"
    )


def test_a_lead_approves_withdraws_and_sends_on_and_a_therapist_does_not(guided: Guided) -> None:
    lead, therapist = signed_in(guided.clinic.lead), signed_in(guided.clinic.therapist)
    there = team(f"programmes/{guided.version.pk}/")
    assert "Godkjent her av Liv Ledersen" in text(therapist, team("programmes/"))
    for browser, is_withdrawn in ((therapist, False), (lead, True)):
        browser.post(f"{there}use/", command(use="withdraw"))
        with inside(guided.clinic.solvik_organisation):
            assert (Programme.objects.get().withdrawn_at is not None) == is_withdrawn
    assert therapist.post(f"{there}approve/", command()).status_code == 303
    answer = therapist.get(f"{there}file/")
    assert answer["Content-Disposition"] == 'attachment; filename="small-1.json"'
    taken = signed_in(guided.clinic.fjordbyen_lead).post(
        "/clinic/fjordbyen/programmes/import/",
        command(file=SimpleUploadedFile("small.json", answer.content)),
        follow=True,
    )
    assert "Prøveprogram" in taken.content.decode()
    with inside(guided.clinic.fjordbyen_organisation):
        assert ProgrammeVersion.objects.get().fingerprint == guided.version.fingerprint


def test_a_file_with_faults_is_refused_with_every_one_in_the_readers_language(guided: Guided) -> None:
    document = small_programme("faulty")
    document["languages"]["nb"]["modules"][1]["steps"][0]["blocks"][0]["kind"] = "video"
    document["problem"] = "boredom"
    sent = command(file=SimpleUploadedFile("a.json", as_file(document)))
    page = signed_in(guided.clinic.lead).post(team("programmes/import/"), sent).content.decode()
    assert "Ingenting ble tatt inn: det er 2 feil i filen" in page
    assert "<strong>nb, modul m2, steg m2-read, blokk m2-text</strong>: Blokken er av et slag som ikke er kjent" in page
    assert signed_in(guided.clinic.therapist).get(team("programmes/import/")).status_code == 404


def test_every_fault_has_its_words() -> None:
    assert SENTENCES == WORDS


def test_a_version_is_read_in_its_languages_and_run_ahead(guided: Guided) -> None:
    browser = signed_in(guided.clinic.editor)
    there = team(f"programmes/{guided.version.pk}/")
    assert "Del 2 (nb)" in text(browser, there)
    assert "Del 2 (en)" in text(browser, f"{there}?words=en")
    part = text(browser, f"{there}parts/m2/")
    assert "Hvordan gikk det?" in part
    assert browser.get(f"{there}parts/m9/").status_code == 404
    assert "Oppgave til deg" not in text(browser, f"{there}time/")
    silent = text(browser, f"{there}time/?habit=falls_silent&opens=date&begins=2026-03-02")
    assert "Oppgave til deg: klienten er ikke sett på en uke" in silent
    assert browser.get(f"{there}time/?habit=x&opens=y&begins=z").status_code == 200


def test_pages_cost_few_statements_however_many_wait(guided: Guided) -> None:
    guided.hand_in()
    browser = signed_in(guided.clinic.therapist)
    version = f"programmes/{guided.version.pk}/"
    costs = {
        path: statements(browser, path)
        for path in (
            team("guiding/"), team("programmes/"), team(version), team(f"{version}parts/m1/"), team(f"{version}time/"),
            of(guided), of(guided, "give/"), of(guided, f"give/?programme={guided.version.pk}"),
            of(guided, f"{guided.assignment_id}/"), module_url(guided), team("today/"),
        )
    }  # fmt: skip
    assert max(costs.values()) <= 8, costs
    for number in range(3):
        other = refer_someone(
            guided.clinic.solvik, f"Nr {number}", mobile=f"4000010{number}", responsible=guided.clinic.therapist
        )
        with inside(guided.clinic.solvik_organisation) as by:
            given = Assignment.objects.create(
                organisation_id=by.organisation_id, person=other.person, episode=other, version=guided.version,
                given_at=clock.now(),
            )  # fmt: skip
            AssignedModule.objects.create(
                organisation_id=by.organisation_id, person=other.person, assignment=given, module="m1", position=1,
                opens="completion", opened_at=clock.now(), reply_due_on=clock.today("Europe/Oslo"),
            )  # fmt: skip
    assert statements(browser, team("guiding/")) == costs[team("guiding/")]
