"""A filled-in questionnaire in FHIR R4: held to the specification's own table of what must and may be there.

The check below is written from https://hl7.org/fhir/R4/questionnaireresponse.html (structure, cardinalities, the
status codes, one type of value, invariants qrs-1) and the patterns of its data types; it is no full validator.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from stegvis.definitions.instrument import instrument, instruments
from stegvis.exchange.fhir.questionnaire_response import LOINC, ORDINAL, Filled, questionnaire_response

STATUS = {"in-progress", "completed", "amended", "entered-in-error", "stopped"}
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
DATE_TIME = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?")
# Element: whether it must be there, whether it is a list.
RESOURCE = {
    "resourceType": (True, False), "id": (False, False), "identifier": (False, False), "basedOn": (False, True),
    "partOf": (False, True), "questionnaire": (False, False), "status": (True, False), "subject": (False, False),
    "encounter": (False, False), "authored": (False, False), "author": (False, False), "source": (False, False),
    "item": (False, True),
}  # fmt: skip
ITEM = {"linkId": (True, False), "definition": (False, False), "text": (False, False), "answer": (False, True),
        "item": (False, True)}  # fmt: skip
REFERENCE = dict.fromkeys(("reference", "type", "identifier", "display"), (False, False))
CODING = {**dict.fromkeys(("system", "version", "code", "display", "userSelected"), (False, False)),
          "extension": (False, True)}  # fmt: skip


def shaped(found: dict[str, Any], allowed: dict[str, tuple[bool, bool]]) -> None:
    """Only known elements, all that must be there, lists where the table says so, and nothing empty."""
    assert set(found) <= set(allowed), set(found) - set(allowed)
    for name, (must, is_list) in allowed.items():
        assert name in found or not must, name
        if name in found:
            assert isinstance(found[name], list) == is_list, name
            assert found[name] not in ("", [], {}, None), name


def assert_response(found: dict[str, Any]) -> None:
    shaped(found, RESOURCE)
    assert found["resourceType"] == "QuestionnaireResponse"
    assert found["status"] in STATUS
    assert ID.fullmatch(found["id"])
    assert URI.fullmatch(found["questionnaire"])
    assert DATE_TIME.fullmatch(found["authored"])
    shaped(found["subject"], REFERENCE)
    assert "reference" not in found["subject"], "a reference would point at a record"
    assert set(found["subject"]["identifier"]) == {"system", "value"}
    assert URI.fullmatch(found["subject"]["identifier"]["system"])
    for each in found.get("item", []):
        shaped(each, ITEM)
        assert not ("answer" in each and "item" in each), "qrs-1: nested items stand under answers or under the item"
        for answer in each.get("answer", []):
            assert_answer(answer)
    links = [each["linkId"] for each in found.get("item", [])]
    assert len(set(links)) == len(links)


def assert_answer(answer: dict[str, Any]) -> None:
    (kind,) = [name for name in answer if name.startswith("value")]
    assert set(answer) <= {kind, "item", "extension"}
    if kind == "valueInteger":
        assert type(answer[kind]) is int
        return
    assert kind == "valueCoding"
    shaped(answer[kind], CODING)
    (ordinal,) = answer[kind]["extension"]
    assert set(ordinal) == {"url", "valueDecimal"}
    assert ordinal["url"] == ORDINAL


def filled(key: str, answers: list[int | None]) -> Filled:
    return Filled("a1b2-00001", "urn:uuid:6f0d", "c3d4", date(2024, 3, 17), instrument(key), answers)


@pytest.mark.parametrize("of", instruments(), ids=lambda each: each.key)
def test_every_instrument_gives_a_resource_of_the_published_structure(of):
    lowest = [min(item.values) for item in of.items]
    found = json.loads(json.dumps(questionnaire_response(filled(of.key, lowest))))
    assert_response(found)
    assert len(found["item"]) == len(of.items)


def test_phq_9_is_told_in_loinc_with_the_number_each_answer_counts_as():
    found = questionnaire_response(filled("phq-9@1", [0, 1, 2, 3, 0, 0, 0, 0, 0]))
    assert found["questionnaire"] == "urn:stegvis:questionnaire:phq-9|1"
    assert found["authored"] == "2024-03-17"
    assert found["item"][3] == {
        "linkId": "44254-1",
        "answer": [
            {"valueCoding": {"extension": [{"url": ORDINAL, "valueDecimal": 3}], "system": LOINC, "code": "LA6571-9"}}
        ],
    }


def test_a_question_that_was_left_out_is_not_there():
    """FHIR has no value for nothing; an empty answer would be refused."""
    found = questionnaire_response(filled("mi-alone@1", [2, None, *[1] * 25]))
    assert [each["linkId"] for each in found["item"]][:2] == ["1", "3"]
    assert found["item"][0]["answer"] == [{"valueInteger": 2}]


def test_the_score_is_not_in_it():
    found = json.dumps(questionnaire_response(filled("phq-9@1", [3] * 9)))
    assert "27" not in found
    assert instrument("phq-9@1").loinc_score not in found


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.pop("status"),
        lambda found: found.update(status="nope"),
        lambda found: found.update(score=27),
        lambda found: found.update(authored="2024-03-17T12:00:00"),
        lambda found: found["item"][0].pop("linkId"),
        lambda found: found["item"][0].update(answer=[]),
        lambda found: found["item"][0]["answer"][0].update(valueInteger=1),
        lambda found: found["subject"].update(reference="Patient/1"),
    ],
)
def test_the_check_of_the_structure_can_fail(change):
    found = questionnaire_response(filled("phq-9@1", [0] * 9))
    change(found)
    with pytest.raises((AssertionError, ValueError)):
        assert_response(found)
