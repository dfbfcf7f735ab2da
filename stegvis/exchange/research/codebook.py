"""The codebook of a study's data set, as Markdown: every column, its codes, and where each questionnaire comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from stegvis.definitions.instrument import Instrument, Item
from stegvis.definitions.registration import (
    AgeBand,
    Attendance,
    DischargeReason,
    Form,
    Gender,
    Language,
    Level,
    Problem,
    Purpose,
    Source,
    WorkStatus,
)
from stegvis.exchange.fhir.questionnaire_response import link_id
from stegvis.exchange.research.pseudonyms import MOST_DAYS
from stegvis.exchange.research.tables import COLUMNS
from stegvis.people.models import Study

# By column; a name that two tables have means the same in both. Type, and what it says.
SAYS: Mapping[str, tuple[str, str]] = {
    "episode": ("name", "one course of help, from the request to the discharge; a name of this study only"),
    "team": ("name", "the team that gave it; a name of this study only"),
    "municipality": ("text", "number of the municipality where the person lives; empty unless the study shares it"),
    "received_on": ("date", "when the request came in"),
    "source": ("code", "who brought the person to the service"),
    "problem": ("code", "what the person and the team worked on: a working word, not a diagnosis"),
    "level": ("code", "level of care: the last decided one of a course, the one a contact belonged to"),
    "age_band": ("code", "age in whole years when the request came in"),
    "gender": ("code", "what the person says"),
    "language": ("code", "the language the person wants to speak"),
    "work_status_first": ("code", "work and income at the start"),
    "work_status_last": ("code", "the same at the end"),
    "sick_pay_first": ("true or false", "whether the person had sick pay at the start"),
    "sick_pay_last": ("true or false", "the same at the end"),
    "discharged_on": ("date", "when the course ended; empty while it goes on"),
    "discharge_reason": ("code", "why it ended"),
    "person": ("name", "whose course it is; a name of this study only"),
    "contact": ("name", "one contact: its course and its place in it by date"),
    "on": ("date", "the day of the contact"),
    "purpose": ("code", "what the contact was for"),
    "form": ("code", "how people met"),
    "attendance": ("code", "whether the person came; late counts as seen"),
    "minutes": ("whole number", "how long it lasted"),
    "answer": ("name", "one filled-in questionnaire: its course and its place in it by time"),
    "instrument": ("text", "the questionnaire; in answers with its version"),
    "answered_at": ("local time", "when it was given, cut to the whole hour"),
    "score": ("number", "by the questionnaire's own rule, as it was counted when it was given"),
    "item": ("text", "the question, by its code below"),
    "value": ("whole number", "the answer; empty where the question was left out"),
}
CODES: Mapping[str, type[StrEnum]] = {
    "source": Source,
    "problem": Problem,
    "level": Level,
    "age_band": AgeBand,
    "gender": Gender,
    "language": Language,
    "work_status_first": WorkStatus,
    "work_status_last": WorkStatus,
    "discharge_reason": DischargeReason,
    "purpose": Purpose,
    "form": Form,
    "attendance": Attendance,
}


def codebook(study: Study, title: str, used: Sequence[Instrument]) -> str:
    """The whole text; `used` are the questionnaires in the versions that the data set holds."""
    parts = [*_opening(study, title), *_tables(), *(line for each in used for line in _instrument(each))]
    return "\n".join(parts) + "\n"


def _opening(study: Study, title: str) -> Iterator[str]:
    yield f"# Codebook: {title}"
    yield ""
    yield f"Study `{study.slug}`, approval {study.approval}, responsible: {study.responsible}. Registration data set 1"
    yield "with `answers.csv` beside it: CSV in UTF-8, comma, header, dates as 2024-01-31, an empty cell is unknown."
    yield ""
    yield f"Held: the persons who took part when it was written, their courses received from {study.first.isoformat()}"
    yield f"to {study.last.isoformat()}, and of those the answers to {', '.join(study.instruments)}. Only forms"
    yield "that could be scored, each in its last corrected version, at the time it was first given."
    yield ""
    yield "Names (`episode`, `person`, `team`, `contact`, `answer`) are keyed hashes of this study. The same person has"
    yield "other names in any other study, and the same ones in a later data set of this study."
    yield ""
    if study.has_exact_dates:
        yield "Dates are as they were; times of answers are cut to the whole hour."
    else:
        yield f"Dates are moved, all of one person by the same secret number of days (1 to {MOST_DAYS}, either way):"
        yield "intervals are right and months, seasons, weekdays and holidays are not. A date may lie in the future."
    yield ""
    yield "`questionnaire_responses.ndjson` holds the same forms as HL7 FHIR R4 QuestionnaireResponse, one a line,"
    yield "without the score. `export.json` has the SHA-256 of each file."


def _tables() -> Iterator[str]:
    for table, columns in COLUMNS.items():
        yield ""
        yield f"## {table}.csv"
        yield ""
        yield "| column | type | what it says | codes |"
        yield "|---|---|---|---|"
        for column in columns:
            kind, says = SAYS[column]
            yield f"| {column} | {kind} | {says} | {', '.join(CODES.get(column, ()))} |"


def _instrument(of: Instrument) -> Iterator[str]:
    yield ""
    yield f"## {of.title} (`{of.key}`)"
    yield ""
    yield f"Source: {of.source}."
    yield f"Licence: {of.licence}"
    if of.loinc:
        yield f"LOINC: {of.loinc} (loinc.org, Regenstrief Institute)."
    yield f"Score: {_scoring(of)}"
    yield ""
    yield "Words that people answered to; which of them one person saw follows from the language of their page and is"
    yield "not recorded. Nynorsk shows bokmål where no official nynorsk exists."
    yield ""
    if not of.wordings:
        yield "- none in this product: the site supplies them under its own licence"
    for wording in of.wordings.values():
        kind = "official" if wording.official else "not official"
        yield f"- {wording.language} ({kind}): {wording.source} Licence: {wording.licence}"
    yield ""
    yield "| item | link id in FHIR | counts in the score | values |"
    yield "|---|---|---|---|"
    for item in of.items:
        yield f"| {item.code} | {link_id(item)} | {_counts(item)} | {_values(item)} |"


def _scoring(of: Instrument) -> str:
    low, high = of.range
    missing = (
        f"up to {of.scoring.may_miss} questions may be left out, with more there is no score"
        if of.scoring.may_miss
        else "with any of them left out there is no score, and nothing is imputed"
    )
    return f"the {of.scoring.verb} of the questions that count, from {low} to {high}; {missing}."


def _counts(item: Item) -> str:
    if not item.scored:
        return "no"
    return "yes, turned round" if item.reverse else "yes"


def _values(item: Item) -> str:
    """Each value with its LOINC answer, where it has one."""
    return ", ".join(f"{each.value} = {each.loinc}" if each.loinc else str(each.value) for each in item.choices)
