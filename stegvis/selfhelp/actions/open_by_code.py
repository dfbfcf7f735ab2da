"""Coming in by an anonymous code: a person without identity, with the programme that the code is for."""

from __future__ import annotations

from django.db import transaction

from stegvis.definitions import clock
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor, Person, PersonKey
from stegvis.people.sealing import new_person_key
from stegvis.selfhelp.actions.assign_programme import begin_assignment
from stegvis.selfhelp.actions.issue_code import hash_of
from stegvis.selfhelp.models import AccessCode, Assignment, Opens


@transaction.atomic
def open_by_code(*, by: Actor, code: str) -> Person | None:
    """Whoever has the code, from its first use on the same person; None for a code that opens nothing (any more).

    `by` is a visitor of the team's public page. Nothing is kept that tells who the person is.
    """
    found = (
        AccessCode.objects.select_for_update(of=("self",))
        .select_related("version__programme", "person")
        .filter(organisation_id=by.organisation_id, team_id=by.at_team, code_hash=hash_of(by, code), linked_at=None)
        .first()
    )
    now = clock.now()
    if found is None or (found.person is None and found.expires_at <= now):
        return None
    if found.person is None:
        found.person = _nobody(by)
        modules = [module.id for module in programme_in(found.version_id, by.language).modules]
        begin_assignment(
            by=by,
            person_id=found.person.pk,
            episode=None,
            version=found.version,
            modules=modules,
            # Nobody reads and answers, so nothing can wait for a therapist.
            opens=Opens.COMPLETION,
            way=Assignment.Way.CODE,
        )
    found.used_at = now
    found.save(update_fields=["person", "used_at"])
    person: Person = found.person
    return person


def _nobody(by: Actor) -> Person:
    person = Person.objects.create(
        organisation_id=by.organisation_id, gender="", language=by.language, created_at=clock.now()
    )
    PersonKey.objects.create(
        organisation_id=by.organisation_id, person=person, wrapped=new_person_key(by.organisation_id, person.id)
    )
    return person
