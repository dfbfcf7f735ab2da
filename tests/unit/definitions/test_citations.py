"""Publications in RIS, CSL-JSON and BibTeX: what goes out can be read back, and a broken file says where."""

import json
import tomllib
from pathlib import Path

import pytest

import stegvis
from stegvis.definitions.citations import BadFile, bibtex, csl, read_csl, read_ris, ris
from stegvis.definitions.citations.faults import LARGEST

SHELF = Path(stegvis.__file__).parent / "library" / "shelf" / "publications"
RECORDS = [row for file in sorted(SHELF.glob("*.toml")) for row in tomllib.loads(file.read_text())["publication"]]
SAME = ("kind", "year", "published_in", "volume", "institution", "issn", "report_number", "doi", "url", "language")
AWKWARD = {
    "kind": "article",
    "titles": {"en": "Costs & benefits: 50 % of {all} at $3_000 ~ x^2\nER  - \\end"},
    "contributors": [
        {"name": "Løvvik, Camilla", "role": "author"},
        {"name": "Rådet for psykisk helse", "role": "author"},
        {"name": "Ek, Bo", "role": "editor"},
    ],
    "year": 2020,
    "language": "en",
    "url": "https://example.org/a?b=1;c=2",
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["slug"])
def test_what_ships_goes_out_and_comes_back_the_same(record):
    """A reader's reference manager must get what stands on the page, and a colleague's file must bring it in again."""
    for back in (read_ris(ris(record).encode(), "de")[0], read_csl(csl(record, "x").encode(), "de")[0]):
        assert {name: back.get(name) or None for name in SAME} == {name: record.get(name) or None for name in SAME}
        assert back["titles"] == {record["language"]: record["titles"][record["language"]]}
        assert back.get("contributors", []) == record.get("contributors", [])


def test_no_text_can_break_out_of_its_file():
    """A title with a line that looks like the end of a record, or with TeX's own signs."""
    back = read_ris(ris(AWKWARD).encode(), "en")
    assert len(back) == 1
    assert back[0]["titles"]["en"].endswith("ER - \\end")
    assert back[0]["url"] == AWKWARD["url"]
    written = bibtex(AWKWARD, "awkward-2020")
    assert r"{{Costs \& benefits: 50 \% of \{all\} at \$3\_000 \textasciitilde{} x\textasciicircum{}2 ER -" in written
    assert r"\textbackslash{}end}}," in written
    assert "author = {Løvvik, Camilla and {Rådet for psykisk helse}}" in written
    assert "editor = {Ek, Bo}" in written


def test_crossrefs_own_shape_is_read():
    """Its files are called CSL-JSON too: lists where CSL has texts, markup in the abstract, ISSN by the dozen."""
    given = {
        "type": "journal-article", "title": ["Sleep"], "container-title": ["J. Sleep"], "ISSN": ["2464-4382", "1"],
        "issued": {"date-parts": [[2019, 3]]}, "author": [{"family": "Ek", "given": "Bo", "sequence": "first"}],
        "abstract": "<jats:p>Better <jats:italic>sleep</jats:italic>, p < 0.05.</jats:p>", "DOI": "10.1000/182",
    }  # fmt: skip
    (read,) = read_csl(json.dumps(given).encode(), "en")
    assert read["kind"] == "article"
    assert read["abstracts"] == {"en": "Better sleep , p < 0.05."}
    assert (read["issn"], read["year"], read["published_in"]) == ("2464-4382", 2019, "J. Sleep")


@pytest.mark.parametrize(
    ("read", "content", "faults"),
    [
        (read_csl, b"[{", [(0, "not_json")]),
        (read_csl, b"[]", [(0, "empty")]),
        (read_csl, b'[{"title": "a"}, 3, {"author": "Ek"}, {"DOI": true}]',
         [(2, "not_a_record"), (3, "wrong_kind"), (4, "wrong_kind")]),
        (read_csl, b"\xff\xfe", [(0, "not_text")]),
        (read_csl, b" " * (LARGEST + 1), [(0, "too_large")]),
        (read_csl, b"[" + b"1," * 2000 + b"1]", [(0, "too_many")]),
        (read_ris, b"Dear library, here is the list.", [(0, "not_ris")]),
        (read_ris, b"TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \nTY  - BOOK\nTI  - C\n",
         [(1, "not_ended"), (3, "not_ended")]),
    ],
)  # fmt: skip
def test_a_broken_file_says_in_which_record(read, content, faults):
    with pytest.raises(BadFile) as wrong:
        read(content, "en")
    assert [(one.record, one.kind) for one in wrong.value.faults] == faults


def test_a_ris_file_from_windows_with_its_mark_is_read():
    content = "\ufeffTY  - BOOK\r\nT1  - Søvn\r\nA1  - Ek, Bo\r\nSN  - 978-82-7570-719-0\r\nY1  - 2011///\r\nER  - \r\n"
    (read,) = read_ris(content.encode(), "nb")
    assert read["isbns"] == [{"number": "978-82-7570-719-0", "medium": ""}]
    assert (read["titles"], read["year"], read["kind"]) == ({"nb": "Søvn"}, 2011, "book")
