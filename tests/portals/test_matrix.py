"""Every address, every role, from the address table itself: who may not see gets 404 and not one planted word.

Real transactions on a clone, since a test that rolls back keeps a tenant that the product has let go. The whole
walk is done twice: as the product is, and with the tenant filter of the ORM taken away, so that row-level
security must hold alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client

from stegvis.care.actions.book import book
from stegvis.care.actions.open_emergency import open_emergency
from stegvis.care.actions.record_contact import record_contact
from stegvis.care.actions.set_goal import set_goal
from stegvis.care.actions.write_note import write_note
from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.plan import own_episode
from stegvis.definitions import clock
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.library.actions.add_harvest import add_harvest
from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.keep_publication import keep_publication
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.models import ProgrammeVersion, Publication
from stegvis.network.actions.add_material import add_material
from stegvis.network.actions.add_member import add_member
from stegvis.network.actions.found_network import NetworkFields, found_network
from stegvis.network.actions.keep_offer import OfferFields, keep_offer
from stegvis.network.actions.plan_event import plan_event
from stegvis.network.actions.share_file import FileFields, share_file
from stegvis.network.actions.sign_up import Guest, sign_up
from stegvis.network.actions.write_post import write_post
from stegvis.network.models import LocalOffer, Network, NetworkMember, SignUp
from stegvis.people.actions.block import block
from stegvis.people.models import Membership, Role, Team, User
from stegvis.questionnaires.actions.ask import ask
from stegvis.safety.actions.raise_alert import raise_alert
from stegvis.selfhelp.actions.assign_programme import assign_programme
from stegvis.selfhelp.actions.give_tool import give_tool
from stegvis.selfhelp.actions.keep_entry import keep_entry
from stegvis.selfhelp.actions.recommend import recommend
from stegvis.selfhelp.actions.save_sheet import save_sheet
from stegvis.selfhelp.actions.sleep_window import propose_window
from stegvis.selfhelp.actions.write_remark import write_remark
from stegvis.selfhelp.models import AssignedModule, Outreach
from tests.architecture.test_addresses import addresses
from tests.clinic import (
    Clinic,
    acting,
    actor,
    again,
    client_actor,
    fill_roster,
    inside,
    make_clinic,
    make_member,
    refer_someone,
    signed_in,
    signed_in_client,
    visitor,
)
from tests.conftest import Clone
from tests.portals.planted_training import plant_training
from tests.programmes import small_programme
from tests.unit.network.gathering import event_fields
from tests.unit.selfhelp.nights import NIGHT

NAME, PROBLEM, GOAL, NOTE = "Kanari Fuglesang", "KANARI-PROBLEM", "KANARI-GOAL", "KANARI-NOTE"
REASON, SHEET, REMARK, DIARY = "KANARI-REASON", "KANARI-SHEET", "KANARI-REMARK", "KANARI-DIARY"
GIVEN = "KANARI-GIVEN"  # the therapist's words with something to read
GUEST = "KANARI-GUEST"  # signed up for an event: for those who arrange it
CLINICAL_WORDS = (PROBLEM, GOAL, NOTE, REASON, SHEET, REMARK, DIARY, GIVEN, GUEST)
PLANTED = (NAME, "Fuglesang", *CLINICAL_WORDS)
MISSING = str(uuid.UUID(int=7))


@dataclass
class Planted:
    """One client of team solvik with something of everything, and who may see it."""

    clinic: Clinic
    episode: Episode
    values: dict[str, str]
    staff: dict[str, User] = field(default_factory=dict)


@pytest.fixture(scope="module")
def planted(module_clone: Clone) -> Planted:
    clinic = make_clinic()
    team = clinic.solvik
    fill_roster(team, clinic.lead, clinic.colleague)
    episode = refer_someone(team, NAME, problem=PROBLEM, responsible=clinic.therapist)
    by = actor(clinic.therapist, team)
    with acting(by):
        seen = episode_of(by, episode.pk)
        goal = set_goal(by=by, episode=seen, text=GOAL)
        starts_at = team.service_hours().next_opening(clock.now() + timedelta(days=3)) + timedelta(hours=1)
        meeting = book(by=by, episode=seen, starts_at=starts_at, minutes=45, form=Form.PHONE,
                       purpose=Purpose.ASSESSMENT, staff=clinic.therapist.pk)  # fmt: skip
        asked = ask(by=by, episode=seen, instruments=["phq-9"], due_on=clock.today(team.zone))
        alert = raise_alert(by=by, episode=seen, questionnaire_id=asked[0].pk, instrument="phq-9@1", item="9", value=1)
        contact = record_contact(by=again(by), episode=seen, on=clock.today(team.zone), purpose=Purpose.ASSESSMENT,
                                 form=Form.PHONE, attendance=Attendance.ATTENDED, minutes=45)  # fmt: skip
        note = write_note(by=again(by), episode=seen, text=NOTE)
        barred = block(by=again(by), person=seen.person, user=clinic.editor.pk, reason=REASON)
    stand_in = actor(make_member("Nils Innspringer", Role.THERAPIST, team), team)
    with acting(stand_in):
        opened = open_emergency(by=stand_in, episode=seen, reason=REASON)
    with inside(team.organisation):
        member = Membership.objects.filter(user=clinic.colleague, organisation=team.organisation).first()
    assert member is not None
    values = {
        "episode": str(episode.pk), "person": str(episode.person_id), "goal": str(goal.pk),
        "appointment": str(meeting.pk), "questionnaire": str(asked[0].pk), "item": "9", "alert": str(alert.pk),
        "membership": str(member.pk), "number": "1", "token": "not-a-token", "contact": str(contact.pk),
        "note": str(note.pk),
        "emergency": str(opened.pk), "notice": MISSING, "user": str(clinic.colleague.pk), "block": str(barred.pk),
        "grouping": "gender", "span": str(clock.today(team.zone).year - 1), "file": "team.pdf",
        "start_task": MISSING, "evidence_paper": MISSING, "check_question": "free", "self_check": MISSING,
        "paper": MISSING, "paper_template": "dpia", "support_request": MISSING,
        "study": MISSING, "poll": MISSING, "room": MISSING, "comment": MISSING, "shelf": "chapters", "voice": MISSING,
        **plant_programme(clinic, episode),
        **plant_diary(clinic, episode),
        **plant_event(clinic),
        **plant_reading(clinic, episode),
        **plant_publication(clinic),
        **plant_training(clinic),
    }  # fmt: skip
    return Planted(clinic, episode, values)


def plant_programme(clinic: Clinic, episode: Episode) -> dict[str, str]:
    """A programme that the client has written in, and its guide too, with a text left over from a second device."""
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        version = publish_version(by=lead, document=small_programme(), origin=ProgrammeVersion.Origin.AUTHORED)
        approve_version(by=lead, version=version)
    by = again(actor(clinic.therapist, clinic.solvik))
    with acting(by):
        assignment = assign_programme(by=by, episode=episode_of(by, episode.pk), version=version)
        module = AssignedModule.objects.get(assignment=assignment, module="m1")
    client = client_actor(episode.person)
    with acting(client):
        save_sheet(by=client, module=module.pk, block="m1-thought", answers=[{"m1-thought": SHEET}], version=0)
        other = save_sheet(
            by=client, module=module.pk, block="m1-thought", answers=[{"m1-thought": f"Annet {SHEET}"}], version=0
        )
        assert other.copy is not None
        write_remark(by=client, module=module, text=REMARK)
        outreach = Outreach.objects.create(
            organisation_id=client.organisation_id, person_id=episode.person_id, assignment=assignment,
            why=Outreach.Why.SILENT, key="1", noticed_at=clock.now(),
        )  # fmt: skip
    return {
        "version": str(version.pk), "assignment": str(assignment.pk), "module": str(module.pk), "step": "m1-write",
        "copy": str(other.copy.pk), "outreach": str(outreach.pk), "part": "m1", "slug": "small",
        "slug:block": "m1-sheet",
    }  # fmt: skip


def plant_diary(clinic: Clinic, episode: Episode) -> dict[str, str]:
    """Five nights with a word of the client's own, and a sleep window that waits for a therapist."""
    with acting(actor(clinic.therapist, clinic.solvik)) as by:
        give_tool(by=by, episode=episode_of(by, episode.pk), name="sleep_window")
    with acting(client_actor(episode.person)) as by:
        own, today = own_episode(by), clock.today(clinic.solvik.zone)
        nights = [
            keep_entry(by=by, episode=own, name="sleep_diary", on=today - timedelta(days=day),
                       values={**NIGHT, "note": DIARY})
            for day in range(5)
        ]  # fmt: skip
        window = propose_window(by=by, episode=own, rises_at=time(6, 30), valid_from=today)
    return {"tool": "sleep_diary", "entry": str(nights[0].pk), "window": str(window.pk)}


def plant_publication(clinic: Clinic) -> dict[str, str]:
    """A publication named like everything here, and an archive it might have come from."""
    fields = {"slug": "small", "kind": "report", "titles": {"nb": "Liten rapport"}, "language": "nb"}
    with inside(clinic.solvik_organisation) as by:
        keep_publication(by=by, fields=fields, origin=Publication.Origin.SHIPPED)
        archive = add_harvest(by=by, name="Arkiv", url="https://archive.example.org/oai")
    return {"ending": "ris", "harvest": str(archive.pk)}


def plant_reading(clinic: Clinic, episode: Episode) -> dict[str, str]:
    """An offer nearby that the client was given, with words that are for nobody else."""
    keeper = actor(clinic.coordinator, clinic.solvik)
    texts = {"nb": {"name": "Prøvegruppa", "description": "Vi går."}}
    with acting(keeper):
        fields = OfferFields(slug="planted-offer", kind=LocalOffer.Kind.TRAINING, texts=texts, phone="12 34 56 78",
                             checked_on=clock.today(clinic.solvik.zone))  # fmt: skip
        offer = keep_offer(by=keeper, fields=fields)
    by = again(actor(clinic.therapist, clinic.solvik))
    with acting(by):
        given = recommend(by=by, episode=episode_of(by, episode.pk), what="offer", slug=offer.slug, words=GIVEN)
    return {
        "offer": offer.slug, "local_offer": str(offer.pk), "what": "offer", "thing": offer.slug,
        "recommendation": str(given.pk),
    }  # fmt: skip


def plant_event(clinic: Clinic) -> dict[str, str]:
    """A network with an event that somebody signed up for, a post and a shared file."""
    supporter = actor(make_member("Sunniva Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik)
    content = b"%PDF-1.4"
    with acting(supporter):
        texts = {"nb": {"name": "Prøvenettverket", "summary": "Et nettverk."}}
        fields = NetworkFields(slug="planted-network", texts=texts, level=Network.Level.LOCAL, owner="Rådet")
        network = found_network(by=supporter, fields=fields)
        event = plan_event(by=supporter, fields=event_fields(network))
        member = add_member(by=supporter, network_id=network.pk, kind=NetworkMember.Kind.UNIT, name="Prøveposten")
        post = write_post(by=supporter, network_id=network.pk, title="Hei", text="Hallo")
        about = FileFields("Mal", "Gruppa", "CC-BY-4.0")
        shared = share_file(by=supporter, network_id=network.pk, fields=about, content=content)
        material = add_material(by=supporter, event_id=event.pk, title="Ark", licence="own", content=content)
    by = visitor(clinic.solvik)
    with acting(by):
        signed = sign_up(by=by, event_id=event.pk, guest=Guest(GUEST, "gjest@prove.example", SignUp.ComesAs.STAFF))
    return {
        "network": network.slug, "event": event.slug, "network_member": str(member.pk), "post": str(post.pk),
        "shared": str(shared.pk), "material": str(material.pk), "seat": signed.told[0].secret,
    }  # fmt: skip


# What depends on who is signed in. Public pages do not: they are walked by a stranger, and once by somebody signed in.
PRIVATE = frozenset({"staff", "client"})


def paths(planted: Planted, team: Team, kinds: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, Any]]:
    """Every address of the product with the planted ids, for this team; of these kinds of guard, where they are named.

    Thousands of pages are drawn in these walks, so each of them leaves out what another one has asked.
    """
    for route, name, view in addresses():
        # The way out would end the walk's own session; readyz is red where no worker runs; the editor has a walk
        # of its own (test_editor_doors), since its addresses name pages and no team.
        if route.startswith(("account/", "editor/")) or name == "client:exit" or route == "readyz":
            continue
        if kinds and view.guard.kind not in kinds:
            continue
        path = "/" + route
        for part in [piece for piece in route.replace("<", ">").split(">")[1::2]]:
            key = part.split(":")[-1]
            value = team.slug if key == "team" else planted.values.get(part, planted.values.get(key))
            assert value is not None, f"The matrix has no value for <{part}> of {route}; plant one."
            path = path.replace(f"<{part}>", value)
        yield path, name, view


def words(answer: Any) -> str:
    return answer.content.decode("utf-8", "replace") if not answer.streaming else ""


def assert_nothing_planted(answer: Any, path: str, planted_words: tuple[str, ...] = PLANTED) -> None:
    page = words(answer)
    assert not [word for word in planted_words if word in page], path


def both(browser: Client, path: str, *, is_turned_away: bool = False) -> Iterator[Any]:
    """Reading and sending; only reading where the guard turns the walker away, since it does not look at how one asks.

    That it does not is held by the stranger and by the other organisation's lead, who always do both.
    """
    yield browser.get(path)
    if not is_turned_away:
        yield browser.post(path, {"command": str(uuid.uuid4())})


def turns_away(view: Any, *roles: Role) -> bool:
    """Whether the guard of a staff page names roles, and none of these."""
    return view.guard.kind == "staff" and bool(view.guard.roles) and not view.guard.roles & set(roles)


@pytest.fixture(params=["as it is", "without the ORM's tenant filter"])
def filters(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The second time every filter on the organisation is dropped before it reaches the database."""
    if request.param == "as it is":
        return str(request.param)
    unpatched = QuerySet._filter_or_exclude_inplace

    def loose(self: Any, negate: bool, args: Any, kwargs: dict[str, Any]) -> Any:
        kept = {key: value for key, value in kwargs.items() if key not in {"organisation", "organisation_id"}}
        return unpatched(self, negate, args, kept)

    monkeypatch.setattr(QuerySet, "_filter_or_exclude_inplace", loose)
    return str(request.param)


def test_a_stranger_is_sent_to_log_in(planted: Planted) -> None:
    for path, _, view in paths(planted, planted.clinic.solvik):
        for answer in both(Client(), path):
            assert_nothing_planted(answer, path)
            if view.guard.kind in {"staff", "client"}:
                assert answer.status_code in {302, 303}, (path, answer.status_code)
                assert "log" in answer["Location"], (path, answer["Location"])
            assert answer.status_code < 500, path


def test_another_organisation_sees_nothing_by_any_address(planted: Planted, filters: str) -> None:
    """By the other team's address, and by their own team's address with the planted ids."""
    clinic = planted.clinic
    others = (clinic.fjordbyen_therapist, clinic.fjordbyen_coordinator) if filters == "as it is" else ()
    for user in (clinic.fjordbyen_lead, *others):
        browser = signed_in(user)
        kinds = PRIVATE if user in others else frozenset()
        for path, _, view in paths(planted, clinic.solvik, kinds):
            is_other = view.guard.kind == "staff" and bool(view.guard.roles)
            for answer in both(browser, path, is_turned_away=is_other and user in others):
                assert_nothing_planted(answer, path)
                if is_other:
                    assert answer.status_code == 404, (path, answer.status_code)
        for path, _, _ in paths(planted, clinic.fjordbyen, kinds):
            for answer in both(browser, path):
                assert_nothing_planted(answer, path)
                assert answer.status_code < 500, path
    with inside(clinic.solvik.organisation):
        assert Episode.objects.get(pk=planted.episode.pk).responsible_id == clinic.therapist.pk


def test_another_team_sees_nothing(planted: Planted) -> None:
    clinic = planted.clinic
    for user in (clinic.havna_therapist, clinic.havna_coordinator):
        browser = signed_in(user)
        for team in (clinic.solvik, clinic.havna):
            for path, _, view in paths(planted, team, PRIVATE):
                is_other = team is clinic.solvik and turns_away(view)
                for answer in both(browser, path, is_turned_away=is_other):
                    assert_nothing_planted(answer, path)
                    if is_other:
                        assert answer.status_code == 404, (path, answer.status_code)


def test_roles_that_a_page_does_not_name_get_404(planted: Planted) -> None:
    clinic = planted.clinic
    who = {
        Role.COORDINATOR: clinic.coordinator,
        Role.MANAGER: clinic.manager,
        Role.ADMINISTRATOR: clinic.administrator,
        Role.EDITOR: clinic.editor,
    }
    for role, user in who.items():
        browser = signed_in(user)
        for path, _, view in paths(planted, clinic.solvik, PRIVATE):
            is_other = turns_away(view, role)
            for answer in both(browser, path, is_turned_away=is_other):
                assert_nothing_planted(answer, path, CLINICAL_WORDS)
                if is_other:
                    assert answer.status_code == 404, (role, path, answer.status_code)
                if role is not Role.COORDINATOR:
                    assert_nothing_planted(answer, path)


def test_a_colleague_without_a_care_relation_reads_nothing_clinical(planted: Planted) -> None:
    """The second therapist of the team stands in on the roster, so a third one, who does not, is the test."""
    clinic = planted.clinic
    third = make_member("Tredje Behandler", Role.THERAPIST, clinic.solvik)
    browser = signed_in(third)
    for path, _, _ in paths(planted, clinic.solvik, PRIVATE):
        for answer in both(browser, path):
            assert_nothing_planted(answer, path, CLINICAL_WORDS)


def test_another_client_sees_nothing(planted: Planted, filters: str) -> None:
    clinic = planted.clinic
    neighbour = refer_someone(clinic.solvik, "Nabo Person", mobile="40000099")
    abroad = refer_someone(clinic.fjordbyen, "Annan Person", mobile="0701234567")
    for person in (neighbour.person, abroad.person):
        browser = signed_in_client(person)
        for path, _, view in paths(planted, clinic.solvik, PRIVATE):
            for answer in both(browser, path, is_turned_away=view.guard.kind == "staff"):
                assert_nothing_planted(answer, path)
                if view.guard.kind == "client" and planted.values["questionnaire"] in path:
                    assert answer.status_code == 404, (path, answer.status_code)
                if view.guard.kind == "staff":
                    assert answer.status_code in {302, 303}, (path, answer.status_code)


def test_what_does_not_exist_answers_like_what_belongs_to_another(planted: Planted) -> None:
    """The same body, so nobody can learn that an id exists elsewhere."""
    browser = signed_in(planted.clinic.fjordbyen_lead)
    route = "/clinic/fjordbyen/intake/{}/"
    theirs = browser.get(route.format(planted.values["episode"]))
    nobodys = browser.get(route.format(uuid.uuid4()))
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content


def test_the_matrix_can_fail(planted: Planted) -> None:
    """The responsible therapist does see the planted words; if nobody did, the walk above would prove nothing."""
    browser = signed_in(planted.clinic.therapist)
    seen = "".join(
        words(browser.get(path)) for path, _, _ in paths(planted, planted.clinic.solvik, frozenset({"staff"}))
    )
    assert NAME in seen
    assert GOAL in seen
    assert PROBLEM in seen
    assert NOTE in seen
    assert DIARY in seen
    assert GIVEN in seen


def test_every_page_behind_log_in_is_never_stored(planted: Planted) -> None:
    browser = signed_in(planted.clinic.therapist)
    for path, _, _ in paths(planted, planted.clinic.solvik, PRIVATE):
        answer = browser.get(path)
        if answer.status_code == 200:
            assert "no-store" in answer["Cache-Control"], path
