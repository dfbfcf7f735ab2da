"""`stegvis outcomes`: a contract that others script against. All or nothing, and every fault has its place."""

import csv
import importlib.util
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from stegvis.config.commands import outcomes
from stegvis.config.database.cluster import Cluster
from stegvis.definitions.registration import CONTACTS, EPISODES, SCORES
from stegvis.outcomes.engines import spark
from stegvis.outcomes.measures import GROUPINGS

TABLES = {"episodes": EPISODES, "contacts": CONTACTS, "scores": SCORES}
EPISODE = {
    "episode": "a",
    "team": "north",
    "municipality": "0301",
    "received_on": "2024-01-01",
    "source": "self",
    "problem": "depression",
    "level": "course",
    "age_band": "18-25",
    "gender": "female",
    "language": "nb",
    "work_status_first": "working",
    "sick_pay_first": "true",
    "sick_pay_last": "false",
    "discharged_on": "2024-06-01",
    "discharge_reason": "completed",
}
CONTACT = {"episode": "a", "purpose": "treatment", "form": "visit", "attendance": "attended", "level": "course"}
SCORE = {"episode": "a", "instrument": "phq-9", "answered_at": "2024-01-02T10:00:00"}
Rows = dict[str, list[dict[str, str]]]


@pytest.fixture
def rows() -> Rows:
    """One person who finished and recovered."""
    return {
        "episodes": [EPISODE],
        "contacts": [
            {"contact": "c1", "on": "2024-01-10", "minutes": "45"} | CONTACT,
            {"contact": "c2", "on": "2024-01-17"} | CONTACT,
        ],
        "scores": [
            {"answer": "s1", "score": "15"} | SCORE,
            {"answer": "s2", "score": "4.0"} | SCORE | {"answered_at": "2024-05-02 10:00"},
            {"answer": "s3", "score": "9"} | SCORE | {"instrument": "gad-7"},
            {"answer": "s4", "score": "3"} | SCORE | {"instrument": "gad-7", "answered_at": "2024-05-02T10:00:00.5"},
        ],
    }


def write(folder: Path, rows: Rows) -> Path:
    """The data set as CSV; what a row does not say is empty."""
    for table, columns in TABLES.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, columns, lineterminator="\n")
            lines.writeheader()
            lines.writerows(rows[table])
    return folder


def to_parquet(folder: Path, types: dict[str, str]) -> Path:
    """The CSV files as Parquet, each column of the type that is named, else text."""
    for table, columns in TABLES.items():
        file = folder / f"{table}.csv"
        cast = ", ".join(f'CAST("{name}" AS {types.get(name, "VARCHAR")}) AS "{name}"' for name in columns)
        source = f"read_csv('{file}', all_varchar = true, header = true)"
        duckdb.sql(f"COPY (SELECT {cast} FROM {source}) TO '{folder / table}.parquet' (FORMAT parquet)")
        file.unlink()
    return folder


@pytest.fixture
def said(capsysbinary):
    """Exit code, standard output, standard error."""

    def said(*arguments: object) -> tuple[int, str, str]:
        code = outcomes.run([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return said


@pytest.fixture
def printed(said):
    """What a right data set gives."""

    def printed(*arguments: object) -> str:
        code, out, err = said(*arguments)
        assert (code, err) == (0, "")
        return out

    return printed


@pytest.fixture
def refused(said, tmp_path, rows):
    """Write these rows, and get the sentences."""

    def refused(**changed: list[dict[str, str]]) -> str:
        code, out, err = said(write(tmp_path, rows | changed))
        assert (code, out) == (2, "")
        return err

    return refused


PERSON = """\
referrals,1,,1,
self_referred,1,1,100.0,
started,1,,1,
finished,1,,1,
dropped_out,0,1,0.0,
paired,1,1,100.0,0
case_at_start,1,1,100.0,
recovery,1,1,100.0,0
reliable_improvement,1,1,100.0,0
reliable_deterioration,0,1,0.0,0
no_reliable_change,0,1,0.0,0
reliable_recovery,1,1,100.0,0
off_sick_pay,1,1,100.0,0
waited_6_weeks,1,1,100.0,
waited_18_weeks,1,1,100.0,
wait_treatment,,1,9.0,
did_not_attend,0,2,0.0,
contacts_per_finished,2,1,2.0,
"""


def test_csv_is_the_default(printed, tmp_path, rows):
    """Empty for null; the order of the manual; every line ends alike."""
    assert printed(write(tmp_path, rows)) == "measure,numerator,denominator,value,missing\n" + PERSON


def test_json_is_one_list_of_flat_objects(printed, tmp_path, rows):
    """The same figures: group columns first, numbers as numbers, null for nothing."""
    found = json.loads(printed(write(tmp_path, rows), "--format", "json", "--by", "team,quarter"))
    assert list(found[0]) == ["team", "quarter", "measure", "numerator", "denominator", "value", "missing"]
    assert found[0] == {
        "team": "north", "quarter": "2024-Q1", "measure": "referrals", "numerator": 1, "denominator": None,
        "value": 1, "missing": None,
    }  # fmt: skip
    values = {row["measure"]: row["value"] for row in found}
    assert values["wait_treatment"] == 9.0
    assert values["paired"] == 100.0
    assert isinstance(values["finished"], int)


def test_json_prints_one_decimal_as_it_is(printed, tmp_path, rows):
    """A third is 33.3 to the last byte, not 33.29999."""
    three = [EPISODE, EPISODE | {"episode": "b", "source": "gp"}, EPISODE | {"episode": "c", "source": ""}]
    out = printed(write(tmp_path, rows | {"episodes": three}), "--format", "json")
    assert '"measure": "self_referred", "numerator": 1, "denominator": 3, "value": 33.3, "missing": null}' in out


def test_every_grouping_at_once(printed, tmp_path, rows):
    """All twelve, in the order that was asked for; an unknown group is the empty string."""
    by = list(reversed(GROUPINGS))
    lines = list(csv.reader(io.StringIO(printed(write(tmp_path, rows), "--by", ",".join(by)))))
    assert lines[0] == [*by, "measure", "numerator", "denominator", "value", "missing"]
    group = dict(zip(lines[0], lines[1], strict=True))
    assert (group["municipality"], group["year"], group["work_status_first"]) == ("0301", "2024", "working")


def test_a_zero_in_front_is_kept(printed, tmp_path, rows):
    """0301 is Oslo; 301 is nowhere. In CSV and in Parquet."""
    folder = write(tmp_path, rows)
    for ready in (folder, to_parquet(folder, {})):
        assert printed(ready, "--by", "municipality").splitlines()[1] == "0301,referrals,1,,1,"


@pytest.mark.parametrize(
    "types",
    [
        {},
        {"received_on": "DATE", "on": "DATE", "discharged_on": "DATE", "score": "DECIMAL(9, 3)",
         "sick_pay_first": "BOOLEAN", "sick_pay_last": "BOOLEAN", "minutes": "INTEGER"},
        {"score": "DOUBLE", "minutes": "DOUBLE", "answered_at": "TIMESTAMP"},
    ],
    ids=["text", "typed", "as other programs write it"],
)  # fmt: skip
def test_parquet_gives_the_same_as_csv(printed, tmp_path, rows, types):
    assert printed(to_parquet(write(tmp_path, rows), types)).endswith(PERSON)


def test_a_data_set_without_rows_gives_the_header_alone(printed, tmp_path):
    folder = write(tmp_path, {table: [] for table in TABLES})
    assert printed(folder) == "measure,numerator,denominator,value,missing\n"
    assert json.loads(printed(folder, "--format", "json")) == []


def test_columns_are_found_by_name_and_others_are_passed_over(printed, tmp_path, rows):
    """A spreadsheet may order them otherwise, begin with a byte order mark and end its lines as Windows does."""
    file = write(tmp_path, rows) / "scores.csv"
    lines = list(csv.reader(io.StringIO(file.read_text("utf-8"))))
    turned = ["note," + ",".join(reversed(line)) for line in lines]
    file.write_text("\ufeff" + "\r\n".join(turned) + "\r\n", "utf-8")
    assert printed(tmp_path).endswith(PERSON)


def test_times_are_compared_however_they_are_written(printed, tmp_path, rows):
    """A minute, a second and a fraction of one: the last answer is the last, not the longest text."""
    rows["scores"] = [
        {"answer": "s9", "score": "15"} | SCORE | {"answered_at": "2024-05-02 10:00"},
        {"answer": "s8", "score": "4"} | SCORE | {"answered_at": "2024-05-02T10:00:00.5"},
        {"answer": "s7", "score": "20"} | SCORE | {"answered_at": "2024-05-02T09:59:59.999999"},
        {"answer": "s6", "score": "3"} | SCORE | {"instrument": "gad-7", "answered_at": "2024-05-02"},
        {"answer": "s5", "score": "9"} | SCORE | {"instrument": "gad-7", "answered_at": "2024-05-02T00:00:00"},
    ]
    out = printed(write(tmp_path, rows))
    assert "\nrecovery,1,1,100.0,0\n" in out  # from 20 to 4, and from 9 (its id is before) to 3
    assert "\nreliable_improvement,1,1,100.0,0\n" in out


@pytest.mark.parametrize("score", ["2.3000000000000000000000000001", "2.31"])
def test_a_score_keeps_all_its_decimals(printed, tmp_path, rows, score):
    """MI-alone has its caseness above 2.3: twenty-eight decimals later is above."""
    mine = SCORE | {"instrument": "mi-alone", "score": score}
    rows["scores"] = [mine | {"answer": "s1"}, mine | {"answer": "s2"}]
    rows["episodes"] = [EPISODE | {"problem": "agoraphobia"}]
    assert "\ncase_at_start,1,1,100.0,\n" in printed(write(tmp_path, rows))


@pytest.mark.parametrize(
    ("table", "row", "sentence"),
    [
        ("episodes", {"received_on": "2024-02-30"}, "'received_on': must be a date written as 2024-01-31, or empty."),
        ("episodes", {"received_on": "24-02-03"}, "'received_on': must be a date"),
        ("episodes", {"discharged_on": "2024-06-01T00:00"}, "'discharged_on': must be a date"),
        ("episodes", {"problem": "sadness"}, "'problem': must be one of depression, anxiety,"),
        ("episodes", {"level": "Course"}, "'level': must be one of open_self_help,"),
        ("episodes", {"age_band": "18"}, "'age_band': must be one of 16-17,"),
        ("episodes", {"sick_pay_last": "yes"}, "'sick_pay_last': must be true or false, or empty."),
        ("episodes", {"episode": ""}, "'episode': must not be empty."),
        ("contacts", {"contact": "c9", "on": "2024-13-01"}, "'on': must be a date"),
        ("contacts", {"contact": "c9", "attendance": "came"}, "'attendance': must be one of attended, late,"),
        ("contacts", {"contact": "c9", "minutes": "long"}, "'minutes': must be a whole number of minutes, or empty."),
        ("contacts", {"contact": "c9", "minutes": "-5"}, "'minutes': must be a whole number"),
        ("contacts", {"contact": "", "on": "2024-01-01"}, "'contact': must not be empty."),
        ("contacts", {"contact": "c9", "episode": "zz"}, "'episode': there is no such episode."),
        ("contacts", {"contact": "c9", "episode": ""}, "'episode': must not be empty."),
        ("contacts", {"contact": "c1"}, "'contact': the same id stands in a row above."),
        ("scores", {"answer": "s9", "instrument": "phq9"}, "'instrument': must be one of gad-7,"),
        ("scores", {"answer": "s9", "score": "high"}, "'score': must be a number with a decimal point"),
        ("scores", {"answer": "s9", "score": "1,5"}, "'score': must be a number with a decimal point"),
        ("scores", {"answer": "s9", "score": "28"}, "'score': a score of phq-9 must be from 0 to 27."),
        ("scores", {"answer": "s9", "score": "-1"}, "'score': a score of phq-9 must be from 0 to 27."),
        ("scores", {"answer": "s9", "answered_at": "2024-01-01T10:00:00Z"}, "'answered_at': must be a local time"),
        ("scores", {"answer": "s9", "answered_at": "2024-01-01T10:00+01:00"}, "'answered_at': must be a local time"),
        ("scores", {"answer": "s9", "answered_at": "2024-01-01T24:30:00"}, "'answered_at': must be a local time"),
        ("scores", {"answer": "s9", "episode": "zz", "score": "3"}, "'episode': there is no such episode."),
        ("scores", {"answer": "s1", "score": "3"}, "'answer': the same id stands in a row above."),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(refused, rows, table, row, sentence):
    """File, row, line and column; nothing printed as a result."""
    whole = {"episodes": EPISODE | {"episode": "b"}, "contacts": CONTACT, "scores": SCORE}[table] | row
    told = refused(**{table: [*rows[table], whole]})
    number = len(rows[table]) + 1
    assert told.startswith(f"stegvis outcomes: In {table}.csv, row {number} (line {number + 1} of the file), column ")
    assert sentence in told
    assert told.count("\n") == 1


def test_the_sentence_never_repeats_a_value(refused, rows):
    """A shifted column may hold a name."""
    told = refused(episodes=[EPISODE | {"received_on": "Kari Testesen", "gender": "Kari Testesen"}])
    assert "Testesen" not in told


def test_every_kind_of_fault_is_told_once_and_counted(refused, rows):
    wrong = [EPISODE | {"episode": f"e{n}", "received_on": "soon", "gender": "x" if n else ""} for n in range(1200)]
    told = refused(episodes=[EPISODE, *wrong]).splitlines()
    assert [line.split("file), ")[1].split(":")[0] for line in told] == ["column 'received_on'", "column 'gender'"]
    assert "row 2 (line 3 " in told[0]
    assert told[0].endswith("The same is wrong in 1,199 more.")
    assert "row 3 (line 4 " in told[1]


def test_in_parquet_the_place_is_the_row(said, tmp_path, rows):
    """And a bad score is found also where its type is right."""
    rows["scores"].append({"answer": "s9", "score": "28"} | SCORE)
    code, out, err = said(to_parquet(write(tmp_path, rows), {"score": "DECIMAL(9, 3)"}))
    assert (code, out) == (2, "")
    assert err == "stegvis outcomes: In scores.parquet, row 5, column 'score': a score of phq-9 must be from 0 to 27.\n"


def test_a_number_where_text_should_be_is_refused(said, tmp_path, rows):
    """A municipality stored as a number has lost its zero, and nobody would see it."""
    code, _, err = said(to_parquet(write(tmp_path, rows), {"municipality": "INTEGER"}))
    assert code == 2
    assert "In episodes.parquet, column 'municipality': it is stored as INTEGER; it must be text" in err


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("c9,a,2024-01-01", "In contacts.csv, line 4: there are fewer cells than columns."),
        ("c9,a,2024-01-01,treatment,visit,late,course,5,6", "In contacts.csv, line 4: there are more cells"),
        ('"c9,a,2024-01-01,treatment,visit,late,course,5', "In contacts.csv, line 4: a quotation mark is opened"),
        ("c9,\udcff,2024-01-01,treatment,visit,late,course,5", "In contacts.csv, line 4: the text is not UTF-8"),
    ],
)
def test_what_is_not_csv_is_refused_by_its_line(said, tmp_path, rows, line, sentence):
    with (write(tmp_path, rows) / "contacts.csv").open("a", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"{line}\n")
    code, out, err = said(tmp_path)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "2024-01-01" not in err


def test_lines_that_end_in_two_ways_are_refused(said, tmp_path, rows):
    """As when a line is added on another system: which cells there are is then not certain."""
    with (write(tmp_path, rows) / "contacts.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("c8,a,2024-01-01,treatment,visit,late,course,5\r\nc9,a,2024-01-01,treatment,visit,late,course,5\n")
    code, out, err = said(tmp_path)
    assert (code, out) == (2, "")
    assert "In contacts.csv, line 4: the lines end in two ways" in err


def test_the_line_is_right_behind_empty_lines_and_broken_cells(said, tmp_path, rows):
    with (write(tmp_path, rows) / "contacts.csv").open("a", encoding="utf-8") as file:
        file.write('\n\n"c\n3",a,2024-01-20,treatment,visit,late,course,45\nc4,a,soon,,,,,\n')
    assert "row 4 (line 8 of the file), column 'on'" in said(tmp_path)[2]


def test_missing_files_and_columns_are_named_all_at_once(said, tmp_path, rows):
    folder = write(tmp_path, rows)
    (folder / "scores.csv").unlink()
    contacts = folder / "contacts.csv"
    contacts.write_text(contacts.read_text("utf-8").replace("minutes", "Minutes").replace("form", "on", 1), "utf-8")
    episodes = folder / "episodes.csv"
    episodes.write_text(episodes.read_text("utf-8").replace("gender", "Gender").replace("source", "origin"), "utf-8")
    assert said(folder) == (
        2,
        "",
        "stegvis outcomes: In episodes.csv, column 'source': the column is missing.\n"
        "stegvis outcomes: In episodes.csv, column 'gender': the column is missing.\n"
        "stegvis outcomes: In contacts.csv, column 'on': the column is there twice.\n"
        f"stegvis outcomes: In {folder.name}: there is neither scores.csv nor scores.parquet.\n",
    )


def test_two_files_of_one_table_are_refused(said, tmp_path, rows):
    """Nobody can know which of them is meant."""
    (write(tmp_path, rows) / "scores.parquet").write_bytes(b"")
    assert "there are both scores.csv and scores.parquet" in said(tmp_path)[2]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not parquet at all"])
def test_what_is_not_parquet_is_refused(said, tmp_path, rows, content):
    (write(tmp_path, rows) / "scores.csv").unlink()
    (tmp_path / "scores.parquet").write_bytes(content)
    code, out, err = said(tmp_path)
    assert (code, out) == (2, "")
    assert "In scores.parquet: it cannot be read as Parquet" in err


def test_a_damaged_parquet_file_is_refused(said, tmp_path, rows):
    """Its head can be read, its body not."""
    file = to_parquet(write(tmp_path, rows), {}) / "scores.parquet"
    body = bytearray(file.read_bytes())
    body[30:90] = b"\x07" * 60
    file.write_bytes(body)
    code, out, err = said(tmp_path)
    assert (code, out) == (2, "")
    assert "In scores.parquet" in err


def test_an_empty_csv_file_is_refused(said, tmp_path, rows):
    (write(tmp_path, rows) / "scores.csv").write_bytes(b"")
    assert "In scores.csv: the file is empty; its first line must name the columns." in said(tmp_path)[2]


def test_what_is_published_holds_no_small_count(printed, tmp_path, rows):
    """One person is a star in every column; nobody stays 0, and the shape is that of the true figures."""
    found = json.loads(printed(write(tmp_path, rows), "--publish", "--format", "json", "--by", "team"))
    shown = {row["measure"]: row for row in found}
    assert shown["finished"] == {
        "team": "north", "measure": "finished", "numerator": "*", "denominator": None, "value": "*", "missing": None
    }  # fmt: skip
    assert (shown["paired"]["value"], shown["paired"]["missing"]) == ("*", 0)
    assert "referrals,*,,*," in printed(tmp_path, "--publish")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--by", "team,colour"), "There is no grouping 'colour'; there are: team, municipality,"),
        (("--by", "team,team"), "The grouping 'team' is named twice."),
        (("--by", "team,"), "There is no grouping ''"),
        (("--engine", "excel"), "there is no engine 'excel'; there are duckdb, postgres and spark[:MASTER]."),
        (("--engine", "postgres:here"), "there is no engine 'postgres:here'; there are"),
        (("--engine", "spark:"), "there is no engine 'spark:'; there are"),
        (("--format", "xml"), "argument --format: invalid choice: 'xml'"),
        (("--colour",), "unrecognized arguments: --colour"),
    ],
)
def test_an_option_that_cannot_be_is_refused_in_one_sentence(said, tmp_path, rows, arguments, sentence):
    code, out, err = said(write(tmp_path, rows), *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"stegvis outcomes: {sentence}")
    assert err.count("\n") == 1


def test_no_folder_is_refused(said, tmp_path):
    assert said(tmp_path / "nowhere")[2].startswith("stegvis outcomes: there is no folder ")
    assert "the following arguments are required: DIR" in said()[2]


def test_by_default_nothing_needs_a_database_or_the_web_framework(tmp_path, rows):
    """An analyst counts a data set on a laptop; the command starts without Django."""
    folder = write(tmp_path, rows)
    script = (
        "import sys; from stegvis.config.commands import outcomes; code = outcomes.run(sys.argv[1:]);"
        " sys.exit(3 if 'django' in sys.modules or 'psycopg' in sys.modules else code)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(PERSON)


# What each engine could read otherwise: quotes and marks of other formats, the first calendar, many decimals.
AWKWARD = {
    "episodes": [
        EPISODE | {"team": 'å "q", \\N\t\\.', "received_on": "1204-02-03", "discharged_on": ""},
        EPISODE | {"episode": "b", "team": "", "problem": "agoraphobia"},
    ],
    "contacts": [
        {"contact": "c1", "on": "2024-01-10"} | CONTACT | {"episode": "b"},
        {"contact": "c2", "on": "2024-01-17"} | CONTACT | {"episode": "b"},
    ],
    "scores": [
        {"answer": f"s{number}", "score": score} | SCORE | {"episode": "b", "instrument": instrument}
        for number, (instrument, score) in enumerate(
            [("mi-alone", "3.0300000000000000000000000001"), ("mi-alone", "2.3000000000000000000000000001"),
             ("phq-9", "3"), ("phq-9", "3")]
        )
    ],
}  # fmt: skip
BY_ALL = ("--by", "team,month", "--format", "json")


def test_postgresql_prints_the_same_with_nothing_else_running(printed, tmp_path, monkeypatch):
    """It starts a server of its own in a temporary folder, which is gone afterwards."""
    start, folders = Cluster.start, []
    monkeypatch.setattr(Cluster, "start", lambda cluster: [folders.append(cluster.data), start(cluster)])
    counted = printed(write(tmp_path, AWKWARD), "--engine", "postgres", *BY_ALL)
    assert counted == printed(tmp_path, *BY_ALL)
    assert '"reliable_improvement", "numerator": 1, "denominator": 1' in counted
    assert [folder.exists() for folder in folders] == [False]


def test_a_text_that_postgresql_cannot_hold_is_refused(said, tmp_path, rows):
    """A file may hold it, and the other engines can."""
    rows["episodes"] = [EPISODE | {"team": "north\0"}]
    assert said(write(tmp_path, rows), "--engine", "postgres") == (
        1, "", "stegvis outcomes: PostgreSQL cannot hold a text with the character NUL in it; use duckdb.\n"
    )  # fmt: skip
    assert said(tmp_path)[0] == 0


@pytest.mark.parametrize("engine", ["postgres", "spark"])
def test_a_wrong_data_set_is_refused_before_any_engine_starts(said, tmp_path, rows, engine, monkeypatch):
    """In the same words: the set is read by one reader."""
    monkeypatch.setattr(spark, "check_spark", lambda master: None)
    monkeypatch.setattr(Cluster, "start", None)
    rows["episodes"].append(EPISODE | {"episode": "b", "problem": "sadness"})
    told = said(write(tmp_path, rows), "--engine", engine)
    assert told == said(tmp_path)
    assert told[0] == 2


@pytest.mark.parametrize(
    ("master", "sentence"),
    [
        ("spark://127.0.0.1:1", "no Spark master answers at spark://127.0.0.1:1."),
        ("mesos://here", "there is no Spark at 'mesos://here'; name it as local[2] or spark://host:7077."),
    ],
)
def test_a_spark_that_cannot_be_reached_is_named(said, tmp_path, rows, master, sentence):
    assert said(write(tmp_path, rows), "--engine", f"spark:{master}") == (1, "", f"stegvis outcomes: {sentence}\n")


def test_what_spark_lacks_is_named(said, tmp_path, rows, monkeypatch):
    """It is an extra of the product: most never install it."""
    write(tmp_path, rows)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert said(tmp_path, "--engine", "spark") == (
        1, "", "stegvis outcomes: Spark needs Java 17, and there is none; on Debian, install openjdk-17-jre-headless.\n"
    )  # fmt: skip
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    code, _, err = said(tmp_path, "--engine", "spark")
    assert (code, err[:54]) == (1, "stegvis outcomes: Spark is not installed; `pip install")
