"""Diaries, plans, the sleep window and training as records: who may write, what is kept, what needs approval."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.programme.answers import BadAnswers
from stegvis.definitions.tools.diary import nights
from stegvis.definitions.tools.sleep import Rule
from stegvis.definitions.training import checklist
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.selfhelp.actions.give_tool import give_tool, take_tool_back
from stegvis.selfhelp.actions.keep_entry import BadEntry, OutdatedEntry, keep_entry
from stegvis.selfhelp.actions.keep_plan import OutdatedPlan, keep_plan
from stegvis.selfhelp.actions.prescribe_training import Dose, Health, end_training, prescribe_training
from stegvis.selfhelp.actions.sleep_window import approve_window, propose_window, set_window_aside
from stegvis.selfhelp.models import DiaryEntry, Plan, Prescription, SleepWindow
from stegvis.selfhelp.queries.diaries import entries_of, plans_of
from stegvis.selfhelp.queries.tools import From, tools_of
from stegvis.selfhelp.queries.training import prescription_of
from stegvis.selfhelp.queries.windows import Windows, proposal, windows_of
from tests.clinic import acting, actor, again, client_actor, inside, refer_someone
from tests.programmes import rich, small_programme
from tests.unit.selfhelp.nights import NIGHT, Story
from tests.unit.selfhelp.taking import make_taking

pytestmark = pytest.mark.django_db
NO = dict.fromkeys(checklist(), False)


@pytest.fixture
def story() -> Story:
    return Story()


def propose(story: Story, up: time = time(6, 30)) -> SleepWindow:
    return story.as_client(
        lambda by, episode: propose_window(by=by, episode=episode, rises_at=up, valid_from=story.today)
    )


def approve(story: Story, window: SleepWindow, minutes: int, *, has_asked: bool = True) -> SleepWindow:
    return story.as_therapist(
        lambda by, episode: approve_window(
            by=by, episode=episode, window_id=window.pk, minutes=minutes, has_asked=has_asked
        )
    )


def windows(story: Story) -> Windows:
    return story.as_client(windows_of)


def prescribe(story: Story, kind: str, doctor: str = "", **yes: bool) -> Prescription:
    dose = Dose(kind, (0, 2, 4), 30, 4, story.today, 4)
    health = Health({**NO, **yes}, doctor=doctor, limits="KANARI-KNE")
    return story.as_therapist(lambda by, episode: prescribe_training(by=by, episode=episode, dose=dose, health=health))


def test_an_entry_is_sealed_and_read_back(story: Story) -> None:
    made = story.write("thought_record", {"situation": "KANARI-MORGEN", "thought": "Alt går galt"})
    assert b"KANARI" not in bytes(made.entry_sealed)
    found = story.as_client(lambda by, episode: entries_of(by, episode, "thought_record"))
    assert [each.values["situation"] for each in found] == ["KANARI-MORGEN"]


def test_a_day_has_one_night_and_the_later_form_is_told(story: Story) -> None:
    """Two devices fill in the same morning: the second sees what stands, and saves again knowing it."""
    story.write("sleep_diary", NIGHT)
    assert story.write("sleep_diary", NIGHT).version == 1
    with pytest.raises(OutdatedEntry) as later:
        story.write("sleep_diary", {**NIGHT, "awake": "10"})
    assert later.value.values == NIGHT
    assert story.write("sleep_diary", {**NIGHT, "awake": "10"}, version=later.value.version).version == 2
    with inside(story.clinic.solvik_organisation):
        assert DiaryEntry.objects.count() == 1


def test_a_bad_entry_leaves_nothing(story: Story) -> None:
    with pytest.raises(BadEntry) as fault:
        story.write("sleep_diary", {**NIGHT, "lights": "22:30"})
    assert [(each.field, each.kind) for each in fault.value.misfits] == [("lights", "order")]
    with inside(story.clinic.solvik_organisation):
        assert not DiaryEntry.objects.exists()


def test_a_day_to_come_has_no_entry(story: Story) -> None:
    with pytest.raises(Denied):
        story.write("sleep_diary", NIGHT, days_ago=-1)


def test_only_the_client_writes_and_only_in_their_own_course(story: Story) -> None:
    neighbour = client_actor(refer_someone(story.clinic.solvik, "Nabo Person", mobile="40000099").person)
    for by in (neighbour, story.therapist):
        with acting(again(by)), pytest.raises(NotFound):
            keep_entry(by=again(by), episode=story.episode, name="sleep_diary", on=story.today, values=NIGHT)


def test_some_tools_come_from_a_therapist(story: Story) -> None:
    """A ladder of feared things is made together; the sleep diary may be kept by anybody."""
    assert story.as_client(tools_of)["sleep_diary"] is From.ALL
    with pytest.raises(NotFound):
        story.write("exposure_ladder", {"what": "Heis", "before": "60", "after": "30"})
    story.give("exposure_ladder")
    assert story.as_client(tools_of)["exposure_ladder"] is From.THERAPIST
    story.write("exposure_ladder", {"what": "Heis", "before": "60", "after": "30"})
    story.as_therapist(lambda by, episode: take_tool_back(by=by, episode=episode, name="exposure_ladder"))
    assert "exposure_ladder" not in story.as_client(tools_of)


def test_a_therapist_of_another_team_gives_nothing(story: Story) -> None:
    for user, team in (
        (story.clinic.havna_therapist, story.clinic.havna),
        (story.clinic.fjordbyen_lead, story.clinic.fjordbyen),
        (story.clinic.colleague, story.clinic.solvik),
    ):
        by = actor(user, team)
        with acting(by), pytest.raises(NotFound):
            give_tool(by=by, episode=story.episode, name="training")


def test_a_plan_is_one_document_with_its_earlier_versions(story: Story) -> None:
    def keep(by: Actor, episode: Episode, words: str, version: int) -> Plan:
        return keep_plan(by=by, episode=episode, name="relapse_plan", rows=[{"keep": words}], version=version)

    story.as_client(lambda by, episode: keep(by, episode, "Gå tur", 0))
    with pytest.raises(OutdatedPlan):
        story.as_client(lambda by, episode: keep(by, episode, "Synge", 0))
    made = story.as_client(lambda by, episode: keep(by, episode, "Synge i kor", 1))
    assert story.as_client(plans_of)["relapse_plan"].rows == ({"keep": "Synge i kor"},)
    with inside(story.clinic.solvik_organisation):
        assert made.history.count() == 2  # type: ignore[attr-defined]
    with pytest.raises(BadAnswers):
        story.as_client(lambda by, episode: keep_plan(by=by, episode=episode, name="work_plan", rows=[{"now": "?"}],
                                                      version=0))  # fmt: skip


def test_four_nights_give_no_window(story: Story) -> None:
    story.give("sleep_window")
    story.sleep(4)
    with pytest.raises(Denied):
        propose(story)


def test_a_window_is_the_clients_only_when_approved(story: Story) -> None:
    """Asleep six hours on average: the rule gives six hours in bed; the therapist may say longer, never shorter."""
    story.give("sleep_window")
    story.sleep(5)
    made = propose(story)
    assert (made.proposed, made.rule, made.nights, made.efficiency) == (360, Rule.FIRST, 5, 750)
    found = windows(story)
    assert found.current is None
    assert found.pending is not None
    for minutes, has_asked in ((345, True), (360, False), (800, True)):
        with pytest.raises(Denied):
            approve(story, made, minutes, has_asked=has_asked)
    approve(story, made, 375)
    found = windows(story)
    assert found.pending is None
    assert found.current is not None
    assert (found.current.minutes, found.current.bedtime, found.current.approved_by) == (
        375, time(0, 15), "Tone Prøvesen",
    )  # fmt: skip
    with pytest.raises(Denied):
        approve(story, made, 390)


def test_a_newer_proposal_takes_the_place_of_one_that_waits(story: Story) -> None:
    story.give("sleep_window")
    story.sleep(5)
    first = propose(story)
    propose(story, time(7, 0))
    with pytest.raises(Denied):
        approve(story, first, 360)
    found = windows(story)
    assert found.pending is not None
    assert found.pending.rises_at == time(7, 0)


def test_the_window_changes_after_a_week_in_it(story: Story) -> None:
    """Not before: nights from the old way of sleeping say nothing of the window."""
    story.give("sleep_window")
    story.sleep(5)
    approve(story, propose(story), 360)
    with pytest.raises(Denied):
        propose(story)
    with clock.moved_by(timedelta(days=7)):
        story.sleep(7, bed="00:30", lights="00:30", onset="10", awake="10", woke="06:30", up="06:30")
        made = propose(story)
        assert (made.rule, made.proposed) == (Rule.LONGER, 375)


def test_nobody_of_another_team_or_organisation_approves(story: Story) -> None:
    story.give("sleep_window")
    story.sleep(5)
    made = propose(story)
    for user, team in ((story.clinic.havna_therapist, story.clinic.havna),
                       (story.clinic.fjordbyen_therapist, story.clinic.fjordbyen)):  # fmt: skip
        by = actor(user, team)
        with acting(by), pytest.raises(NotFound):
            approve_window(by=by, episode=story.episode, window_id=made.pk, minutes=360, has_asked=True)
    by = again(story.client)
    with acting(by), pytest.raises(NotFound):
        approve_window(by=by, episode=story.episode, window_id=made.pk, minutes=360, has_asked=True)
    story.as_therapist(lambda by, episode: set_window_aside(by=by, episode=episode, window_id=made.pk))
    assert windows(story).pending is None
    slept = nights((e.entry for e in story.as_client(entries_of)), "Europe/Oslo")
    assert proposal(windows(story), slept, story.today) is not None


def test_intervals_wait_for_the_doctor_after_a_yes(story: Story) -> None:
    with pytest.raises(Denied):
        prescribe(story, "intervals", heart=True)
    prescribe(story, "intervals", doctor="Fastlegen: ja, med pulsklokke.", heart=True)
    prescribe(story, "walking", heart=True)
    with inside(story.clinic.solvik_organisation):
        assert Prescription.objects.filter(ended_at=None).count() == 1


def test_a_checklist_with_a_hole_prescribes_nothing(story: Story) -> None:
    dose = Dose("walking", (0,), 15, 3, story.today, 4)
    with pytest.raises(Denied):
        story.as_therapist(
            lambda by, episode: prescribe_training(by=by, episode=episode, dose=dose, health=Health({"heart": False}))
        )


def test_the_client_sees_the_prescription_but_not_the_checklist(story: Story) -> None:
    prescribe(story, "walking", heart=True)
    found = story.as_client(prescription_of)
    assert found is not None
    assert (found.kind.code, found.limits, found.checklist) == ("walking", "KANARI-KNE", {})
    seen = story.as_therapist(prescription_of)
    assert seen is not None
    assert seen.checklist["heart"] is True
    story.write("training", {"minutes": "30", "effort": "4"})
    entries = story.as_client(entries_of)
    assert sum(week.minutes for week in found.weeks_with(entries)) == 30
    story.as_therapist(lambda by, episode: end_training(by=by, episode=episode))
    assert story.as_client(prescription_of) is None


def test_a_tool_comes_with_the_module_that_uses_it() -> None:
    """Not before the module is open, and not after it is hidden: a ladder is explained before it is climbed."""
    document = small_programme()
    for tree in document["languages"].values():
        block = {"id": "m2-ladder", "kind": "exercise", "title": "Trapp", "body": rich("Lag trappa."),
                 "tool": "exposure_ladder", "minutes": 10}  # fmt: skip
        tree["modules"][1]["steps"][0]["blocks"].append(block)
    taking = make_taking(document)

    def came() -> From | None:
        with acting(taking.again()) as by:
            return tools_of(by, taking.episode).get("exposure_ladder")

    assert came() is None
    taking.change("m2", opened_at=clock.now())
    assert came() is From.PROGRAMME
    taking.change("m2", hidden_at=clock.now())
    assert came() is None
