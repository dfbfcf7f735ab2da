"""Freezing a document as the next version of a programme. The one door: authored, imported and shipped alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.programme import BadProgramme, check, fingerprint, lint
from stegvis.library.actions.freeze_files import freeze_files
from stegvis.library.models import Programme, ProgrammeVersion
from stegvis.library.queries.voices import stands_objection
from stegvis.people.models import Actor, Denied, Role


def check_can_publish_version(by: Actor, document: Mapping[str, Any], languages: Iterable[str] = ()) -> None:
    """Raise Denied for who may not, and BadProgramme with every reason why the document may not be frozen."""
    if not by.has(Role.EDITOR, Role.LEAD, Role.SYSTEM):
        raise Denied(_("Only editors and clinical leads publish programmes."))
    faults = check(document) or [remark for remark in lint(document, languages) if remark.stops]
    if faults:
        raise BadProgramme(faults)
    if stands_objection(by, f"programme:{document['slug']}"):
        raise Denied(
            _("A user representative objects to this programme. Answer the objection before you publish it anew.")
        )


@transaction.atomic
def publish_version(
    *,
    by: Actor,
    document: Mapping[str, Any],
    origin: ProgrammeVersion.Origin,
    languages: Iterable[str] = (),
) -> ProgrammeVersion:
    """The frozen version; the one there is where the same content was published before.

    `languages` must all be written. A withdrawn programme stays withdrawn. Raises Denied and BadProgramme.
    """
    check_can_publish_version(by, document, languages)
    programme, _made = Programme.objects.select_for_update().get_or_create(
        organisation_id=by.organisation_id, slug=document["slug"]
    )
    versions = ProgrammeVersion.objects.filter(organisation_id=by.organisation_id, programme=programme)
    known = versions.filter(fingerprint=fingerprint(document)).first()
    return known or ProgrammeVersion.objects.create(
        organisation_id=by.organisation_id,
        programme=programme,
        number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        fingerprint=fingerprint(document),
        document=freeze_files(by, document),
        origin=origin,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
