"""A programme document: read whole, or refused with every fault and its place."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stegvis.definitions.programme import BadProgramme, check, fingerprint, lint, read, written
from stegvis.definitions.programme.rich_text import from_markdown, plain
from stegvis.definitions.programme.words import lix

TOML = """
id = "m1"
title = "Søvn"
summary = "Hvordan søvn virker."
minutes = 30
[[steps]]
id = "m1-a"
title = "Start"
[[steps.blocks]]
id = "m1-text"
kind = "text"
body = '''Du sover [for lite](source:s1). **Prøv** dette.'''
when = {kind = "answered", field = "m1-tired", is = "yes"}
[[steps.blocks]]
id = "m1-sheet"
kind = "worksheet"
title = "Ark"
fields = [{id = "m1-tired", label = "Trøtt?", kind = "yes_no"}]
[homework]
intro = "Svar."
fields = [{id = "m1-how", label = "Hvordan?", kind = "long_text"}]
"""
HEAD = """
title = "Sove bedre"
summary = "For deg som ligger våken."
for_whom = "For voksne."
safety = "Behandleren din leser innen to arbeidsdager."
[[sources]]
id = "s1"
text = "En studie (2020)."
"""


@pytest.fixture
def document(tmp_path):
    """A programme of one module in nb and en, written as TOML."""
    (tmp_path / "programme.toml").write_text('slug = "sleep"\nproblem = "insomnia"\nopening = "completion"\ndays = 7\n')
    for language in ("nb", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "programme.toml").write_text(HEAD)
        (tmp_path / language / "1.toml").write_text(TOML)
    return written(tmp_path)


def block(document, number=0, language="nb"):
    return document["languages"][language]["modules"][0]["steps"][0]["blocks"][number]


def test_what_is_written_is_a_programme_that_may_be_published(document):
    assert check(document) == []
    assert lint(document) == []
    module = read(document, "nb").modules[0]
    assert [field.id for sheet in module.sheets.values() for field in sheet.fields] == ["m1-tired", "m1-how"]
    assert module.steps[0].blocks[0].when == {"kind": "answered", "field": "m1-tired", "is": "yes"}


def test_a_language_that_is_being_translated_is_left_out_until_it_is_done(document, tmp_path):
    (tmp_path / "en" / "unfinished").touch()
    (tmp_path / "en" / "1.toml").unlink()
    assert list(written(tmp_path)["languages"]) == ["nb"]
    assert [fault.kind for fault in check(written(tmp_path, with_unfinished=True))] == ["empty"]


def test_nynorsk_reads_bokmal_and_swedish_the_first_there_is(document):
    assert read(document, "nn").language == "nb"
    assert read(document, "sv").language == "nb"
    assert read(document, "en").language == "en"


def test_a_fingerprint_is_of_the_content_not_of_its_order(document):
    turned = dict(reversed(document.items()))
    changed = copy.deepcopy(document)
    block(changed)["body"][0]["runs"][0]["text"] += "!"
    assert fingerprint(turned) == fingerprint(document) != fingerprint(changed)


def without(key):
    return lambda block: block.pop(key)


def set_to(**changes):
    return lambda block: block.update(changes)


BAD = {
    "no kind": (0, without("kind"), "unknown_block"),
    "an unknown block": (0, set_to(kind="video"), "unknown_block"),
    "a key nobody reads": (0, set_to(onclick="x"), "unknown_key"),
    "no text": (0, set_to(body=[]), "empty"),
    "a script in text": (
        0, set_to(body=[{"kind": "paragraph", "runs": [{"text": "<script>alert(1)</script>"}]}]), "script"
    ),
    "an address that runs": (
        0, set_to(body=[{"kind": "paragraph", "runs": [{"text": "a", "url": "javascript:alert(1)"}]}]), "bad_address"
    ),
    "a node that is not allowed": (0, set_to(body=[{"kind": "html", "runs": [{"text": "a"}]}]), "unknown_word"),
    "an unknown condition": (0, set_to(when={"kind": "python", "code": "1"}), "unknown_word"),
    "more rows than fit": (1, set_to(rows=11), "out_of_range"),
    "truth for a number": (1, set_to(rows=True), "wrong_kind"),
    "an id with a blank": (1, set_to(id="a b"), "bad_id"),
}  # fmt: skip


@pytest.mark.parametrize(("number", "change", "kind"), BAD.values(), ids=BAD)
def test_a_bad_block_is_refused_with_its_place(document, number, change, kind):
    for language in ("nb", "en"):
        change(block(document, number, language))
    faults = check(document)
    assert kind in {fault.kind for fault in faults}
    assert all(fault.place.startswith(("nb, module m1, step m1-a", "en, module m1, step m1-a")) for fault in faults)
    with pytest.raises(BadProgramme) as refused:
        read(document, "nb")
    assert refused.value.faults == tuple(faults)


REFERENCES = {
    "a field that is not there": set_to(when={"kind": "answered", "field": "m1-none", "is": "yes"}),
    "an answer that cannot be given": set_to(when={"kind": "answered", "field": "m1-tired", "is": "often"}),
    "an instrument that is not there": set_to(when={"kind": "case_last_time", "instrument": "phq-99", "is": True}),
    "a source that is not there": set_to(
        body=[{"kind": "paragraph", "runs": [{"text": "a", "source": "s9"}]}]
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", REFERENCES.values(), ids=REFERENCES)
def test_a_broken_reference_is_a_fault(document, change):
    for language in ("nb", "en"):
        change(block(document, 0, language))
    faults = check(document)
    assert [(fault.kind, fault.place.split(", ")[-1]) for fault in faults] == [("no_such", "block m1-text")] * 2
    assert [fault.place.split(", ")[0] for fault in faults] == ["nb", "en"]


def test_every_fault_is_told_at_once(document):
    del document["slug"]
    block(document)["kind"] = "video"
    block(document, 1)["rows"] = 0
    assert {fault.kind for fault in check(document)} == {"missing", "unknown_block", "out_of_range"}


def test_an_id_used_twice_is_a_fault(document):
    for language in ("nb", "en"):
        block(document, 1, language)["id"] = "m1-text"
    assert {(fault.kind, fault.what) for fault in check(document)} == {("same_id", "m1-text")}


@pytest.mark.parametrize("given", [[], "text", {}, {"format": "other-1"}, {"format": 1}])
def test_what_is_no_document_is_refused(given):
    assert [fault.kind for fault in check(given)] == ["not_a_document"]


def test_a_newer_format_is_refused_as_newer(document):
    document["format"] = "stegvis-programme-2"
    assert [(fault.kind, fault.what) for fault in check(document)] == [("newer", "2")]


def test_a_language_that_is_named_but_empty_is_refused(document):
    document["languages"]["sv"] = {}
    assert [(fault.kind, fault.what) for fault in check(document)] == [("missing_language", "sv")]


def test_languages_must_have_the_same_shape(document):
    document["languages"]["en"]["modules"][0]["homework"]["fields"][0]["id"] = "m1-other"
    assert [(fault.kind, fault.place) for fault in check(document)] == [("other_shape", "en, m1 homework")]


def test_a_file_that_is_not_what_it_says_is_refused(document):
    document["files"]["a.png"] = {"type": "image/png", "sha256": "0" * 64, "content": "aGVp"}
    assert [(fault.kind, fault.what) for fault in check(document)] == [("bad_file", "a.png")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "a b", "<b>", "text", "m1", "m1-sheet"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "kind", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(part, path=()):
    """Every place in the document that could hold something else."""
    yield path
    for key, value in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from places(value, (*path, key))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_whatever_stands_in_it_the_check_answers(document, data):
    """A file from elsewhere may hold anything anywhere: it gets an answer, never an error of ours."""
    spoilt = copy.deepcopy(document)
    *way, last = data.draw(st.sampled_from([path for path in places(spoilt) if path]))
    part = spoilt
    for key in way:
        part = part[key]
    part[last] = data.draw(JSON)
    if not check(spoilt):
        read(spoilt, "nb")
        lint(spoilt, ["nb", "sv"])


def image(alt):
    return {"id": "m1-pic", "kind": "image", "file": "a.png", "alt": alt, "credit": ""}


def test_the_linter_stops_what_may_not_be_published(document):
    tree = document["languages"]["nb"]
    tree["safety"] = []
    tree["modules"][0]["steps"][0]["title"] = ""
    tree["modules"][0]["steps"][0]["blocks"].append(image(""))
    tree["modules"][0]["homework"]["fields"] = []
    remarks = lint(document, wanted=["nb", "en", "sv"])
    assert {remark.kind for remark in remarks} == {"language_left", "no_safety", "no_heading", "no_alt", "no_homework"}
    assert all(remark.stops for remark in remarks)


def test_the_linter_advises_on_hard_texts_and_idle_sources(document):
    hard = "Dysfunksjonelle sikkerhetsatferdsmønstre opprettholder symptomene gjennom negativ forsterkning. " * 9
    block(document)["body"] = from_markdown(hard)
    remarks = lint(document)
    assert {(remark.kind, remark.what) for remark in remarks} > {("unsourced", "s1")}
    assert {remark.kind for remark in remarks} == {"hard_to_read", "unsourced"}
    assert not any(remark.stops for remark in remarks)


def test_lix_is_words_a_sentence_and_the_share_of_long_words():
    """Ten words, two sentences, one word over six letters: 10 / 2 + 100 * 1 / 10 (Björnsson 1968)."""
    assert lix("Jeg sov godt i natt. Derfor er jeg opplagt nå.") == 15
    assert lix("1234 !") is None


def test_markdown_gives_only_what_is_allowed():
    nodes = from_markdown("### Hei\n\nEn *liten* [prøve](https://example.org).\n\n- a\n- **b**\n\n<b>ikke</b>")
    assert nodes == [
        {"kind": "heading", "runs": [{"text": "Hei"}]},
        {
            "kind": "paragraph",
            "runs": [
                {"text": "En "},
                {"text": "liten", "emphasis": True},
                {"text": " "},
                {"text": "prøve", "url": "https://example.org"},
                {"text": "."},
            ],
        },
        {"kind": "bullets", "items": [[{"text": "a"}], [{"text": "b", "strong": True}]]},
        {"kind": "paragraph", "runs": [{"text": "<b>ikke</b>"}]},
    ]
    assert plain(nodes).startswith("Hei\nEn liten prøve.\na\nb")
