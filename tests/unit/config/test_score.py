"""`stegvis score`: a contract that others script against. All or nothing, and every fault has its place."""

import csv
import io
import os
import subprocess
import sys
import time

import pytest

from stegvis.config.commands import score

HEADER = "1,2,3,4,5,6,7,8,9"


def run(monkeypatch, capsysbinary, given: str | bytes, name: str = "phq-9") -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    raw = given.encode("utf-8") if isinstance(given, str) else given
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    code = score.run([name])
    out, err = capsysbinary.readouterr()
    return code, out.decode("utf-8"), err.decode("utf-8")


@pytest.fixture
def scored(monkeypatch, capsysbinary):
    """Score what must be right; the output's text."""

    def scored(given: str | bytes, name: str = "phq-9") -> str:
        code, out, err = run(monkeypatch, capsysbinary, given, name)
        assert (code, err) == (0, "")
        return out

    return scored


@pytest.fixture
def refused(monkeypatch, capsysbinary):
    """Score what must be wrong; the sentences."""

    def refused(given: str | bytes, name: str = "phq-9") -> str:
        code, out, err = run(monkeypatch, capsysbinary, given, name)
        assert (code, out) == (2, "")
        return err

    return refused


def test_four_columns_are_added_and_the_others_pass_through_in_order(scored):
    """Whoever keeps an id or a date in the file finds it again where it was."""
    out = scored(f"id,{HEADER},note\na,1,1,1,1,1,1,1,1,1,hei\nb,0,0,0,0,0,0,0,0,0,\n")
    assert out == (
        f"id,{HEADER},note,score,band,case,alert\n"
        "a,1,1,1,1,1,1,1,1,1,hei,9,mild,false,true\n"
        "b,0,0,0,0,0,0,0,0,0,,0,minimal,false,false\n"
    )


def test_columns_are_found_by_name_not_by_place(scored):
    """Item 9 raises the alert wherever its column stands."""
    out = scored("9,8,7,6,5,4,3,2,1\n1,0,0,0,0,0,0,0,0\n")
    assert out.splitlines()[1] == "1,0,0,0,0,0,0,0,0,1,minimal,false,true"


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_item_empties_score_band_and_case_but_not_the_alert(scored, empty):
    """A form left half way still tells of item 9."""
    out = scored(f"{HEADER}\n{empty},3,3,3,3,3,3,3,2\n{empty},3,3,3,3,3,3,3,0\n3,3,3,3,3,3,3,3,{empty}\n")
    assert [line.split(",")[9:] for line in out.splitlines()[1:]] == [
        ["", "", "", "true"],
        ["", "", "", "false"],
        ["", "", "", "false"],
    ]


def test_the_unscored_tenth_item_may_be_there_and_is_checked(scored, refused):
    """It passes through and counts for nothing; but a value it does not have is a fault."""
    answers = "2,2,2,2,2,0,0,0,0"
    assert scored(f"{HEADER},10\n{answers},3\n").splitlines()[1] == f"{answers},3,10,moderate,true,false"
    assert scored(f"{HEADER},10\n{answers},\n").splitlines()[1] == f"{answers},,10,moderate,true,false"
    assert "row 1 (line 2 of the file), column '10', the value must be 0 to 3" in refused(f"{HEADER},10\n{answers},4\n")


def test_one_version_can_be_asked_for(scored):
    """A study that began with version 1 goes on with it."""
    assert scored(f"{HEADER}\n{'3,' * 8}3\n", "phq-9@1").endswith(",27,severe,true,true\n")


def test_an_instrument_without_bands_or_risk_items(scored):
    """The mean of the Mobility Inventory: two decimals, no band, a case above 2.3."""
    header = ",".join(str(code) for code in range(1, 28))
    out = scored(f"{header}\n{','.join(['2'] * 18 + ['3'] * 9)}\n{','.join(['2'] * 19 + ['3'] * 8)}\n", "mi-alone")
    assert [line.split(",")[27:] for line in out.splitlines()[1:]] == [
        ["2.33", "", "true", "false"],
        ["2.30", "", "false", "false"],
    ]


def test_text_in_other_columns_survives_quotes_commas_and_line_breaks(scored):
    """What passes through is the same to whoever reads CSV."""
    note = 'a "quoted", æøå\nline'
    given = io.StringIO()
    csv.writer(given).writerows([[*HEADER.split(","), "note"], [*"000000000", note]])
    rows = list(csv.reader(io.StringIO(scored(given.getvalue()))))
    assert rows[1][9] == note


def test_a_byte_order_mark_windows_line_ends_and_empty_lines_are_no_faults(scored):
    """Spreadsheets write them."""
    out = scored(b"\xef\xbb\xbf" + f"{HEADER}\r\n\r\n0,0,0,0,0,0,0,0,0\r\n\r\n".encode())
    assert out == f"{HEADER},score,band,case,alert\n0,0,0,0,0,0,0,0,0,0,minimal,false,false\n"


def test_a_file_with_only_a_header_gives_the_header(scored):
    """No forms this week is an answer."""
    assert scored(f"{HEADER}\n") == f"{HEADER},score,band,case,alert\n"


@pytest.mark.parametrize("value", ["4", "-1", "1.0", "x", "٢", "01", "1e0", "true"])
def test_a_bad_value_names_its_row_line_and_column_and_nothing_is_printed(refused, value):
    """One wrong cell must not give a file that is right but for one row."""
    err = refused(f"{HEADER}\n0,0,0,0,0,0,0,0,0\n\n0,0,{value},0,0,0,0,0,0\n")
    assert err == "stegvis score: In row 2 (line 4 of the file), column '3', the value must be 0 to 3, or empty.\n"


def test_a_bad_value_is_not_repeated(refused):
    """If the columns are shifted by one, the cell may hold a name."""
    assert "Kari" not in refused(f"{HEADER}\nKari,0,0,0,0,0,0,0,0\n")


def test_the_line_is_counted_over_cells_with_line_breaks(refused):
    """An editor jumps to the line of the file, not to the row of the data."""
    err = refused(f'{HEADER},note\n0,0,0,0,0,0,0,0,0,"a\nb\nc"\n9,0,0,0,0,0,0,0,0,\n')
    assert "row 2 (line 5 of the file), column '1'" in err


def test_every_fault_is_named_up_to_twenty(refused):
    """Whoever corrects a file wants to know all at once, but not a thousand."""
    rows = "9,9,0,0,0,0,0,0,0\n" * 15
    lines = refused(f"{HEADER}\n{rows}").splitlines()
    assert len(lines) == 21
    assert lines[0].startswith("stegvis score: In row 1 (line 2 of the file), column '1'")
    assert lines[-1] == "stegvis score: … and 10 more faults."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "The input is empty; its first line must name the columns."),
        ("\n\n", "The input is empty"),
        ("1,2,3,4,5,6,7,8\n", "PHQ-9 needs a column for every item; missing: '9'."),
        ("1;2;3;4;5;6;7;8;9\n", "Columns must be separated by commas."),
        (f"{HEADER},9\n", "The column '9' is there twice."),
        (f"{HEADER},id,id\n", "The column 'id' is there twice."),
        (f"{HEADER},score\n", "The input already has a column 'score', which would be added."),
        (f"{HEADER}\n0,0,0\n", "In row 1 (line 2 of the file) there are 3 cells, but 9 columns."),
        (f"{HEADER}\n0,0,0,0,0,0,0,0,0,0\n", "there are 10 cells, but 9 columns."),
        (f'{HEADER}\n0,0,0,0,0,0,0,0,"0\n', "The row that begins on line 2 is not CSV"),
        (f"{HEADER},note\n0,0,0,0,0,0,0,0,0,på\n".encode("latin-1"), "Line 2 is not UTF-8 text"),
        (f"{HEADER}\n".encode("utf-16"), "Line 1 is not UTF-8 text"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused_with_a_sentence(refused, given, sentence):
    """Each fault says what is wrong and, where it can, what would be right."""
    assert sentence in refused(given)


def test_an_unknown_instrument_is_refused_with_the_known_ones(refused):
    """The same exit code as every other misuse."""
    assert "There is no instrument 'phq9'; there are: gad-7, hai-sw" in refused(f"{HEADER}\n", "phq9")


def test_the_help_says_what_the_alert_means(capsys):
    """alert false must not be read as no risk."""
    with pytest.raises(SystemExit) as left:
        score.run(["--help"])
    assert left.value.code == 0
    assert "never that there is no risk" in capsys.readouterr().out


def test_the_command_itself_and_eleven_thousand_forms_in_a_second():
    """Through the real program: a year of a large service is scored while one waits."""
    rows = "".join(f"{','.join(str((row >> place) % 4) for place in range(9))}\n" for row in range(11_062))
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "stegvis.config.command", "score", "phq-9"],
        input=f"{HEADER}\n{rows}".encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    took = time.perf_counter() - began
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 11_063
    assert took < 3, f"it took {took:.2f} s, interpreter and imports included"
