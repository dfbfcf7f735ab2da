"""Opening and closing a study, saying yes to it and taking that back. What is shared is fixed when it opens."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.instrument import instruments as known_instruments
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Person, Role, Study, StudyConsent


@dataclass(frozen=True)
class NewStudy:
    """What is asked for. `titles` and `information` are {language: text}; a text in one language at least."""

    slug: str
    titles: Mapping[str, str]
    information: Mapping[str, str]
    responsible: str
    approval: str
    first: date
    last: date
    instruments: Sequence[str]
    has_municipality: bool = False
    has_exact_dates: bool = False


def check_can_open_study(*, by: Actor) -> None:
    if not by.has(Role.LEAD, Role.ADMINISTRATOR, Role.SYSTEM):
        raise Denied(_("Only the lead or an administrator opens and closes studies."))


check_can_close_study = check_can_open_study


def can_open_study(*, by: Actor) -> bool:
    try:
        check_can_open_study(by=by)
    except Denied:
        return False
    return True


can_close_study = can_open_study


@once(Study)
def open_study(*, by: Actor, new: NewStudy) -> Study:
    """From now on clients can say yes. Its words and what it shares never change. Raises Denied."""
    check_can_open_study(by=by)
    _check_whole(by, new)
    values = asdict(new)
    for told in ("titles", "information"):
        values[told] = {language: text.strip() for language, text in values[told].items() if text.strip()}
    values["instruments"] = list(new.instruments)
    return Study.objects.create(
        organisation_id=by.organisation_id, opened_at=clock.now(), opened_by_id=by.user_id, **values
    )


def _check_whole(by: Actor, new: NewStudy) -> None:
    told = [{language for language, text in each.items() if text.strip()} for each in (new.titles, new.information)]
    if not told[0] or told[0] != told[1]:
        raise Denied(_("Write both the title and the information, in the same languages."))
    if new.last < new.first:
        raise Denied(_("The last day must come after the first."))
    if not new.instruments or not set(new.instruments) <= {each.id for each in known_instruments()}:
        raise Denied(_("Choose at least one questionnaire."))
    if not (new.responsible.strip() and new.approval.strip()):
        raise Denied(_("Write who is responsible, and the reference of the approval."))
    if Study.objects.filter(organisation_id=by.organisation_id, slug=new.slug).exists():
        raise Denied(_("There is a study of that short name already."))


@once(Study)
def close_study(*, by: Actor, study_id: uuid.UUID) -> Study:
    """Nobody more can say yes, and no more data sets are written. Raises Denied and NotFound."""
    check_can_close_study(by=by)
    study = locked(by, study_id)
    if study.closed_at is None:
        study.closed_at, study.closed_by_id = clock.now(), by.user_id
        study.save(update_fields=["closed_at", "closed_by"])
    return study


def check_can_consent_to_study(*, by: Actor, study: Study, person_id: uuid.UUID, given_on: date) -> None:
    """The client for themselves; a clinician, from paper, for a person whom their query has found visible."""
    _check_whose(by, person_id)
    if study.closed_at is not None:
        raise Denied(_("This study is closed, and nobody more can take part."))
    if given_on > clock.today(by.zone):
        raise Denied(_("The date is in the future. Check the year."))


def can_consent_to_study(*, by: Actor, study: Study, person_id: uuid.UUID, given_on: date) -> bool:
    try:
        check_can_consent_to_study(by=by, study=study, person_id=person_id, given_on=given_on)
    except (Denied, NotFound):
        return False
    return True


@once(StudyConsent)
def consent_to_study(*, by: Actor, study_id: uuid.UUID, person_id: uuid.UUID, given_on: date) -> StudyConsent:
    """The person takes part; said twice, it stands once. Raises Denied and NotFound."""
    study = locked(by, study_id)
    check_can_consent_to_study(by=by, study=study, person_id=person_id, given_on=given_on)
    standing = _standing(by, study, person_id)
    if standing is not None:
        return standing
    return StudyConsent.objects.create(
        organisation_id=by.organisation_id,
        study=study,
        person_id=person_id,
        origin=StudyConsent.Origin.SELF if by.is_client else StudyConsent.Origin.PAPER,
        given_on=given_on,
        given_at=clock.now(),
        typed_by_id=by.user_id,
    )


def check_can_withdraw_from_study(*, by: Actor, person_id: uuid.UUID) -> None:
    """Always, also from a study that is closed; without a reason."""
    _check_whose(by, person_id)


def can_withdraw_from_study(*, by: Actor, person_id: uuid.UUID) -> bool:
    try:
        check_can_withdraw_from_study(by=by, person_id=person_id)
    except NotFound:
        return False
    return True


@once(StudyConsent)
def withdraw_from_study(*, by: Actor, study_id: uuid.UUID, person_id: uuid.UUID) -> StudyConsent:
    """At once: the next data set does not hold the person. The yes is closed and kept. Raises NotFound."""
    check_can_withdraw_from_study(by=by, person_id=person_id)
    study = locked(by, study_id)
    standing = _standing(by, study, person_id)
    if standing is None:
        raise NotFound
    standing.withdrawn_at, standing.withdrawn_by_id = clock.now(), by.user_id
    standing.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return standing


def locked(by: Actor, study_id: uuid.UUID) -> Study:
    """The study, held until the transaction ends: a withdrawal comes before a data set or after it, never within."""
    found = Study.objects.select_for_update(no_key=True).filter(organisation_id=by.organisation_id, pk=study_id).first()
    if found is None:
        raise NotFound
    return found


def _standing(by: Actor, study: Study, person_id: uuid.UUID) -> StudyConsent | None:
    return StudyConsent.objects.filter(
        organisation_id=by.organisation_id, study=study, person_id=person_id, withdrawn_at=None
    ).first()


def _check_whose(by: Actor, person_id: uuid.UUID) -> None:
    own = by.is_client and by.person_id == person_id
    if not own and not by.is_clinical and not by.has(Role.SYSTEM):
        raise NotFound
    if not Person.objects.filter(organisation_id=by.organisation_id, pk=person_id, erased_at=None).exists():
        raise NotFound
