"""A code that names nobody, what is written under it and taken over, and what is given while one waits."""

import json
import uuid
from datetime import timedelta

import pytest

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.actions.withdraw_programme import withdraw_programme
from stegvis.library.models import ProgrammeVersion
from stegvis.people.models import Denied, Identity, NotFound, Person
from stegvis.people.sealing import sealer_of
from stegvis.people.tenancy import working_in
from stegvis.selfhelp.actions.give_while_waiting import give_while_waiting, set_waiting_programme
from stegvis.selfhelp.actions.issue_code import issue_code
from stegvis.selfhelp.actions.link_code import link_code
from stegvis.selfhelp.actions.open_by_code import open_by_code
from stegvis.selfhelp.models import AccessCode, AssignedModule, Assignment, Sheet
from tests.clinic import acting, actor, client_actor, make_clinic, refer_someone, visitor
from tests.programmes import small_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    return make_clinic()


@pytest.fixture
def version(clinic):
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        made = publish_version(by=lead, document=small_programme(), origin=ProgrammeVersion.Origin.AUTHORED)
        approve_version(by=lead, version=made)
    return made


def given_out(clinic, version):
    with acting(actor(clinic.coordinator, clinic.solvik)) as by:
        return issue_code(by=by, version=version)


def opened(clinic, code, team=None):
    with acting(visitor(team or clinic.solvik)) as by:
        return open_by_code(by=by, code=code)


def test_whoever_has_the_code_comes_to_the_same_place_each_time(clinic, version):
    code = given_out(clinic, version)
    person = opened(clinic, code)
    assert opened(clinic, code.lower().replace("-", " ")).pk == person.pk
    with working_in(clinic.solvik_organisation):
        assert Assignment.objects.get(person=person).episode is None
        assert list(AssignedModule.objects.filter(person=person).values_list("module", flat=True)) == ["m1", "m2"]


def test_nothing_is_kept_that_tells_who_it_is_nor_the_code(clinic, version):
    code = given_out(clinic, version)
    person = opened(clinic, code)
    with working_in(clinic.solvik_organisation):
        assert not Identity.objects.filter(person=person).exists()
        kept = AccessCode.objects.get()
        assert code.replace("-", "").encode() not in bytes(kept.code_hash)
        assert (Person.objects.get(pk=person.pk).gender, kept.person_id) == ("", person.pk)


@pytest.mark.parametrize("typed", ["", "-", "AAAA-AAA-AAA", "' or 1=1"])
def test_what_is_no_code_opens_nothing(clinic, version, typed):
    given_out(clinic, version)
    assert opened(clinic, typed) is None


def test_a_code_opens_nothing_at_another_team_or_organisation(clinic, version):
    code = given_out(clinic, version)
    assert opened(clinic, code, clinic.havna) is None
    assert opened(clinic, code, clinic.fjordbyen) is None


def test_a_code_that_nobody_used_runs_out_and_a_used_one_goes_on(clinic, version):
    unused, used = given_out(clinic, version), given_out(clinic, version)
    opened(clinic, used)
    with clock.moved_by(timedelta(days=91)):
        assert opened(clinic, unused) is None
        assert opened(clinic, used) is not None


def test_only_what_is_approved_and_in_use_is_given_out_and_by_those_who_meet_people(clinic, version):
    with acting(actor(clinic.manager, clinic.solvik)) as by, pytest.raises(Denied):
        issue_code(by=by, version=version)
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        draft = publish_version(by=lead, document=small_programme("draft"), origin=ProgrammeVersion.Origin.AUTHORED)
        with pytest.raises(Denied, match="approved"):
            issue_code(by=lead, version=draft)
        withdraw_programme(by=lead, programme=version.programme, is_withdrawn=True)
        version.programme.refresh_from_db()
        with pytest.raises(Denied):
            issue_code(by=lead, version=version)


def written(person, text):
    module = AssignedModule.objects.get(person=person, module="m1")
    row = uuid.uuid4()
    sealed = sealer_of(person.key).seal(
        json.dumps([{"m1-how": text}]), table="selfhelp_sheet", column="answers_sealed", row=row
    )
    Sheet.objects.create(
        id=row,
        organisation_id=person.organisation_id,
        person=person,
        module=module,
        block="m1-homework",
        answers_sealed=sealed,
        saved_at=clock.now(),
    )


def test_a_person_takes_over_what_they_wrote_and_only_they_can_open_it_then(clinic, version):
    code = given_out(clinic, version)
    person = opened(clinic, code)
    episode = refer_someone(clinic.solvik, responsible=clinic.therapist)
    with working_in(clinic.solvik_organisation):
        written(Person.objects.select_related("key").get(pk=person.pk), "Jeg sov litt.")
    with acting(client_actor(episode.person)) as by:
        assignment = link_code(by=by, episode=episode, code=code)
        assert (assignment.person_id, assignment.episode_id) == (episode.person_id, episode.pk)
        sheet = Sheet.objects.get()
        text = sealer_of(episode.person.key).unseal(
            sheet.answers_sealed, table="selfhelp_sheet", column="answers_sealed", row=sheet.pk
        )
        assert json.loads(text) == [{"m1-how": "Jeg sov litt."}]
        with pytest.raises(Denied):
            link_code(by=by, episode=episode, code=code)
    assert opened(clinic, code) is None


def test_nobody_takes_over_an_unused_code_or_into_another_person_s_course(clinic, version):
    code = given_out(clinic, version)
    mine = refer_someone(clinic.solvik)
    other = refer_someone(clinic.solvik, "Ola Prøve", mobile="40000002")
    with acting(client_actor(mine.person)) as by:
        with pytest.raises(Denied):
            link_code(by=by, episode=mine, code=code)
        with pytest.raises(NotFound):
            link_code(by=by, episode=other, code=code)


def test_those_who_wait_are_given_the_introduction_once_and_others_nothing(clinic, version):
    waits, treated = refer_someone(clinic.solvik), refer_someone(clinic.solvik, "Ola Prøve", mobile="40000002")
    elsewhere = refer_someone(clinic.havna, "Per Prøve", mobile="40000003")
    with working_in(clinic.solvik_organisation):
        Episode.objects.filter(pk=treated.pk).update(state=State.IN_TREATMENT)
        assert give_while_waiting(by=client_actor(waits.person), team=clinic.solvik) == 0
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        set_waiting_programme(by=lead, version=version)
    with working_in(clinic.solvik_organisation, team=clinic.solvik) as system:
        assert give_while_waiting(by=system, team=clinic.solvik) == 1
        assert give_while_waiting(by=system, team=clinic.solvik) == 0
        assert give_while_waiting(by=system, team=clinic.havna) == 0
        given = Assignment.objects.get()
        assert (given.episode_id, given.way, given.given_by_id) == (waits.pk, "waiting", None)
        assert [module.module for module in given.modules.all()] == ["m1"]
        assert not elsewhere.assignments.exists()


def test_the_team_can_stop_giving_and_a_withdrawn_programme_stops_by_itself(clinic, version):
    refer_someone(clinic.solvik)
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        set_waiting_programme(by=lead, version=version)
        withdraw_programme(by=lead, programme=version.programme, is_withdrawn=True)
        assert give_while_waiting(by=lead, team=clinic.solvik) == 0
        withdraw_programme(by=lead, programme=version.programme, is_withdrawn=False)
        set_waiting_programme(by=lead, version=None)
        assert give_while_waiting(by=lead, team=clinic.solvik) == 0
    with acting(actor(clinic.therapist, clinic.solvik)) as by, pytest.raises(Denied):
        set_waiting_programme(by=by, version=version)
