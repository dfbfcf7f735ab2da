"""What an archive answers: records of any shape read, and nothing unsafe opened."""

import pytest

from stegvis.definitions.oai_pmh import BadAnswer, question, read_answer

WRAPPED = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-11-22T10:00:00Z</responseDate>{}</OAI-PMH>"""
RECORD = """<ListRecords><record><header><identifier>oai:nva:1</identifier><datestamp>2026-01-01</datestamp></header>
<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Søvn</dc:title><dc:title xml:lang="en">Sleep</dc:title><dc:creator>Ek, Bo</dc:creator>
<dc:language>nob</dc:language>
<dc:type>Master thesis</dc:type><dc:date>2019-05-02T11:00:00Z</dc:date>
<dc:identifier>urn:isbn:978-82-7570-719-0</dc:identifier>
<dc:identifier>https://hdl.handle.net/11250/1</dc:identifier><dc:identifier>https://doi.org/10.1000/182</dc:identifier>
<dc:relation>ISSN 2464-4382</dc:relation></oai_dc:dc></metadata></record>
<record><header status="deleted"><identifier>oai:nva:2</identifier></header></record>
<resumptionToken>next page</resumptionToken></ListRecords>"""


def test_a_record_is_read_with_its_numbers_and_languages():
    answer = read_answer(WRAPPED.format(RECORD).encode(), "sv")
    first, second = answer.records
    assert first.fields == {
        "kind": "thesis", "titles": {"nb": "Søvn", "en": "Sleep"}, "year": 2019, "language": "nb",
        "contributors": [{"name": "Ek, Bo", "role": "author"}],
        "isbns": [{"number": "urn:isbn:978-82-7570-719-0", "medium": ""}], "issn": "ISSN 2464-4382",
        "doi": "https://doi.org/10.1000/182", "url": "https://hdl.handle.net/11250/1",
    }  # fmt: skip
    assert (second.oai, second.is_deleted, second.fields) == ("oai:nva:2", True, {})
    assert answer.token == "next page"


def test_the_next_question_carries_the_token_alone():
    """The protocol forbids anything else beside it."""
    assert question("https://a.no/oai", token="a b") == "https://a.no/oai?verb=ListRecords&resumptionToken=a+b"
    assert question("https://a.no/oai?x=1", part="p", since="2026-01-01") == (
        "https://a.no/oai?x=1&verb=ListRecords&metadataPrefix=oai_dc&set=p&from=2026-01-01"
    )


def test_an_archives_refusal_is_read():
    answer = read_answer(WRAPPED.format('<error code="badResumptionToken">Too old</error>').encode(), "nb")
    assert (answer.error, answer.said) == ("badResumptionToken", "Too old")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>Log in</body></html>",
        b"not XML",
        b"",
        WRAPPED.format("<Identify/>").encode(),
        WRAPPED.format("<ListRecords><record/></ListRecords>").encode(),
        # An entity that grows, in an answer that is otherwise whole: a document type is never opened.
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]>' + WRAPPED.format(RECORD.replace("Søvn", "&b;")).encode(),
        WRAPPED.format(RECORD).encode()[:-300],  # cut off midway
    ],
)
def test_what_is_no_answer_is_refused(content):
    with pytest.raises(BadAnswer):
        read_answer(content, "nb")
