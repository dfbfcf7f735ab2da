"""A programme is no railroad: the therapist opens, hides, orders, adds and leaves out; who may, and until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import cycle
from typing import Any

import pytest

from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.models import ProgrammeVersion
from stegvis.notices.models import Notice
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.selfhelp.actions.add_module import add_module
from stegvis.selfhelp.actions.end_assignment import end_assignment
from stegvis.selfhelp.actions.hide_module import hide_module, show_module, skip_module
from stegvis.selfhelp.actions.move_module import move_module
from stegvis.selfhelp.actions.move_to_version import move_to_version
from stegvis.selfhelp.actions.open_module import open_by, open_by_date, open_module
from stegvis.selfhelp.models import ModuleState, Opens
from stegvis.selfhelp.queries.given import modules_of
from stegvis.selfhelp.queries.written import written_in
from tests.clinic import acting, actor, again, inside
from tests.programmes import changed, small_programme
from tests.unit.care.work import refused
from tests.unit.selfhelp.guided import Guided, make_guided

TODAY, NOW = date(2026, 3, 11), datetime(2026, 3, 11, 10, tzinfo=UTC)
LATER = date(2026, 3, 20)


@pytest.fixture
def guided(db: None) -> Iterator[Guided]:
    with clock.standing_at(NOW):
        yield make_guided(opens=Opens.COMPLETION)


def states(guided: Guided) -> dict[str, str]:
    return {each.module: each.state(TODAY).value for each in modules_of(guided.assignment())}


def published(guided: Guided, document: dict[str, Any], *, approved: bool = True) -> ProgrammeVersion:
    with acting(again(actor(guided.clinic.lead, guided.clinic.solvik))) as lead:
        version = publish_version(by=lead, document=document, origin=ProgrammeVersion.Origin.AUTHORED)
        if approved:
            approve_version(by=lead, version=version)
    return version


def test_a_module_is_opened_hidden_and_shown(guided: Guided) -> None:
    with guided.working() as by:
        open_module(by=by, module=guided.module("m3"))
        hide_module(by=again(by), module=guided.module("m2"))
        assert states(guided) == {"m1": "open", "m2": "hidden", "m3": "open"}
        assert Notice.objects.filter(text="something_new").count() == 1
        show_module(by=again(by), module=guided.module("m2"))
        hide_module(by=again(by), module=guided.module("m3"))
        assert states(guided) == {"m1": "open", "m2": "closed", "m3": "hidden"}
        open_module(by=again(by), module=guided.module("m3"))
        assert states(guided)["m3"] == ModuleState.OPEN
        assert Notice.objects.filter(text="something_new").count() == 1


def test_what_is_handed_in_is_not_hidden(guided: Guided) -> None:
    guided.hand_in()
    with guided.working() as by, refused(Denied, match="stays readable"):
        hide_module(by=by, module=guided.module())


def test_a_day_opens_a_module_or_takes_turns_again(guided: Guided) -> None:
    with guided.working() as by:
        module = open_by_date(by=by, module=guided.module("m2"), on=LATER)
        assert (module.state(TODAY), module.state(LATER)) == (ModuleState.CLOSED, ModuleState.OPEN)
        with refused(Denied, match="has passed"):
            open_by_date(by=again(by), module=guided.module("m2"), on=date(2026, 3, 10))
        module = open_by(by=again(by), module=guided.module("m2"), opens=Opens.THERAPIST)
        assert (module.opens, module.opens_on) == ("therapist", None)


def test_the_order_is_the_therapists(guided: Guided) -> None:
    with guided.working() as by:
        move_module(by=by, module=guided.module("m3"), position=1)
        assert list(states(guided)) == ["m3", "m1", "m2"]
        assert [each.position for each in modules_of(guided.assignment())] == [1, 2, 3]
        with refused(Denied, match="no such place"):
            move_module(by=again(by), module=guided.module("m3"), position=4)


def test_skipping_goes_past_a_module(guided: Guided) -> None:
    """The next one opens, where the one that is skipped lay open."""
    with guided.working() as by:
        skip_module(by=by, module=guided.module("m1"))
        assert states(guided) == {"m1": "hidden", "m2": "open", "m3": "closed"}
        skip_module(by=again(by), module=guided.module("m3"))
        assert states(guided)["m3"] == "hidden"


def test_a_module_that_was_left_out_is_added_last(guided: Guided) -> None:
    document = changed(small_programme(modules=5), "Nytt")
    version = published(guided, document)
    with guided.working() as by:
        move_to_version(by=by, assignment=guided.assignment(), version=version)
        add_module(by=again(by), assignment=guided.assignment(), name="m5")
        assert list(states(guided).items())[-1] == ("m5", "closed")
        for name, why in (("m5", "already"), ("m9", "no such module")):
            with refused(Denied, match=why):
                add_module(by=again(by), assignment=guided.assignment(), name=name)


def test_a_client_moves_to_another_version_only_by_the_therapist_and_keeps_what_is_written(guided: Guided) -> None:
    guided.write("m3")
    version = published(guided, changed(small_programme(modules=2), "Kortere"))
    assert guided.assignment().version_id == guided.version.pk
    with guided.working() as by:
        move_to_version(by=by, assignment=guided.assignment(), version=version)
        assert guided.assignment().version_id == version.pk
        assert states(guided) == {"m1": "open", "m2": "closed", "m3": "hidden"}
        sheet = written_in(by, guided.module("m3"))[0]
    assert (sheet.is_homework, list(sheet.rows)) == (True, [[("Hvordan gikk det?", "Gikk bra.")]])


def test_only_an_approved_version_of_the_same_programme(guided: Guided) -> None:
    newer = published(guided, changed(small_programme(modules=3), "Nyere"), approved=False)
    other = published(guided, small_programme("other", modules=3))
    with guided.working() as by:
        with refused(Denied, match="not clinically approved"):
            move_to_version(by=by, assignment=guided.assignment(), version=newer)
        with refused(NotFound):
            move_to_version(by=again(by), assignment=guided.assignment(), version=other)


VERBS: dict[str, Callable[[Guided, Actor], Any]] = {
    "open": lambda guided, by: open_module(by=by, module=guided.module("m2")),
    "hide": lambda guided, by: hide_module(by=by, module=guided.module("m2")),
    "show": lambda guided, by: show_module(by=by, module=guided.module("m2")),
    "skip": lambda guided, by: skip_module(by=by, module=guided.module("m2")),
    "by date": lambda guided, by: open_by_date(by=by, module=guided.module("m2"), on=LATER),
    "by": lambda guided, by: open_by(by=by, module=guided.module("m2"), opens=Opens.THERAPIST),
    "move": lambda guided, by: move_module(by=by, module=guided.module("m2"), position=1),
    "add": lambda guided, by: add_module(by=by, assignment=guided.assignment(), name="m1"),
    "version": lambda guided, by: move_to_version(by=by, assignment=guided.assignment(), version=guided.version),
    "end": lambda guided, by: end_assignment(by=by, assignment=guided.assignment()),
}


def test_nobody_else_arranges_and_nobody_after_the_course(guided: Guided) -> None:
    """Every verb, in turn: a colleague, another team, another organisation. And the therapist when the course ended."""
    clinic = guided.clinic
    strangers = [
        guided.by("colleague"),
        guided.by("coordinator"),
        actor(clinic.havna_therapist, clinic.havna),
        actor(clinic.fjordbyen_lead, clinic.fjordbyen),
    ]
    with inside(clinic.solvik_organisation):
        before = states(guided)
        module, assignment = guided.module("m2"), guided.assignment()
    held = Held(guided, module, assignment)
    for verb, by in zip(VERBS.values(), cycle(strangers), strict=False):
        with refused(NotFound), acting(by):
            verb(held, by)
    guided.work.put(state=State.DISCHARGED, discharged_on=TODAY, discharge_reason="completed")
    for verb in VERBS.values():
        with refused(Denied, match="has ended"), guided.working() as by:
            verb(guided, by)
    with inside(clinic.solvik_organisation):
        assert states(guided) == before


class Held(Guided):
    """The rows in hand, as they were when somebody who may found them."""

    def __init__(self, guided: Guided, module: Any, assignment: Any) -> None:
        super().__init__(guided.work, guided.version, guided.assignment_id)
        self.held_module, self.held_assignment = module, assignment

    def module(self, name: str = "m1") -> Any:
        return self.held_module

    def assignment(self) -> Any:
        return self.held_assignment
