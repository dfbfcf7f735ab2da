"""Words and laws that are out of date: found as they stand, each with what to write instead."""

from __future__ import annotations

import re
from datetime import date

import pytest

from stegvis.definitions.superseded import any_superseded, superseded_in, superseded_terms

FOUND = [
    ("sv", "Varje landsting beslutar.", "landsting", "region"),
    ("sv", "Enligt hälso- och sjukvårdslagen (1982:763) ska vården vara god.", "1982:763", "2017:30"),
    ("sv", "Ring landstingets växel.", "landstingets", "region"),
    ("nb", "Pakkeforløpene for psykisk helse gir frister.", "Pakkeforløpene for psykisk helse", "pasientforløp"),
    ("nb", "Behandling av sosial fobi.", "sosial fobi", "sosial angstlidelse"),
    ("nn", "Fylkesmannen fører tilsyn.", "Fylkesmannen", "statsforvaltaren"),
    ("en", "Treatment of social phobia.", "social phobia", "social anxiety disorder"),
]


@pytest.mark.parametrize(("language", "text", "said", "instead"), FOUND)
def test_what_is_out_of_date_is_found_as_it_is_written(language: str, text: str, said: str, instead: str) -> None:
    (found,) = superseded_in(text, language)
    assert found.said == said
    assert instead in found.term.instead[language]
    assert re.search(any_superseded(), text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Regionen följer hälso- och sjukvårdslagen (2017:30)."),
        ("nb", "Pakkeforløp for kreft har frister."),
        ("sv", "Social fobi heter också social ångest."),
        ("nb", "Saken har nummer 11982:7630."),
        ("sv", "I äldre texter står landsting. Landstingen heter regioner."),
        ("nb", "Pakkeforløpene for psykisk helse kom i 2019. Nå heter de nasjonale pasientforløp."),
    ],
)
def test_what_is_said_today_is_left_alone(language: str, text: str) -> None:
    assert superseded_in(text, language) == ()


def test_every_term_has_since_when_and_from_where() -> None:
    assert len(superseded_terms()) >= 8
    for term in superseded_terms():
        assert date(1990, 1, 1) < term.since < date(2026, 11, 22)
        assert term.source
        assert term.url.startswith("https://")
