"""Reports as files: the PDF is accessible and safe against what people write, the lists hold the figures."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from typst import TypstError

from stegvis.network.queries.training import Trained
from stegvis.outcomes.queries.results import Figure
from stegvis.outcomes.queries.yearly import Span, YearFigures, last_span, span_of
from stegvis.outcomes.reports import Picture, Report, Section, Table, figures_csv, figures_json, listed, report_pdf
from stegvis.outcomes.reports.document import report_pages
from stegvis.people.models import NotFound
from stegvis.portals.office.reports_words import year_report

MADE = datetime(2026, 1, 5, 12, 0, 7, 250, tzinfo=UTC)
YEAR = Span("2025", date(2025, 1, 1), date(2025, 12, 31))
TRAINED = Trained(2, 3, date(2025, 12, 31))
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'


def a_report(**values: Any) -> Report:
    table = Table(("Mål", "Verdi"), (("Sikkert bedre", "48 %"),), ("Av alle som er ferdige.",))
    section = Section("Slik gikk det", ("En setning.",), Picture(SQUARE, "Søyler: 48 %"), table)
    usual = {"title": "Årsrapport 2025", "language": "nb", "facts": (("Team", "Rask hjelp"),), "paragraphs": ("Æøå.",),
             "sections": (section,), "foot": "Utgave 1", "page_words": "Side"}  # fmt: skip
    return Report(**{**usual, **values})


def figure(name: str, **values: Any) -> Figure:
    usual: dict[str, Any] = {"title": name.title(), "sentence": f"What {name} is.", "kind": "rate", "numerator": 12,
                             "denominator": 25, "value": Decimal("48.0"), "missing": 3}  # fmt: skip
    return Figure(name=name, **{**usual, **values})


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_a_screen_reader_is_told_the_structure_the_language_and_the_title(language: str) -> None:
    """PDF/UA-1 (ISO 14289-1): tagged, with a language, and the title shown in place of the file's name."""
    made = report_pdf(a_report(language=language), made_at=MADE)
    pdf = made.decode("latin-1")
    assert f"/Lang({language})/StructTreeRoot" in pdf
    assert "/MarkInfo<</Marked true" in pdf
    assert "/DisplayDocTitle true" in pdf
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Årsrapport 2025</rdf:li>' in made.decode("utf-8", "ignore")
    # The title, a heading, a table whose heads name their columns, a picture with its words (UTF-16, as hex).
    for tag in ("/S/Title", "/S/H1", "/S/Table", "/S/TH", "/Scope/Column", "/S/TD", "/S/Figure"):
        assert tag in pdf, tag
    assert f"/Alt<FEFF{'Søyler: 48 %'.encode('utf-16-be').hex().upper()}>" in pdf


def test_a_picture_without_words_is_refused() -> None:
    """The standard is held by the compiler: forgetting the words is an error here, not a complaint from a reader."""
    silent = Section("Slik gikk det", picture=Picture(SQUARE, ""))
    with pytest.raises(TypstError, match="alt text"):
        report_pdf(a_report(sections=(silent,)), made_at=MADE)


def test_what_a_team_calls_itself_is_never_read_as_markup() -> None:
    """A name that looks like a command is printed as it stands: the same bytes whatever the command would give."""
    sly = '#eval("1+1") *x* #panic("nei") $x$ @ref </style>'
    assert report_pdf(a_report(facts=(("Team", sly),), paragraphs=(sly,)), made_at=MADE).startswith(b"%PDF")


def test_long_norwegian_words_are_divided_and_not_pushed_off_the_page() -> None:
    """Forty rows of one long word take more pages than forty of a short one: each was given several lines."""

    def pages(word: str) -> int:
        table = Table(("Mål", "Verdi", "Antall", "Av", "Mangler"), ((word, "48 %", "12", "25", "3"),) * 40)
        return len(report_pages(a_report(sections=(Section("Tall", table=table),)), dots_per_inch=10))

    assert pages("Rusmiddelavhengighetsbehandlingsinstitusjonskoordinatorstilling" * 4) > pages("Frafall")


def test_the_same_report_is_the_same_file() -> None:
    assert report_pdf(a_report(), made_at=MADE) == report_pdf(a_report(), made_at=MADE)


def test_the_lists_hold_what_was_counted_and_hide_what_is_hidden() -> None:
    figures = [
        figure("recovery"),
        figure("off_sick_pay", numerator="*", denominator=20, value="*", missing="*"),
        figure("started", kind="count", numerator=40, denominator=None, value=40, missing=None),
    ]
    rows = listed(figures, team="solvik")
    read = list(csv.DictReader(io.StringIO(figures_csv(rows).decode("utf-8"))))
    assert [(row["measure"], row["numerator"], row["denominator"], row["value"], row["missing"]) for row in read] == [
        ("recovery", "12", "25", "48", "3"),
        ("off_sick_pay", "*", "20", "*", "*"),
        ("started", "40", "", "40", ""),
    ]
    assert {row["sentence"] for row in read} == {one.sentence for one in figures}
    assert figures_csv([]).startswith(b"team,measure,")
    whole = json.loads(figures_json({"first": "2025-01-01"}, rows))
    assert whole["first"] == "2025-01-01"
    assert [row["value"] for row in whole["figures"]] == [48, "*", 40]
    assert {row["team"] for row in read} == {"solvik"}


def test_every_measure_stands_in_the_report_once_with_all_that_belongs_to_it() -> None:
    """Also one that no chapter names: a new measure is added in one place."""
    names = ("referrals", "wait_assessment", "recovery", "dropped_out", "a_new_one")
    year = YearFigures(YEAR, tuple(figure(name) for name in names), (figure("recovery", value=Decimal("40.0")),))
    report = year_report(
        year, trained=TRAINED, about="Rask hjelp", organisation="Solvik", language="nb", made_on=date(2026, 1, 5)
    )
    rows = [row for one in report.sections if one.table for row in one.table.rows]
    notes = [note for one in report.sections if one.table for note in one.table.notes]
    assert sorted(row[0] for row in rows) == sorted(name.title() for name in names)
    assert sorted(notes) == sorted(f"What {name} is." for name in names)
    assert ("Recovery", "48.0%", "12", "25", "3", "40.0%") in rows
    assert report_pdf(report, made_at=MADE).startswith(b"%PDF")


def test_what_is_hidden_is_said_in_words() -> None:
    hidden = figure("recovery", numerator="*", denominator=20, value="*", missing="*")
    year = YearFigures(YEAR, (hidden,), ())
    report = year_report(
        year, trained=TRAINED, about="", organisation="Solvik", language="en", made_on=date(2026, 1, 5)
    )
    rows = [row for one in report.sections if one.table for row in one.table.rows]
    assert rows == [("Recovery", "hidden", "hidden", "20", "hidden")]
    assert any("nobody can be recognised" in words for words in report.paragraphs)


def test_therapists_trained_is_a_true_count_and_left_out_where_it_would_tell_of_one() -> None:
    year = YearFigures(YEAR, (figure("recovery"),), ())

    def said(found: Trained) -> str:
        report = year_report(
            year, trained=found, about="A", organisation="B", language="en", made_on=date(2026, 1, 5)
        )  # fmt: skip
        return next(one for one in report.sections if one.heading == "Therapists trained").paragraphs[0]

    assert said(TRAINED).startswith("Of the 3 therapists and clinical leads on 31 December 2025, 2 had all twelve")
    assert "three therapists or more" in said(Trained(0, 2, TRAINED.on))


@pytest.mark.parametrize(
    ("today", "code", "first", "last"),
    [
        (date(2026, 1, 1), "2025", date(2025, 1, 1), date(2025, 12, 31)),
        (date(2026, 3, 31), "2025", date(2025, 1, 1), date(2025, 12, 31)),
        (date(2026, 4, 1), "2026-Q1", date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 11, 22), "2026-Q3", date(2025, 10, 1), date(2026, 9, 30)),
    ],
)
def test_the_last_four_whole_quarters(today: date, code: str, first: date, last: date) -> None:
    assert last_span(today) == span_of(code, today) == Span(code, first, last)


@pytest.mark.parametrize("code", ["2026", "2027", "1999", "2026-Q2", "2025-Q4", "20250", "", "2026-Q5", "now"])
def test_a_period_that_is_not_over_or_would_overlap_is_not_found(code: str) -> None:
    """Only whole years and the one rolling window of today: any others could be set against each other."""
    with pytest.raises(NotFound):
        span_of(code, date(2026, 11, 22))
