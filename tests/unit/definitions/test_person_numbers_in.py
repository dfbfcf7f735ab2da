"""Person numbers in running text: found as people write them, and nothing else stops anybody from writing."""

from datetime import date

import pytest

from stegvis.definitions.national_numbers import Kind, synthetic_norwegian, synthetic_swedish
from stegvis.definitions.person_numbers_in import has_person_number
from tests.unit.definitions.test_national_numbers import norwegian_with

NO = synthetic_norwegian(date(1990, 5, 3))
SE = synthetic_swedish(date(1985, 2, 2))

WRITTEN = {
    "in a row": "{0}{1}{2}{3}{4}",
    "six and five": "{0}{1}{2} {3}{4}",
    "a date with dots": "{0}.{1}.{2} {3}{4}",
    "a date with dots and a dash": "{0}.{1}.{2}-{3}{4}",
    "dashes": "{0}-{1}-{2}-{3}{4}",
    "in pairs": "{0} {1} {2} {3} {4}",
    "a hard space": "{0}{1}{2}\u00a0{3}{4}",
    "a dash between spaces": "{0}{1}{2} - {3}{4}",
    "hidden between signs nobody sees": "{0}{1}\u200b{2}\u00ad{3}{4}",
}


@pytest.mark.parametrize("form", WRITTEN.values(), ids=WRITTEN.keys())
@pytest.mark.parametrize(
    "number",
    [
        NO,
        synthetic_norwegian(date(1990, 5, 3), kind=Kind.D),
        norwegian_with("037090"),  # Norsk helsenett: month + 65
        norwegian_with("034590"),  # a hospital's help number: month + 40
        norwegian_with("800000"),  # joint help number
        norwegian_with("030590"),  # a number that a person has
    ],
    ids=["Tenor", "D", "NHN", "H", "FH", "fnr"],
)
def test_norwegian_numbers_are_found_in_any_writing(number: str, form: str) -> None:
    parts = number[:2], number[2:4], number[4:6], number[6:9], number[9:]
    assert has_person_number(f"Vi snakket om {form.format(*parts)}, og det gikk bra.")


SWEDISH = {
    "ten digits": "{1}{2}{3}{4}",
    "ten digits, dash": "{1}{2}{3}-{4}",
    "ten digits, plus": "{1}{2}{3}+{4}",
    "ten digits, space": "{1}{2}{3} {4}",
    "twelve digits": "{0}{1}{2}{3}{4}",
    "twelve digits, dash": "{0}{1}{2}{3}-{4}",
    "a date with dashes": "{0}{1}-{2}-{3} {4}",
    "another dash": "{1}{2}{3}\u2013{4}",
}


@pytest.mark.parametrize("form", SWEDISH.values(), ids=SWEDISH.keys())
@pytest.mark.parametrize("kind", [Kind.PERSONNUMMER, Kind.SAMORDNINGSNUMMER])
def test_swedish_numbers_are_found_in_any_writing(kind: Kind, form: str) -> None:
    number = synthetic_swedish(date(1985, 2, 2), kind=kind)
    parts = number[:2], number[2:4], number[4:6], number[6:8], number[8:]
    assert has_person_number(f"Det gäller {form.format(*parts)} hos er.")


def test_digit_by_digit_is_found_when_it_stands_alone() -> None:
    """Somebody may think that spaces hide it."""
    assert has_person_number(f"Nummer: {' '.join(NO)}.")
    assert has_person_number(f"Nummer: {'.'.join(SE)}")


HARMLESS = [
    "Ring 22 34 56 78 eller 912 34 567.",
    "Ring +47 912 34 567 eller +4791234567.",
    "0047 22 34 56 78",
    "Ring 070-123 45 67, 0701-23 45 67, 070 123 45 67 eller 0701234567.",
    "+46 70 123 45 67, +46701234567, 08-123 45 67, 0470-12 34 56",
    "116 117, 113, 116 123, 22 40 00 40, 90101 och 1177",
    "ISBN 978-82-7570-719-0, ISBN 9788275707190, isbn-10: 91-27-13456-7, ISBN 82 8340 115 8",
    "ISSN 2464-4382, doi:10.3389/fpsyg.2019.02778, https://doi.org/10.1016/j.janxdis.2017.11.001",
    "Org.nr. 974 760 673, 974760673, NO 974 760 673 MVA",
    "Org.nr 556036-0793, 202100-6255, 16556036-0793, 212000-0142",
    "22.11.2026 kl. 09.00-15.30, og 23.11. kl. 10",
    "2019, 2020, 2021, 2022: 17 436 årsverk og 1 700 000 kroner",
    "PHQ-9: 2 1 0 3 2 1 1 0 2, GAD-7: 1 2 0 1 1 0 2",
    "ordre 12345678901234567890",
    f"99{NO}99",
    "",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not has_person_number(text)


def test_a_number_with_a_digit_wrong_is_nobody() -> None:
    """The control digits are what tells it from any other eleven digits."""
    wrong = NO[:-1] + str((int(NO[-1]) + 1) % 10)
    assert not has_person_number(f"Det var {wrong[:6]} {wrong[6:]}.")


def test_a_book_beside_a_person_does_not_hide_the_person() -> None:
    assert has_person_number(f"ISBN 978-82-7570-719-0 {NO}")


def test_thousands_of_numbers_are_read_at_once() -> None:
    """A pasted table must not hold up the page: twelve groups are looked at together, never all."""
    assert not has_person_number("7 " * 20_000)
