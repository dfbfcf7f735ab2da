"""Pages of the library as drafts: the same document back, another language, reviews, and what the desk asks for."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from stegvis.definitions import clock
from stegvis.definitions.pages import BadPage, check, lint
from stegvis.definitions.pages.shapes import BLOCKS
from stegvis.library.actions.open_workshop import open_workshop
from stegvis.library.actions.publish_draft import publish_draft
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.actions.want_languages import want_languages
from stegvis.library.actions.write_learn_drafts import draft_from_page, write_page_in
from stegvis.library.authoring.learn_blocks import LearnBlocks
from stegvis.library.authoring.learn_document import page_document_of
from stegvis.library.authoring.learn_parts import parts_of, stored_parts
from stegvis.library.authoring.learn_places import learn_remark_on
from stegvis.library.models import LearnDraft, LearnLanguage, PageVersion, Poll, PollCount
from stegvis.library.queries.drafts import draft
from stegvis.library.queries.voices import subjects
from stegvis.people.models import Actor, Denied, Role, User
from tests.clinic import Clinic, acting, actor, make_clinic, make_member
from tests.pages import block, every_block, small_page

SHIPPED = PageVersion.Origin.SHIPPED
IN_A_YEAR = (clock.now().date() + timedelta(days=365)).isoformat()


def test_the_editor_has_a_box_for_every_kind_of_block() -> None:
    assert set(LearnBlocks().child_blocks) == set(BLOCKS)


def test_every_block_comes_back_from_the_editors_form_as_it_was() -> None:
    parts = [{"id": "p1", "title": "", "blocks": every_block()}]
    stored = json.loads(json.dumps(stored_parts(parts, ["s0", "s1"])))
    boxes = LearnBlocks()
    read = boxes.to_python(stored[0]["value"]["blocks"])
    stored[0]["value"]["blocks"] = boxes.get_prep_value(read)
    assert parts_of(stored, ["s0", "s1"]) == parts


def test_a_fault_is_told_in_the_authors_own_words() -> None:
    document = small_page()
    block(document, "b-concept")["source"] = "nowhere"
    (fault,) = check(document)
    remark = learn_remark_on(fault, document)
    assert (remark.language, remark.stops) == ("nb", True)
    assert "Søvntrykk" in remark.place
    document = small_page(review_by="2020-01-01")
    assert any(learn_remark_on(each, document).stops for each in lint(document))


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


def opened(by: Actor, **changes: Any) -> LearnDraft:
    document = small_page(**{"review_by": IN_A_YEAR, **changes})
    version = publish_page(by=by, document=document, origin=SHIPPED)
    return draft_from_page(by=by, workshop=open_workshop(by=by), version=version)


def change(page: LearnDraft, language: str, **words: Any) -> None:
    written = LearnLanguage.objects.child_of(page).get(language=language).get_latest_revision_as_object()
    for name, value in words.items():
        setattr(written, name, value)
    written.save_revision()


def test_a_page_opened_as_a_draft_is_the_same_document_and_is_written_in_another_language(clinic: Clinic) -> None:
    """Else a word mended would move every vote; and a translation that is there keeps its words."""
    with acting(actor(clinic.editor, clinic.solvik)) as editor:
        page = opened(editor, parent="sleep", related=["stress"])
        assert page_document_of(page) == PageVersion.objects.get().document
        page.get_parent().add_child(instance=LearnDraft(title="Ny", slug="page-new", live=False))
        assert subjects(editor).items() >= {("page:new", "Ny"), ("page:small", "Sov godt (nb)")}
        with pytest.raises(Denied, match="draft of this page"):
            opened(editor, parent="sleep", related=["stress"])
        source = LearnLanguage.objects.child_of(page).get(language="nb")
        for language in ("en", "sv"):
            write_page_in(by=editor, page=source, language=language)
        trees = page_document_of(page)["languages"]
        assert trees["en"] == trees["nb"]
        assert trees["sv"]["title"] == "Sov godt (sv)"
        assert check(page_document_of(page)) == []


def test_a_page_is_read_in_turn_and_its_last_reader_answers_for_it(clinic: Clinic) -> None:
    """With the languages that the desk asks for; its polls keep their counters."""
    represented = make_member("Bo Bruker", Role.USER_REPRESENTATIVE, clinic.solvik)
    language = make_member("Sol Språk", Role.LANGUAGE_REVIEWER, clinic.solvik)
    lead = actor(clinic.lead, clinic.solvik)
    with acting(actor(clinic.editor, clinic.solvik)) as editor:
        page = opened(editor)
        change(page, "nb", title="Sov bedre")
        want_languages(by=editor, languages=["nb", "en"])
        assert [remark.sentence for remark, _page in draft(editor, page).stops] != []
        for user in (represented, language, clinic.lead):
            open_workshop(by=actor(user, clinic.solvik))
        page.get_workflow().start(page, clinic.editor)
        PollCount.objects.filter(choice="a").update(n=7)
    for user in (language, represented):
        with acting(actor(user, clinic.solvik)):
            state = LearnDraft.objects.get(pk=page.pk).current_workflow_task_state
            state.task.specific.on_action(state, User.objects.get(pk=user.pk), "approve")
    with acting(lead), pytest.raises(BadPage, match="not written in en"):
        publish_draft(by=lead, page=LearnDraft.objects.get(pk=page.pk))
    with acting(actor(clinic.editor, clinic.solvik)) as editor:
        want_languages(by=editor, languages=[])
    with acting(lead):
        version = publish_draft(by=lead, page=LearnDraft.objects.get(pk=page.pk))
        assert isinstance(version, PageVersion)
        assert (version.number, version.origin, version.reviewed_by_id) == (2, "authored", clinic.lead.pk)
        assert version.page.texts["nb"]["title"] == "Sov bedre"
        assert Poll.objects.get().counts.get(choice="a").n == 7
        assert draft(lead, LearnDraft.objects.get(pk=page.pk)).version == 2
