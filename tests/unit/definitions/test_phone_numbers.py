"""Telephone numbers: every way people write one leads to the one form a sender can dial."""

import pytest

from stegvis.definitions.phone_numbers import NotAPhoneNumber, Reason, read


@pytest.mark.parametrize(
    ("typed", "country", "dialled"),
    [
        ("912 34 567", "NO", "+4791234567"),
        ("+47 91 23 45 67", "NO", "+4791234567"),
        ("0047-91234567", "SE", "+4791234567"),
        ("070-123 45 67", "SE", "+46701234567"),
        ("+46 (0)70 123 45 67", "SE", "+46701234567"),
        ("0470-00 00 00", "SE", "+46470000000"),
        ("+1 (202) 555-0100", "NO", "+12025550100"),
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str, country: str, dialled: str) -> None:
    assert read(typed, country) == dialled


@pytest.mark.parametrize(
    ("typed", "country", "reason", "digits"),
    [
        ("", "NO", Reason.EMPTY, 0),
        ("  ", "SE", Reason.EMPTY, 0),
        ("1234 56", "NO", Reason.LENGTH, 6),
        ("912345678", "NO", Reason.LENGTH, 9),
        ("+47 9123456", "NO", Reason.LENGTH, 7),
        ("70 123 45 67", "SE", Reason.LENGTH, 9),
        ("ring meg", "NO", Reason.CHARACTERS, 0),
        ("+", "NO", Reason.CHARACTERS, 0),
        ("９１２３４５６７", "NO", Reason.CHARACTERS, 0),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(typed: str, country: str, reason: Reason, digits: int) -> None:
    """The page says how many digits were typed, so that the missing one is found."""
    with pytest.raises(NotAPhoneNumber) as fault:
        read(typed, country)
    assert (fault.value.reason, fault.value.digits) == (reason, digits)
    assert not typed.strip() or typed not in str(fault.value)


def test_an_unknown_country_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="not known"):
        read("12345678", "DK")
