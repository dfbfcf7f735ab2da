"""Numbers of publications: read as people paste them, refused with which and why."""

import pytest

from stegvis.definitions.publication_numbers import (
    NotANumber,
    read_doi,
    read_isbn,
    read_issn,
    read_orcid,
    shown_isbn,
)


@pytest.mark.parametrize(
    ("read", "written", "kept"),
    [
        (read_isbn, "ISBN 978-82-7570-719-0", "9788275707190"),
        (read_isbn, "978\u201182\u20117570\u2011719\u20110", "9788275707190"),  # as word processors write hyphens
        (read_isbn, "1-85798-218-5", "9781857982183"),
        (read_isbn, "0-8044-2957-X", "9780804429573"),
        (read_issn, "issn: 2464 4382", "2464-4382"),
        (read_issn, "2434-561x", "2434-561X"),
        (read_doi, "https://doi.org/10.1002/WPS.20151", "10.1002/wps.20151"),
        (read_doi, "doi:10.1016/S0140-6736(17)32133-5", "10.1016/s0140-6736(17)32133-5"),
        (read_orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
    ],
)
def test_numbers_are_read_as_they_are_pasted(read, written, kept):
    assert read(written) == kept


@pytest.mark.parametrize(
    ("read", "written", "why"),
    [
        (read_isbn, "978-82-7570-719-1", "ISBN: the last sign does not fit"),
        (read_isbn, "978-82-7570-791-0", "ISBN: the last sign does not fit"),  # two neighbours changed places
        (read_isbn, "9771234567898", "ISBN: with 13 digits it begins with 978"),
        (read_isbn, "123456789", "ISBN: it has too few digits"),
        (read_isbn, "97882757O7190", "ISBN: there are signs"),
        (read_issn, "2464-4383", "ISSN: the last sign does not fit"),
        (read_issn, "2464-438", "ISSN: it has too few digits"),
        (read_doi, "11.1000/182", "DOI: it begins with 10."),
        (read_doi, "10.1000 182", "DOI: it begins with 10."),
        (read_orcid, "0000-0002-1825-0098", "ORCID: the last sign does not fit"),
        (read_orcid, "0000-0002-1825", "ORCID: it has too few digits"),
    ],
)
def test_a_wrong_number_says_which_and_why(read, written, why):
    with pytest.raises(NotANumber) as wrong:
        read(written)
    assert str(wrong.value).startswith(f"{written} is no ")
    assert why in str(wrong.value)


def test_an_isbn_is_shown_with_the_hyphens_of_its_publishers_range():
    assert shown_isbn("9788275707190") == "978-82-7570-719-0"
    assert shown_isbn("9789240015128") == "978-92-4-001512-8"
