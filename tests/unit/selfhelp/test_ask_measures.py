"""A programme asks its own instruments on its schedule, and never what may not be asked here."""

from datetime import timedelta

import pytest

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.models import ProgrammeVersion
from stegvis.people.tenancy import working_in
from stegvis.questionnaires.models import Questionnaire
from stegvis.selfhelp.actions.ask_measures import ask_measures
from stegvis.selfhelp.actions.assign_programme import assign_programme
from stegvis.selfhelp.models import Assignment
from tests.clinic import acting, actor, again, fill_roster, make_clinic, refer_someone
from tests.programmes import small_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    return make_clinic()


@pytest.fixture
def given(clinic):
    """A client of Solvik with a programme that measures PHQ-9 each fortnight and ISI each week."""
    episode = refer_someone(clinic.solvik, responsible=clinic.therapist)
    document = small_programme()
    document["measures"] = [{"instrument": "phq-9", "every_days": 14}, {"instrument": "isi", "every_days": 7}]
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        version = publish_version(by=lead, document=document, origin=ProgrammeVersion.Origin.AUTHORED)
        approve_version(by=lead, version=version)
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        return assign_programme(by=by, episode=episode, version=version)


def asked(clinic, days=0):
    """How many were asked by the job so many days from now, and the instruments that have been asked in all."""
    with clock.moved_by(timedelta(days=days)), working_in(clinic.solvik_organisation, team=clinic.solvik) as by:
        number = ask_measures(by=by, team=clinic.solvik)
        return number, list(Questionnaire.objects.order_by("due_on").values_list("instrument", flat=True))


def answer_all(clinic):
    with working_in(clinic.solvik_organisation):
        Questionnaire.objects.update(submitted_at=clock.now())


def test_it_asks_what_has_words_and_leaves_what_the_site_has_to_supply(clinic, given):
    fill_roster(clinic.solvik, clinic.therapist, clinic.colleague, days=60)
    assert asked(clinic) == (1, ["phq-9@1"])
    assert asked(clinic) == (0, ["phq-9@1"])


def test_the_next_comes_after_its_days_and_not_while_one_is_open(clinic, given):
    fill_roster(clinic.solvik, clinic.therapist, clinic.colleague, days=60)
    asked(clinic)
    assert asked(clinic, days=20) == (0, ["phq-9@1"])
    answer_all(clinic)
    assert asked(clinic, days=13) == (0, ["phq-9@1"])
    assert asked(clinic, days=14) == (1, ["phq-9@1", "phq-9@1"])


def test_no_risk_item_is_asked_while_nobody_would_read_it(clinic, given):
    assert asked(clinic) == (0, [])
    fill_roster(clinic.solvik, clinic.therapist, clinic.colleague, days=21)
    assert asked(clinic)[0] == 1


@pytest.mark.parametrize("end", ["programme", "course"])
def test_nothing_is_asked_when_the_programme_or_the_course_has_ended(clinic, given, end):
    fill_roster(clinic.solvik, clinic.therapist, clinic.colleague, days=60)
    with working_in(clinic.solvik_organisation):
        if end == "programme":
            Assignment.objects.update(ended_at=clock.now())
        else:
            Episode.objects.update(
                state=State.DISCHARGED, discharged_on=clock.today("Europe/Oslo"), discharge_reason="completed"
            )
    assert asked(clinic) == (0, [])
