"""A filled-in questionnaire as a FHIR R4 QuestionnaireResponse (https://hl7.org/fhir/R4/questionnaireresponse.html).

The subject is an identifier of one purpose and never a reference to a record. The score is not part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stegvis.definitions.instrument import Instrument, Item

LOINC = "http://loinc.org"
# R4's way to say which number an answer counts as; https://hl7.org/fhir/R4/extension-ordinalvalue.html
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


@dataclass(frozen=True)
class Filled:
    """One form. `id` and `subject` are pseudonyms, `system` says of which purpose; `answers` in the items' order."""

    id: str
    system: str
    subject: str
    authored: date
    instrument: Instrument
    answers: Sequence[int | None]


def questionnaire_response(filled: Filled) -> dict[str, Any]:
    """The resource. An item that was not answered is left out, as FHIR asks: it has no value for "nothing"."""
    answered = zip(filled.instrument.items, filled.answers, strict=False)
    return {
        "resourceType": "QuestionnaireResponse",
        "id": filled.id,
        "questionnaire": canonical(filled.instrument),
        "status": "completed",
        "subject": {"type": "Patient", "identifier": {"system": filled.system, "value": filled.subject}},
        "authored": filled.authored.isoformat(),
        "item": [_item(item, value) for item, value in answered if value is not None],
    }


def canonical(instrument: Instrument) -> str:
    """The name of the questionnaire with its version; a URN, since it stands for a file and not for an address."""
    return f"urn:stegvis:questionnaire:{instrument.id}|{instrument.version}"


def link_id(item: Item) -> str:
    """The item's LOINC code, or our own where it has none."""
    return item.loinc or item.code


def _item(item: Item, value: int) -> dict[str, Any]:
    return {"linkId": link_id(item), "answer": [_answer(item, value)]}


def _answer(item: Item, value: int) -> dict[str, Any]:
    """The LOINC answer with the number it counts as; the number alone where there is no LOINC answer."""
    loinc = next((choice.loinc for choice in item.choices if choice.value == value), None)
    if loinc is None:
        return {"valueInteger": value}
    return {
        "valueCoding": {"extension": [{"url": ORDINAL, "valueDecimal": value}], "system": LOINC, "code": loinc},
    }
