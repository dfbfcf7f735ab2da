"""Starting a team: what is stopped before it is stored, whose self-check it is, and that no text is lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from stegvis.config.demo.start_up import LEFT, fill_start_up
from stegvis.definitions import clock
from stegvis.definitions.kit import questions, said, tasks
from stegvis.definitions.national_numbers import synthetic_norwegian
from stegvis.network.actions.add_evidence import add_evidence
from stegvis.network.actions.add_task import add_task
from stegvis.network.actions.answer_self_check import answer_self_check
from stegvis.network.actions.answer_support import answer_support
from stegvis.network.actions.ask_for_support import ask_for_support
from stegvis.network.actions.begin_plan import begin_plan
from stegvis.network.actions.change_paper import change_paper
from stegvis.network.actions.change_plan import change_plan
from stegvis.network.actions.change_task import TaskFields, change_task
from stegvis.network.actions.close_support import close_support
from stegvis.network.actions.copy_template import copy_template
from stegvis.network.actions.finish_self_check import finish_self_check, reopen_self_check
from stegvis.network.actions.share_self_check import share_self_check
from stegvis.network.actions.take_in_tasks import take_in_tasks
from stegvis.network.actions.take_support import take_support
from stegvis.network.models import Evidence, OwnPaper, StartTask, SupportRequest
from stegvis.network.queries.papers import papers
from stegvis.network.queries.self_checks import own_self_checks, self_check_named, shared_self_checks
from stegvis.network.queries.start_plans import plan_of, task_of
from stegvis.network.queries.support import request_named, requests_for
from stegvis.notices.actions.tell_support import tell_support
from stegvis.people.models import Actor, Denied, Membership, NotFound, Role
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, make_member

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


def lead_of(clinic: Clinic) -> Actor:
    return again(actor(clinic.lead, clinic.solvik))


def begun(clinic: Clinic) -> Actor:
    """The clinical lead of a team that opens in twenty weeks."""
    by = lead_of(clinic)
    with acting(by):
        begin_plan(by=by, opens_on=clock.today(by.zone) + timedelta(weeks=20))
    return again(by)


def task_named(by: Actor, key: str) -> Any:
    return StartTask.objects.get(organisation_id=by.organisation_id, key=key)


def test_days_are_counted_back_from_the_opening_and_move_with_it(clinic: Clinic) -> None:
    by = begun(clinic)
    with acting(by):
        today = clock.today(by.zone)
        plan = plan_of(by)
        assert plan is not None
        assert (plan.done, plan.total) == (0, len(tasks()))
        # Fifty-two weeks before the opening have passed, and nobody is late on the day they begin.
        assert plan.next[0].due_on == today + timedelta(weeks=4)
        change_plan(by=by, opens_on=today + timedelta(weeks=60), opened_on=None)
        moved = plan_of(by)
        assert moved is not None
        assert moved.next[0].due_on == today + timedelta(weeks=8)
        with pytest.raises(Denied, match="cannot be after today"):
            change_plan(by=again(by), opens_on=None, opened_on=today + timedelta(days=1))


def test_a_plan_begins_once(clinic: Clinic) -> None:
    """Also when the lead and the manager press the button at the same moment."""
    by = begun(clinic)
    with acting(by), pytest.raises(Denied, match="already"):
        begin_plan(by=by)


def test_a_task_done_is_off_the_list_and_its_grant_counted(clinic: Clinic) -> None:
    by = begun(clinic)
    with acting(by):
        money = task_named(by, "money")
        change_task(by=by, task_id=money.pk, fields=TaskFields("done", amount=400_000))
        change_task(by=again(by), task_id=task_named(by, "leader").pk, fields=TaskFields("not_for_us"))
        add_task(by=again(by), title="Sett opp skilt", due_on=date(2020, 1, 1))
        plan = plan_of(by)
        assert plan is not None
        assert (plan.done, plan.total, plan.granted) == (2, len(tasks()) + 1, 400_000)
        assert plan.next[0].title == "Sett opp skilt"
        assert task_of(by, money.pk).done_on == clock.today(by.zone)
        change_task(by=again(by), task_id=money.pk, fields=TaskFields("underway"))
        assert task_of(by, money.pk).done_on is None


def test_a_plan_that_began_before_the_kit_grew_sees_the_new_tasks_and_keeps_what_is_done(clinic: Clinic) -> None:
    """Two tasks are taken out, as if the plan had begun with an older edition of the kit."""
    by = begun(clinic)
    with acting(by):
        change_task(by=by, task_id=task_named(by, "money").pk, fields=TaskFields("done", who="Tor", note="Ja"))
        StartTask.objects.filter(organisation_id=by.organisation_id, key__in=("gps", "rhythm")).delete()
        before = {one.pk: (one.state, one.who, one.note, one.due_on) for one in StartTask.objects.all()}
        plan = plan_of(by)
        assert plan is not None
        assert [one.title for one in plan.new] == [said(tasks()[key].texts, "nb")["title"] for key in ("gps", "rhythm")]
    with clock.moved_by(timedelta(weeks=60)), acting(by):
        for _ in range(2):
            take_in_tasks(by=again(by))
        plan = plan_of(by)
        assert plan is not None
        assert (plan.new, plan.done, plan.total) == ((), 1, len(tasks()))
        kept = StartTask.objects.filter(pk__in=before)
        assert {one.pk: (one.state, one.who, one.note, one.due_on) for one in kept} == before
        # It was not there on its usual day, so it is not late from the first moment.
        assert task_named(by, "gps").due_on == clock.today(by.zone) + timedelta(weeks=4)


def test_evidence_is_what_its_bytes_say(clinic: Clinic) -> None:
    by = begun(clinic)
    with acting(by):
        task = task_named(by, "council-decision")
        for wrong in (b"MZ\x90\x00", b"<html>", b""):
            with pytest.raises(Denied):
                add_evidence(by=again(by), task_id=task.pk, title="Vedtak.pdf", content=wrong)
        add_evidence(by=again(by), task_id=task.pk, title="Vedtak", content=PDF)
        assert Evidence.objects.get(organisation_id=by.organisation_id).type == "application/pdf"
        assert task_of(by, task.pk).papers == 1


def test_a_national_number_is_stopped_everywhere_a_person_writes(clinic: Clinic) -> None:
    by = begun(clinic)
    named = f"Gjelder {synthetic_norwegian(date(1990, 5, 17))}"
    with acting(by):
        task = task_named(by, "gps")
        paper = copy_template(by=by, template="letter-gp")
        for write in (
            lambda: change_task(by=again(by), task_id=task.pk, fields=TaskFields("done", note=named)),
            lambda: add_task(by=again(by), title=named),
            lambda: add_evidence(by=again(by), task_id=task.pk, title=named, content=PDF),
            lambda: answer_self_check(by=again(by), question="free", answer="yes", note=named),
            lambda: ask_for_support(by=again(by), title="Et spørsmål", text=named),
            lambda: change_paper(by=again(by), paper_id=paper.pk, version=1, title="Brev", text=named),
        ):
            with pytest.raises(Denied, match="national identity number"):
                write()
        assert not SupportRequest.objects.filter(organisation_id=by.organisation_id).exists()


def test_what_is_too_long_is_refused_by_the_action_and_not_by_its_form_alone(clinic: Clinic) -> None:
    by, long = begun(clinic), "x" * 5001
    with acting(by):
        task = task_named(by, "gps")
        asked = ask_for_support(by=again(by), title="Et spørsmål", text="Hvem hjelper oss?")
        for write in (
            lambda: change_task(by=again(by), task_id=task.pk, fields=TaskFields("done", note=long)),
            lambda: change_task(by=again(by), task_id=task.pk, fields=TaskFields("done", who=long)),
            lambda: answer_self_check(by=again(by), question="free", answer="yes", note=long),
            lambda: ask_for_support(by=again(by), title=long, text="Hei"),
            lambda: ask_for_support(by=again(by), title="Hei", text=long),
            lambda: answer_support(by=again(by), request_id=asked.pk, text=long),
        ):
            with pytest.raises(Denied, match="Write at most"):
                write()


def test_a_self_check_is_the_teams_own_until_it_is_shared(clinic: Clinic) -> None:
    by = lead_of(clinic)
    supporter = actor(make_member("Sol Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik)
    with acting(by):
        for key in questions():
            check = answer_self_check(by=again(by), question=key, answer="partly", note="Vi øver")
            if key == "free":
                with pytest.raises(Denied, match="no answer yet"):
                    finish_self_check(by=again(by), self_check_id=check.pk)
                with pytest.raises(Denied, match="before you share"):
                    share_self_check(by=again(by), self_check_id=check.pk, is_shared=True)
        finish_self_check(by=again(by), self_check_id=check.pk)
        with pytest.raises(Denied, match="Open it again"):
            answer_self_check(by=again(by), question="free", answer="yes")
    with acting(supporter):
        assert shared_self_checks(supporter) == []
        with pytest.raises(NotFound):
            self_check_named(supporter, check.pk)
        with pytest.raises(NotFound):
            own_self_checks(supporter)
    for user in (clinic.administrator, clinic.therapist, clinic.coordinator):
        other = actor(user, clinic.solvik)
        with acting(other), pytest.raises(NotFound):
            self_check_named(other, check.pk)
    with acting(by):
        share_self_check(by=again(by), self_check_id=check.pk, is_shared=True)
    with acting(supporter):
        assert [one.id for one in shared_self_checks(supporter)] == [check.pk]
        assert self_check_named(supporter, check.pk).answered == len(questions())
    with acting(by):
        share_self_check(by=again(by), self_check_id=check.pk, is_shared=False)
    with acting(supporter):
        assert shared_self_checks(supporter) == []


def test_a_finished_self_check_is_put_right_until_the_next_year_has_begun(clinic: Clinic) -> None:
    """What it said before stays in the history, and a supporter who could read it waits until it is shared again."""
    by = lead_of(clinic)
    supporter = actor(make_member("Sol Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik)
    with acting(by):
        with clock.standing_at(clock.now() - timedelta(days=366)):
            for key in questions():
                check = answer_self_check(by=again(by), question=key, answer="yes")
            finish_self_check(by=again(by), self_check_id=check.pk)
            share_self_check(by=again(by), self_check_id=check.pk, is_shared=True)
        reopen_self_check(by=again(by), self_check_id=check.pk)
        answer_self_check(by=again(by), question="free", answer="no", note="Vi tok feil", self_check_id=check.pk)
        assert check.history.filter(answers__free__is="yes").exclude(finished_at=None).exists()
    with acting(supporter), pytest.raises(NotFound):
        self_check_named(supporter, check.pk)
    for user in (clinic.administrator, clinic.therapist):
        other = again(actor(user, clinic.solvik))
        with acting(other), pytest.raises(Denied):
            reopen_self_check(by=other, self_check_id=check.pk)
    elsewhere = again(actor(make_member("Hilde Havn", Role.LEAD, clinic.havna), clinic.havna))
    with acting(elsewhere), pytest.raises(NotFound):
        reopen_self_check(by=elsewhere, self_check_id=check.pk)
    with acting(by):
        finish_self_check(by=again(by), self_check_id=check.pk)
        seen = own_self_checks(by)[0]
        assert (seen.counted["no"], seen.is_shared, seen.is_newest) == (1, False, True)
        answer_self_check(by=again(by), question="free", answer="yes")
        with pytest.raises(Denied, match="later year"):
            reopen_self_check(by=again(by), self_check_id=check.pk)
        assert [one.is_newest for one in own_self_checks(by)] == [True, False]


def test_last_year_stands_beside_this_year(clinic: Clinic) -> None:
    by = lead_of(clinic)
    with acting(by):
        with clock.standing_at(clock.now() - timedelta(days=366)):
            answer_self_check(by=again(by), question="wait", answer="no", note="Ni uker")
        answer_self_check(by=again(by), question="free", answer="yes")
        answers = {one.key: one for one in own_self_checks(by)[0].answers}
        assert (answers["wait"].answer, answers["wait"].before, answers["wait"].note_before) == ("", "no", "Ni uker")


def test_where_a_request_stands_follows_from_who_wrote_last(clinic: Clinic) -> None:
    by = lead_of(clinic)
    supporter = again(actor(make_member("Sol Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik))
    elsewhere = actor(make_member("Hilde Havn", Role.LEAD, clinic.havna), clinic.havna)
    with acting(by):
        asked = ask_for_support(by=by, title="Kurs", text="Hvordan begynner vi?")
        assert request_named(by, asked.pk).state == "new"
    with acting(supporter):
        take_support(by=supporter, request_id=asked.pk)
        assert request_named(supporter, asked.pk).state == "underway"
        answer_support(by=again(supporter), request_id=asked.pk, text="Begynn med fire.")
        assert [one.state for one in requests_for(supporter)] == ["answered"]
    with acting(elsewhere):
        assert requests_for(elsewhere) == []
        with pytest.raises(NotFound):
            answer_support(by=again(elsewhere), request_id=asked.pk, text="Jeg også")
    with acting(by):
        answer_support(by=again(by), request_id=asked.pk, text="Fire hva?")
        assert request_named(by, asked.pk).state == "underway"
        close_support(by=again(by), request_id=asked.pk)
        with pytest.raises(Denied, match="closed"):
            answer_support(by=again(by), request_id=asked.pk, text="En til")


def test_each_side_of_a_request_is_told_of_what_the_other_did(clinic: Clinic) -> None:
    """All supporters until one has taken it, then that one; who wrote for the team. Each once, in their language."""
    first, second = (make_member(name, Role.SUPPORTER, clinic.solvik) for name in ("Sol Støtte", "Stig Støtte"))
    make_member("Ute Støtte", Role.SUPPORTER, clinic.fjordbyen)
    clinic.lead.language = "sv"
    clinic.lead.save()
    by, supporter = lead_of(clinic), again(actor(first, clinic.solvik))
    with acting(by):
        asked = ask_for_support(by=by, title="Kurs", text="Hvordan begynner vi?")
        told = tell_support(by=by, request_id=asked.pk)
        assert {one.user_id for one in told} == {first.pk, second.pk}
        assert tell_support(by=by, request_id=asked.pk) == ()
    with acting(supporter):
        take_support(by=supporter, request_id=asked.pk)
        told = tell_support(by=supporter, request_id=asked.pk)
        assert [(one.user_id, one.language) for one in told] == [(clinic.lead.pk, "sv")]
    by = again(by)
    with acting(by):
        answer_support(by=by, request_id=asked.pk, text="Er det noe nytt?")
        assert [one.user_id for one in tell_support(by=by, request_id=asked.pk)] == [first.pk]
    with inside(clinic.solvik.organisation):
        Membership.objects.filter(user=clinic.lead).update(until=date(2020, 1, 2))
    supporter = again(supporter)
    with acting(supporter):
        # Who asked has left, so those who answer for the team are told.
        answer_support(by=supporter, request_id=asked.pk, text="Ja.")
        assert [one.user_id for one in tell_support(by=supporter, request_id=asked.pk)] == [clinic.manager.pk]


def test_two_who_write_at_once_both_keep_their_text(clinic: Clinic) -> None:
    by, other = lead_of(clinic), again(actor(clinic.manager, clinic.solvik))
    with acting(by):
        paper = copy_template(by=by, template="risk-alerts")
        change_paper(by=again(by), paper_id=paper.pk, version=1, title="Varsler", text="Først")
    with acting(other):
        kept = change_paper(by=other, paper_id=paper.pk, version=1, title="Varsler", text="Samtidig")
        assert kept.pk != paper.pk
        assert {(one.text, one.version) for one in papers(other)} == {("Først", 2), ("Samtidig", 1)}
        # The form sent again, as a browser does, makes no third.
        assert change_paper(by=other, paper_id=paper.pk, version=1, title="Varsler", text="Samtidig").pk == kept.pk
        assert OwnPaper.objects.filter(organisation_id=other.organisation_id).count() == 2


def test_another_team_and_a_supporter_change_nothing(clinic: Clinic) -> None:
    by = begun(clinic)
    with acting(by):
        task = task_named(by, "gps")
        paper = copy_template(by=by, template="letter-gp")
    elsewhere = again(actor(make_member("Hilde Havn", Role.LEAD, clinic.havna), clinic.havna))
    with acting(elsewhere):
        assert plan_of(elsewhere) is None
        for write in (
            lambda: change_task(by=elsewhere, task_id=task.pk, fields=TaskFields("done")),
            lambda: add_evidence(by=elsewhere, task_id=task.pk, title="Brev", content=PDF),
            lambda: change_paper(by=elsewhere, paper_id=paper.pk, version=1, title="Brev", text="Vårt"),
        ):
            with pytest.raises(NotFound):
                write()
    supporter = again(actor(make_member("Sol Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik))
    with acting(supporter):
        plan = plan_of(supporter)
        assert plan is not None
        assert plan.total == len(tasks())
        with pytest.raises(Denied):
            change_task(by=supporter, task_id=task.pk, fields=TaskFields("done"))


def test_the_demo_begins_where_there_is_a_supporter_and_nowhere_else(clinic: Clinic) -> None:
    """In the other organisation a newcomer begins the plan."""
    supporter = actor(make_member("Sol Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik)
    fill_start_up(clinic.solvik_organisation)
    fill_start_up(clinic.fjordbyen_organisation)
    with acting(supporter):
        plan = plan_of(supporter)
        assert plan is not None
        assert plan.total - plan.done == len(LEFT) + 1
        assert [one.state for one in requests_for(supporter)] == ["new", "answered"]
        assert len(shared_self_checks(supporter)) == 1
    swedish = actor(clinic.fjordbyen_lead, clinic.fjordbyen)
    with acting(swedish):
        assert plan_of(swedish) is None


def test_sent_twice_is_done_once(clinic: Clinic) -> None:
    by = begun(clinic)
    with acting(by):
        assert add_task(by=by, title="Skilt").pk == add_task(by=by, title="Skilt").pk
        assert StartTask.objects.filter(organisation_id=by.organisation_id, key="").count() == 1
