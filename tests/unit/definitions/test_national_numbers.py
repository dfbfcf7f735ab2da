"""National numbers: what is accepted, what is refused and why, and that synthetic ones are nobody's."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.definitions import clock
from stegvis.definitions.national_numbers import (
    Kind,
    NotANationalNumber,
    Reason,
    read,
    synthetic_norwegian,
    synthetic_swedish,
)

TODAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BIRTH_DATES = st.dates(date(1940, 1, 1), date(2026, 1, 1))
FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2]
SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]


def norwegian(nine: str, remainder: int = 0) -> str | None:
    """Nine digits with their control digits, so that the first check leaves that remainder; None if none fit."""
    first = (remainder - sum(w * int(d) for w, d in zip(FIRST_WEIGHTS, nine, strict=True))) % 11
    if first == 10:
        return None
    second = -sum(w * int(d) for w, d in zip(SECOND_WEIGHTS, f"{nine}{first}", strict=True)) % 11
    return None if second == 10 else f"{nine}{first}{second}"


def norwegian_with(start: str, remainder: int = 0) -> str:
    """The first number that begins with these six digits and has that remainder."""
    numbers = (norwegian(f"{start}{each:03}", remainder) for each in range(1000))
    return next(number for number in numbers if number)


def reason(text: str, country: str) -> Reason:
    with pytest.raises(NotANationalNumber) as refused:
        read(text, country)
    return refused.value.reason


# --- Norway


@pytest.mark.parametrize(
    ("start", "kind", "synthetic"),
    [
        ("038590", Kind.FNR, True),  # Tenor: May + 80
        ("037090", Kind.FNR, True),  # Norsk helsenett: May + 65
        ("438590", Kind.D, True),  # D-number of Tenor: day + 40
        ("034590", Kind.H, False),  # help number: May + 40; could be NAV's test number, so taken for real
        ("800000", Kind.FH, False),  # joint help number: no date in it
        ("999999", Kind.FH, False),
    ],
)
def test_every_kind_of_norwegian_number_is_known(start, kind, synthetic):
    """Refugees, newborns and visitors have other numbers, and need help as much."""
    found = read(norwegian_with(start), "NO")
    assert (found.kind, found.synthetic) == (kind, synthetic)


@pytest.mark.parametrize("remainder", range(11))
def test_from_2032_the_first_control_digit_may_leave_one_two_or_three(remainder):
    """Skatteetaten's new rule; a checker of today's rule would turn away everybody born from 2032."""
    number = norwegian_with("038532", remainder)
    if remainder <= 3:
        assert read(number, "NO").number == number
    else:
        assert reason(number, "NO") is Reason.CHECKSUM


@pytest.mark.parametrize("written", ["{0}", " {0} ", "{1} {2}", "{1}\u00a0{2}", "{1}-{2}"])
def test_a_norwegian_number_is_normalised_to_eleven_digits(written):
    """The same person must be found however the number was typed."""
    number = synthetic_norwegian(date(1990, 5, 3))
    assert read(written.format(number, number[:6], number[6:]), "NO").number == number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Reason.EMPTY),
        ("  ", Reason.EMPTY),
        ("0385901234x", Reason.CHARACTERS),
        ("٠٣٨٥٩٠١٢٣٤٥", Reason.CHARACTERS),  # other digits than ours
        ("038590", Reason.LENGTH),
        ("038590123456", Reason.LENGTH),
        ("30829012345", Reason.DATE),  # 30 February
        ("00859012345", Reason.DATE),  # day 0
        ("03139012345", Reason.DATE),  # month 13
        ("03009012345", Reason.DATE),
        ("72859012345", Reason.DATE),  # a D-number of the 32nd
    ],
)
def test_what_is_no_norwegian_number_is_refused_with_its_reason(text, why):
    """The page says beside the field what is wrong; the reason tells it which sentence."""
    assert reason(text, "NO") is why


def test_a_leap_day_is_possible_if_it_is_in_one_of_the_centuries():
    """29 February 00 was in 2000 but not in 1900; the century is not read from the number."""
    assert read(norwegian_with("298200"), "NO").kind is Kind.FNR
    assert reason("29820112345", "NO") is Reason.DATE


@settings(max_examples=200, deadline=None)
@given(BIRTH_DATES, st.integers(0, 200), st.sampled_from([Kind.FNR, Kind.D]))
def test_a_synthetic_norwegian_number_is_valid_and_nobodys(birth_date, serial, kind):
    """Tenor's numbers have 80 added to the month, which no person's has."""
    number = synthetic_norwegian(birth_date, serial, kind)
    found = read(number, "NO")
    assert found == type(found)(number, kind, synthetic=True)
    assert int(number[2:4]) == birth_date.month + 80


@settings(max_examples=200, deadline=None)
@given(BIRTH_DATES, st.integers(0, 200), st.integers(0, 10), st.integers(1, 9))
def test_one_mistyped_digit_is_never_another_norwegian_number(birth_date, serial, place, added):
    """The control digits are there so that a slip does not open another person's record."""
    number = synthetic_norwegian(birth_date, serial)
    slipped = f"{number[:place]}{(int(number[place]) + added) % 10}{number[place + 1 :]}"
    with pytest.raises(NotANationalNumber):
        read(slipped, "NO")


def test_synthetic_numbers_of_one_date_differ():
    """Twins in the demo are two persons."""
    birth_date = date(1990, 5, 3)
    assert len({synthetic_norwegian(birth_date, serial) for serial in range(300)}) == 300
    assert len({synthetic_swedish(birth_date, serial) for serial in range(2)}) == 2
    assert len({synthetic_swedish(date(1985, 2, 2), serial) for serial in range(10)}) == 10
    with pytest.raises(ValueError, match="There are 2 synthetic numbers for one date; number 2 is not one"):
        synthetic_swedish(birth_date, 2)
    with pytest.raises(ValueError, match="born from 1940 to 2039"):
        synthetic_norwegian(date(1939, 1, 1))
    with pytest.raises(ValueError, match="made as fnr or D-number"):
        synthetic_norwegian(birth_date, 0, Kind.H)
    with pytest.raises(ValueError, match="made as personnummer or samordningsnummer"):
        synthetic_swedish(birth_date, 0, Kind.FNR)


# --- Sweden


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        # Examples of Skatteverket: SKV 704, SKV M 2010:3, and its published test numbers.
        ("640823-3234", "196408233234", Kind.PERSONNUMMER),
        ("701063-2391", "197010632391", Kind.SAMORDNINGSNUMMER),
        ("189001019802", "189001019802", Kind.PERSONNUMMER),
        ("19900101-2385", "199001012385", Kind.PERSONNUMMER),
        ("9001012385", "199001012385", Kind.PERSONNUMMER),
        ("900101 2385", "199001012385", Kind.PERSONNUMMER),
        ("900101\u20132385", "199001012385", Kind.PERSONNUMMER),  # the dash a phone makes of a hyphen
        ("000229-2399", "200002292399", Kind.PERSONNUMMER),  # a leap day of 2000
        ("000101+9801", "190001019801", Kind.PERSONNUMMER),  # + for over a hundred
        ("202601612381", "202601612381", Kind.SAMORDNINGSNUMMER),
    ],
)
def test_a_swedish_number_is_normalised_to_twelve_digits(text, number, kind):
    """Short and long forms are one person."""
    with clock.standing_at(TODAY):
        found = read(text, "SE")
    assert (found.number, found.kind) == (number, kind)


@pytest.mark.parametrize(
    ("born", "separator", "year"),
    [
        ("261121", "-", "2026"),  # born today
        ("261122", "-", "1926"),  # tomorrow is to come, so a hundred years ago
        ("261224", "+", "1926"),  # + is written from the year a person turns 100
        ("260101", "+", "1926"),
        ("270101", "-", "1927"),
        ("250101", "+", "1925"),
        ("270101", "+", "1827"),
    ],
)
def test_the_century_of_a_short_swedish_number(born, separator, year):
    """Folkbokföringslagen 18 §: the separator tells who is, or turns, a hundred."""
    digits = f"{born}980"
    control = next(
        digit for digit in range(10) if sum(luhn(place, int(d)) for place, d in enumerate(f"{digits}{digit}")) % 10 == 0
    )
    with clock.standing_at(TODAY):
        assert read(f"{born}{separator}980{control}", "SE").number[:4] == year


def luhn(place: int, digit: int) -> int:
    doubled = digit * (2 - place % 2)
    return doubled // 10 + doubled % 10


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Reason.EMPTY),
        ("640823-323x", Reason.CHARACTERS),
        ("640823*3234", Reason.CHARACTERS),
        ("6408233", Reason.LENGTH),
        ("64082332345", Reason.LENGTH),
        ("19640823323412", Reason.LENGTH),
        ("640823-3235", Reason.CHECKSUM),
        ("176408233234", Reason.DATE),  # no register then
        ("199002302384", Reason.DATE),  # 30 February
        ("190002292390", Reason.DATE),  # 1900 had no leap day
    ],
)
def test_what_is_no_swedish_number_is_refused_with_its_reason(text, why):
    """The page says beside the field what is wrong; the reason tells it which sentence."""
    if why is Reason.DATE:
        body = text[2:11]
        control = -sum(luhn(place, int(d)) for place, d in enumerate(body)) % 10
        text = f"{text[:11]}{control}"
    assert reason(text, "SE") is why


@settings(max_examples=200, deadline=None)
@given(BIRTH_DATES, st.integers(0, 1), st.sampled_from([Kind.PERSONNUMMER, Kind.SAMORDNINGSNUMMER]))
def test_a_synthetic_swedish_number_is_valid_and_of_the_test_series(birth_date, serial, kind):
    """The demo shows only numbers that follow Skatteverket's published test numbers."""
    number = synthetic_swedish(birth_date, serial, kind)
    found = read(number, "SE")
    assert found == type(found)(number, kind, synthetic=True)


@settings(max_examples=200, deadline=None)
@given(BIRTH_DATES, st.integers(0, 1), st.integers(2, 11), st.integers(1, 9))
def test_one_mistyped_digit_is_never_another_swedish_number(birth_date, serial, place, added):
    """The control digit is there so that a slip does not open another person's record."""
    number = synthetic_swedish(birth_date, serial)
    slipped = f"{number[:place]}{(int(number[place]) + added) % 10}{number[place + 1 :]}"
    with pytest.raises(NotANationalNumber):
        read(slipped, "SE")


# --- Both


def test_another_country_is_refused():
    """A number of a third country would pass for a wrong one of ours."""
    with pytest.raises(ValueError, match="'DK' are not known"):
        read("010190-1234", "DK")


def test_the_refusal_never_repeats_the_number():
    """The sentence may end in a log."""
    with pytest.raises(NotANationalNumber) as refused:
        read("03859012345", "NO")
    assert "0385" not in str(refused.value)


@given(st.text(max_size=20), st.sampled_from(["NO", "SE"]))
def test_any_text_is_a_number_or_a_reason(text, country):
    """Whatever a person pastes into the field, the page has a sentence for it."""
    try:
        said = read(text, country).number
    except NotANationalNumber as refused:
        said = refused.reason
    assert said in set(Reason) or said.isdecimal()
