"""Writing the data set of a study to a folder: whole or not at all, of those who take part at that moment.

Notes that it was written, and in the access log of each person that they were in it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stegvis.definitions import clock
from stegvis.definitions.instrument import Instrument, instrument
from stegvis.exchange.fhir.questionnaire_response import Filled, questionnaire_response
from stegvis.exchange.research.codebook import codebook
from stegvis.exchange.research.pseudonyms import MOST_DAYS, Pseudonyms
from stegvis.exchange.research.tables import COLUMNS, DataSet, data_set
from stegvis.people.actions.log_access import log_access
from stegvis.people.actions.study import locked
from stegvis.people.models import Actor, Denied, Ground, Organisation, Role, Study, StudyConsent, StudyExport
from stegvis.people.queries.studies import title_of
from stegvis.people.sealing import study_key
from stegvis.people.tenancy import working_in

# Of the files and their columns; a change of them is a new edition.
EDITION = 1
RESPONSES = "questionnaire_responses.ndjson"
PAGE = "research:data_set"


def check_can_export_study(*, by: Actor, study: Study) -> None:
    """From the command line only: whoever runs it has the machine, and the folder is theirs alone."""
    if not by.has(Role.SYSTEM):
        raise Denied("A data set is written from the command line only.")
    if study.closed_at is not None:
        raise Denied(f"The study {study.slug} is closed; no more data sets are written.")


def write_study(organisation: Organisation, slug: str, folder: Path) -> StudyExport:
    """Make the folder with the data set in it. Raises Denied where there is nothing to write, FileExistsError.

    The name is given last, when everything is written and noted, so that a half data set is never found. Only the
    owner may read the folder.
    """
    if folder.exists():
        raise FileExistsError(f"{folder} is there already; name a folder that is not.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".study-", dir=folder.parent) as half:
        whole = Path(half) / "whole"
        whole.mkdir(mode=0o700)
        with working_in(organisation) as by:
            found = Study.objects.filter(organisation_id=by.organisation_id, slug=slug).first()
            if found is None:
                raise Denied(f"{organisation.name} has no study called {slug}.")
            made = export_study(by=by, study=found, folder=whole)
        whole.rename(folder)
    return made


def export_study(*, by: Actor, study: Study, folder: Path) -> StudyExport:
    """Write the files into an empty folder, inside the caller's transaction. Raises Denied."""
    study = locked(by, study.pk)
    check_can_export_study(by=by, study=study)
    consents = StudyConsent.objects.filter(
        organisation_id=by.organisation_id, study=study, withdrawn_at=None, person__erased_at=None
    )
    names = Pseudonyms(study_key(by.organisation_id, study.pk), has_exact_dates=study.has_exact_dates)
    found = data_set(study, list(consents.values_list("person_id", flat=True)), names)
    if not found.persons:
        raise Denied(f"Nobody who takes part in {study.slug} has a course in its period; there is nothing to write.")
    _write(folder, study, found)
    made_at = clock.now()
    about = json.dumps(_about(folder, study, found, made_at.isoformat(timespec="seconds")), indent=2) + "\n"
    (folder / "export.json").write_text(about, "utf-8")
    for person in found.persons:
        by.show(person, Ground.RESEARCH)
    log_access(by=by, page=PAGE)
    return StudyExport.objects.create(
        organisation_id=by.organisation_id,
        study=study,
        made_at=made_at,
        persons=len(found.persons),
        digest=hashlib.sha256(about.encode()).hexdigest(),
    )


def _write(folder: Path, study: Study, found: DataSet) -> None:
    for table, rows in found.tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(COLUMNS[table])
            lines.writerows(rows)
    with (folder / RESPONSES).open("w", encoding="utf-8") as file:
        for form in sorted(found.forms, key=lambda one: one.id):
            file.write(json.dumps(questionnaire_response(form), separators=(",", ":")) + "\n")
    text = codebook(study, title_of(study, "en")[0], _used(study, found.forms))
    (folder / "codebook.md").write_text(text, "utf-8")


def _used(study: Study, forms: Sequence[Filled]) -> list[Instrument]:
    """The versions in the data; the newest of one that nobody has answered."""
    used = {form.instrument.key: form.instrument for form in forms}
    ids = {each.id for each in used.values()}
    return [*used.values(), *(instrument(name) for name in study.instruments if name not in ids)]


def _about(folder: Path, study: Study, found: DataSet, made_at: str) -> dict[str, Any]:
    return {
        "study": study.slug,
        "title": title_of(study, "en")[0],
        "approval": study.approval,
        "edition": EDITION,
        "made_at": made_at,
        "first": study.first.isoformat(),
        "last": study.last.isoformat(),
        "dates": "exact"
        if study.has_exact_dates
        else f"moved by 1 to {MOST_DAYS} days, the same for all of one person",
        "municipality": study.has_municipality,
        "instruments": list(study.instruments),
        "persons": len(found.persons),
        "rows": {name: len(rows) for name, rows in found.tables.items()} | {RESPONSES: len(found.forms)},
        "sha256": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())},
    }
