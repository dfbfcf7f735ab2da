"""Polls: what is counted, what is shown, and what is not. On a clone, since votes have transactions of their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from stegvis.definitions import clock
from stegvis.library.actions.close_poll import close_poll
from stegvis.library.actions.open_polls import open_polls
from stegvis.library.actions.open_room import open_room
from stegvis.library.actions.rewrite_polls import rewrite_polls
from stegvis.library.actions.show_room import show_room
from stegvis.library.actions.take_ballot import take_ballot
from stegvis.library.actions.vote import vote, vote_in_room
from stegvis.library.models import PollCount, PollRoom, PollVoter
from stegvis.library.queries.polls import poll_for_staff, polls_of
from stegvis.library.queries.rooms import room_by_code, room_of
from stegvis.people.models import Denied, NotFound, Role
from tests.clinic import acting, actor, again, inside, make_clinic, visitor
from tests.polls import asking, new_page, new_team_page, poll_of


@pytest.fixture(scope="module")
def clinic(module_clone):
    return make_clinic()


@pytest.fixture
def page(clinic):
    return new_page(clinic.solvik_organisation)


@pytest.fixture
def team_page(clinic):
    return new_team_page(clinic.solvik_organisation)


def cast(page, *choices, block="know"):
    poll = poll_of(page, block)
    for choice in choices:
        vote(organisation_id=page.organisation_id, poll=poll.pk, choice=choice)
    return poll


def shown(page, chosen=None, block="know", language="nb"):
    with inside(page.organisation):
        return polls_of(page, chosen or {}, language)[block]


def counts(page, block="know"):
    with inside(page.organisation):
        return dict(PollCount.objects.filter(poll=poll_of(page, block)).values_list("choice", "n"))


def test_every_counter_stands_there_before_the_first_vote(page):
    assert counts(page) == {"heard": 0, "recommend": 0, "used": 0, "new": 0}


def reopened(page, change=lambda poll, language: None, **languages):
    """The page's polls after a version in which `change` was made to the first one, in each language."""
    document = asking(page.slug, "know", "more")
    document["languages"] |= {name: asking(page.slug, "know", "more")["languages"]["nb"] for name in languages}
    for language, tree in document["languages"].items():
        change(tree["parts"][0]["blocks"][0], language)
    with inside(page.organisation) as by:
        page.current.document = document
        open_polls(by=by, page=page, document=document)


def test_a_newer_version_with_the_same_words_keeps_what_was_counted(page):
    poll = cast(page, "used")
    reopened(page, lambda asked, language: asked["choices"].reverse(), en=True)
    assert poll_of(page, "know").pk == poll.pk
    assert counts(page) == {"heard": 0, "recommend": 0, "used": 1, "new": 0}


@pytest.mark.parametrize(
    "change",
    [
        lambda asked, language: asked.update(question=f"Something else {language}?"),
        lambda asked, language: asked["choices"][2].update(text=f"Never {language}"),
        lambda asked, language: asked["choices"].append({"id": "other", "text": "other"}),
        lambda asked, language: asked["choices"].pop(0),
        lambda asked, language: asked.update(scope="team"),
        lambda asked, language: asked.update(question="Bara på svenska?") if language == "sv" else None,
    ],
    ids=["question", "text of an answer", "an answer more", "an answer less", "scope", "one language"],
)
def test_asked_in_other_words_it_is_a_new_poll_and_the_old_one_is_closed(clinic, page, change):
    """Nobody who voted for the old words said anything of the new ones, though an answer's id is used again."""
    old = cast(page, "used", "used", "used", "used", "new")
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        room = open_room(by=by, poll=old.pk)
    reopened(page, change)
    new = poll_of(page, "know")
    assert new.pk != old.pk
    assert set(counts(page).values()) == {0}
    with pytest.raises(Denied, match="closed"):
        vote(organisation_id=page.organisation_id, poll=old.pk, choice="used")
    with acting(actor(clinic.therapist, clinic.solvik)) as by:
        before = poll_for_staff(by, old.pk).poll
        assert (before.question, before.total, before.closed_at is not None) == ("know nb?", 5, True)
        assert [choice.n for choice in before.choices if choice.id == "used"] == [4]
        assert room_of(by, room=room.pk).question == "know nb?"
    assert shown(page, {str(old.pk): "used"}).is_answered is False
    reopened(page)
    assert poll_of(page, "know").pk not in {old.pk, new.pk}
    assert poll_of(page, "more").replaced_at is None


def test_four_answers_are_not_split_and_five_are(page):
    cast(page, "new", "new", "new", "heard")
    mine = {str(poll_of(page, "know").pk): "heard"}
    before = shown(page, mine)
    assert before.is_hidden
    assert before.needed == 1
    assert before.is_answered
    assert {(choice.n, choice.percent) for choice in before.choices} == {(0, 0)}
    cast(page, "new")
    after = shown(page, mine, language="sv")
    assert not after.is_hidden
    assert after.total == 5
    assert after.question == "know sv?"
    told = [(choice.id, choice.n, choice.percent, choice.is_mine) for choice in after.choices]
    assert told == [("heard", 1, 20, True), ("recommend", 0, 0, False), ("used", 0, 0, False), ("new", 4, 80, False)]
    assert shown(page, block="more").total == 0


def test_what_is_no_answer_is_not_counted(page):
    with pytest.raises(Denied, match="Choose one"):
        cast(page, "everything")
    assert sum(counts(page).values()) == 0


def test_a_closed_poll_takes_no_votes_and_only_an_editor_closes(clinic, page):
    poll = cast(page, "new")
    with acting(actor(clinic.therapist, clinic.solvik)) as by, pytest.raises(Denied):
        close_poll(by=by, poll=poll.pk)
    with acting(again(actor(clinic.editor, clinic.solvik))) as by:
        closed = close_poll(by=by, poll=poll.pk)
    assert closed.closed_at
    with pytest.raises(Denied, match="closed"):
        cast(page, "new")
    assert counts(page)["new"] == 1
    assert shown(page).closed_at == closed.closed_at


def test_another_organisation_has_no_such_poll(clinic, page):
    with pytest.raises(NotFound):
        vote(organisation_id=clinic.fjordbyen.organisation_id, poll=poll_of(page, "know").pk, choice="new")
    with (
        acting(again(actor(clinic.editor, clinic.fjordbyen, roles=frozenset({Role.EDITOR})))) as by,
        pytest.raises(NotFound),
    ):
        close_poll(by=by, poll=poll_of(page, "know").pk)


def test_a_vote_is_refused_where_something_else_is_written(page):
    """What one transaction writes carries its number, so a vote inside another would be tied to it."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        cast(page, "new")
    assert sum(counts(page).values()) == 0


def test_a_member_of_staff_votes_once_and_nothing_says_what_or_when(clinic, team_page):
    poll = poll_of(team_page, "how")
    by = actor(clinic.therapist, clinic.solvik)
    take_ballot(by=by, poll=poll.pk)
    vote(organisation_id=by.organisation_id, poll=poll.pk, choice="used")
    with pytest.raises(Denied, match="before"):
        take_ballot(by=by, poll=poll.pk)
    assert {field.name for field in PollVoter._meta.concrete_fields} == {"id", "organisation", "poll", "staff"}
    assert counts(team_page, "how")["used"] == 1


def test_a_public_poll_has_no_voters(clinic, page):
    with pytest.raises(NotFound):
        take_ballot(by=actor(clinic.therapist, clinic.solvik), poll=poll_of(page, "know").pk)


def test_a_room_counts_for_itself_and_takes_no_answer_once_it_is_shown(clinic, page):
    by = again(actor(clinic.therapist, clinic.solvik))
    with acting(by):
        room = open_room(by=by, poll=poll_of(page, "know").pk)
        assert open_room(by=by, poll=poll_of(page, "know").pk).pk == room.pk
    for choice in ("new", "new", "used", "heard"):
        vote_in_room(organisation_id=by.organisation_id, room=room.pk, choice=choice)
    with pytest.raises(Denied, match="Choose"):
        vote_in_room(organisation_id=by.organisation_id, room=room.pk, choice="x")
    with acting(by), pytest.raises(Denied, match="five"):
        show_room(by=by, room=room.pk)
    vote_in_room(organisation_id=by.organisation_id, room=room.pk, choice="new")
    with acting(by):
        hidden = room_of(by, room=room.pk)
        assert hidden.total == 5
        assert {choice.n for choice in hidden.choices} == {0}
        show_room(by=by, room=room.pk)
        assert [choice.percent for choice in room_of(by, room=room.pk).choices] == [20, 0, 20, 60]
    with pytest.raises(Denied, match="closed"):
        vote_in_room(organisation_id=by.organisation_id, room=room.pk, choice="new")
    assert sum(counts(page).values()) == 0


def test_a_room_ends_by_itself_and_goes_the_day_after(clinic, page):
    by = again(actor(clinic.lead, clinic.solvik))
    with acting(by):
        room = open_room(by=by, poll=poll_of(page, "know").pk)
    asker = visitor(clinic.solvik)
    with acting(asker):
        assert room_by_code(asker, f" {room.code[:3].lower()}-{room.code[3:]}") == room.pk
    assert room.ends_at - clock.now() <= timedelta(hours=24)
    with clock.standing_at(room.ends_at + timedelta(seconds=1)):
        with acting(asker):
            assert room_by_code(asker, room.code) is None
        with pytest.raises(Denied, match="closed"):
            vote_in_room(organisation_id=by.organisation_id, room=room.pk, choice="new")
    with clock.standing_at(room.ends_at + timedelta(days=2)), inside(clinic.solvik_organisation) as system:
        rewrite_polls(by=system)
        assert not PollRoom.objects.filter(pk=room.pk).exists()


def test_who_may_not_ask_in_a_room(clinic, page):
    with acting(again(actor(clinic.coordinator, clinic.solvik))) as by, pytest.raises(Denied):
        open_room(by=by, poll=poll_of(page, "know").pk)
