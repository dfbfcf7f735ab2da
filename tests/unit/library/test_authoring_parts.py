"""Between the editor's stored form and the document: nothing is lost, nothing comes along, ids stay."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.blocks import StreamValue

import stegvis.library
from stegvis.definitions.programme import FORMAT, check, lint, written
from stegvis.definitions.programme.shapes import BLOCKS, FIELDS
from stegvis.library.authoring.alignment import aligned
from stegvis.library.authoring.blocks import Blocks, Fields, Steps
from stegvis.library.authoring.conditions import name_answers
from stegvis.library.authoring.parts import steps_of, stored_steps
from stegvis.library.authoring.places import remark_on
from stegvis.library.authoring.rich_text import to_html, to_nodes

SHIPPED = Path(stegvis.library.__file__).parent / "shipped"


def text(words: str) -> list[dict[str, Any]]:
    return [{"kind": "paragraph", "runs": [{"text": words}]}]


def every_block() -> list[dict[str, Any]]:
    """One block of each kind, one field of each kind, one condition of each kind."""
    label: dict[str, Any] = {"label": "Hva?"}
    bounds = {"least": 0, "most": 10}
    answers = {"choices": [{"id": "a1", "text": "Litt"}, {"id": "a2", "text": "Mye"}]}
    fields = [
        {"id": "f-text", "kind": "text", "label": "Hva hendte?", "help": "Med egne ord."},
        {"id": "f-long", "kind": "long_text", **label},
        {"id": "f-number", "kind": "number", **label, **bounds, "unit": "timer"},
        {"id": "f-scale", "kind": "scale", **label, **bounds, "least_label": "Ingen", "most_label": "Mye"},
        {"id": "f-choice", "kind": "choice", "label": "Hvor mye?", **answers},
        {"id": "f-choices", "kind": "choices", **label, **answers},
        {"id": "f-yes", "kind": "yes_no", "label": "Sov du godt?"},
        {"id": "f-date", "kind": "date", **label},
        {"id": "f-time", "kind": "time", **label},
    ]
    claim = [{"kind": "paragraph", "runs": [{"text": "Dette "}, {"text": "virker", "source": "s2"}, {"text": "."}]}]
    return [
        {"id": "b-text", "kind": "text", "body": claim},
        {"id": "b-example", "kind": "example", "title": "Eva", "body": text("Hun sov lite.")},
        {"id": "b-quote", "kind": "quote", "body": text("Jeg ga opp."), "by": "Eva, 43"},
        {"id": "b-list", "kind": "list", "style": "checks", "items": ["Lys", "Lyd"]},
        {"id": "b-exercise", "kind": "exercise", "title": "Skriv", "body": text("Hver kveld."), "tool": "sleep_diary",
         "minutes": 10, "when": {"kind": "case_last_time", "instrument": "phq-9", "is": True}},
        {"id": "b-worksheet", "kind": "worksheet", "title": "Natten", "intro": [], "fields": fields, "rows": 3},
        {"id": "b-reflection", "kind": "reflection", "prompt": "Hva merker du?",
         "when": {"kind": "on_sick_leave", "is": False}},
        {"id": "b-check", "kind": "check", "question": "Hva hjelper?",
         "choices": [{"id": "c1", "text": "Faste tider", "right": True, "feedback": "Ja."},
                     {"id": "c2", "text": "Å sove lenge", "right": False, "feedback": "Prøv igjen."}]},
        {"id": "b-measure", "kind": "measure", "instrument": "isi"},
        {"id": "b-link", "kind": "link", "text": "Helsenorge", "url": "https://helsenorge.example/"},
        {"id": "b-image", "kind": "image", "file": "seng.webp", "alt": "En seng", "credit": ""},
        {"id": "b-film", "kind": "film", "file": "f.mp4", "title": "Film", "captions": "", "description": "",
         "transcript": [], "when": {"kind": "answered", "field": "f-choice", "is": "a2"}},
        {"id": "b-sound", "kind": "sound", "file": "l.mp3", "title": "Lyd", "transcript": text("Pust ut."),
         "when": {"kind": "answered", "field": "f-yes", "is": "no"}},
    ]  # fmt: skip


def tree_of(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    homework = {"id": "m1-homework", "intro": [], "fields": [{"id": "h1", "kind": "text", "label": "Hva nå?"}]}
    module = {"id": "m1", "title": "Natten", "summary": "Om natten.", "minutes": 40,
              "steps": [{"id": "m1-1", "title": "Først", "blocks": blocks}], "homework": homework}  # fmt: skip
    sources = [{"id": "s1", "text": "En (2001). A. B."}, {"id": "s2", "text": "To (2002). A. B."}]
    return {"title": "Søvn", "summary": "Kort.", "for_whom": text("Deg."), "safety": text("Ring."),
            "sources": sources, "modules": [module]}  # fmt: skip


def through_the_editor(tree: dict[str, Any]) -> dict[str, Any]:
    """The tree written as streams, kept as Wagtail keeps them, and read again."""
    again = copy.deepcopy(tree)
    names = [source["id"] for source in tree["sources"]]
    for module in again["modules"]:
        opened = StreamValue(Steps(), stored_steps(module["steps"], tree), is_lazy=True)
        kept = json.loads(json.dumps(opened.get_prep_value()))
        module["steps"] = steps_of(Steps().get_prep_value(Steps().to_python(kept)), names)
    name_answers(again)
    return again


def test_the_editor_has_exactly_the_blocks_and_fields_of_a_document() -> None:
    assert set(Blocks().child_blocks) == set(BLOCKS)
    assert set(Fields().child_blocks) == set(FIELDS)
    assert {block["kind"] for block in every_block()} == set(BLOCKS)


def test_every_kind_comes_back_as_it_was() -> None:
    tree = tree_of(every_block())
    assert through_the_editor(tree) == tree


@pytest.mark.parametrize("name", sorted(path.name for path in SHIPPED.iterdir() if (path / "programme.toml").exists()))
def test_a_shipped_programme_comes_back_as_it_was(name: str) -> None:
    for tree in written(SHIPPED / name)["languages"].values():
        assert through_the_editor(tree) == tree


def test_an_answer_is_named_in_the_authors_words() -> None:
    """Authors see no ids: the question and the answer as they stand, in any case of letters."""
    tree = tree_of(every_block())
    stored = stored_steps(tree["modules"][0]["steps"], tree)[0]["value"]["blocks"]
    assert stored[-2]["value"]["when"] == {"show": "answered", "field": "Hvor mye?", "answer": "Mye"}
    stored[-1]["value"]["when"]["answer"] = "NEI"
    tree["modules"][0]["steps"][0]["blocks"] = steps_of(
        [{"type": "step", "id": "m1-1", "value": {"title": "Først", "blocks": stored}}], ["s1", "s2"]
    )[0]["blocks"]
    name_answers(tree)
    assert tree["modules"][0]["steps"][0]["blocks"][-1]["when"] == {"kind": "answered", "field": "f-yes", "is": "no"}


def test_words_that_name_no_question_are_a_fault_and_no_guess() -> None:
    tree = tree_of(every_block())
    block = tree["modules"][0]["steps"][0]["blocks"][1]
    block["when"] = {"kind": "answered", "field": "Hva?", "is": "Mye"}  # many fields have that label
    name_answers(tree)
    assert block["when"]["field"] == "question"


def test_rich_text_takes_in_nothing_but_what_is_on_the_list() -> None:
    """What is pasted into a page may hold anything; a document holds words."""
    pasted = (
        '<p data-block-key="x1">Les <b>dette</b> <i>nå</i>.<br/>Og <a href="#1">her</a>'
        '<img src="x" onerror="alert(1)"/><embed alt="x"/></p><h3>Så</h3><ul><li>én</li><li></li></ul><p></p>'
        "<script>alert(1)</script><hr/>"
    )
    assert to_nodes(pasted, ["s7"]) == [
        {"kind": "paragraph", "runs": [
            {"text": "Les "}, {"text": "dette", "strong": True}, {"text": " "}, {"text": "nå", "emphasis": True},
            {"text": ". Og "}, {"text": "her", "source": "s7"}]},
        {"kind": "heading", "runs": [{"text": "Så"}]},
        {"kind": "bullets", "items": [[{"text": "én"}]]},
    ]  # fmt: skip


def test_rich_text_escapes_what_an_imported_document_says() -> None:
    nodes = [{"kind": "paragraph", "runs": [{"text": "a < b & c", "url": 'https://x.example/?a="1"'}]}]
    assert "<p><a" in to_html(nodes, [])
    assert to_nodes(to_html(nodes, []), []) == nodes


def test_another_language_takes_the_shape_and_keeps_its_words() -> None:
    tree = tree_of(every_block())
    shape = stored_steps(tree["modules"][0]["steps"], tree)
    words = json.loads(json.dumps(shape).replace("Hva merker du?", "Vad märker du?").replace("Eva", "Ebba"))
    blocks = words[0]["value"]["blocks"]
    blocks[3]["value"]["style"] = "bullets"
    del blocks[8:]
    blocks.insert(0, {"type": "text", "id": "only-here", "value": {"body": "<p>Bort</p>", "when": {"show": ""}}})
    made = aligned(shape, words)[0]["value"]["blocks"]
    assert [block["id"] for block in made] == [block["id"] for block in shape[0]["value"]["blocks"]]
    assert made[6]["value"]["prompt"] == "Vad märker du?"
    assert made[1]["value"]["title"] == "Ebba"
    assert made[3]["value"]["style"] == "checks"
    assert made[9]["value"]["text"] == "Helsenorge"


def test_a_remark_names_the_page_and_the_block() -> None:
    """An author knows no ids."""
    tree = tree_of(every_block())
    tree["modules"][0]["steps"][0]["blocks"][10]["alt"] = ""
    document = {"format": FORMAT, "slug": "s", "problem": "insomnia", "opening": "date", "days": 7, "introduction": "",
                "measures": [], "files": {}, "languages": {"nb": tree}}  # fmt: skip
    remark = next(remark_on(fault, document) for fault in lint(document) if fault.kind == "no_alt")
    assert remark.place == "Norsk bokmål, module 1 “Natten”, step “Først”, picture “seng.webp”"
    assert (remark.language, remark.module, remark.stops) == ("nb", "m1", True)
    missing = next(remark_on(fault, document) for fault in check(document))
    assert missing.place == "Norsk bokmål, module 1 “Natten”, picture “seng.webp”"
