"""Programmes of the organisation: which there are, who answers for them, and a frozen version to read or to send on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection

from stegvis.definitions.programme import Programme as Read
from stegvis.definitions.programme import read
from stegvis.library.models import ProgrammeApproval, ProgrammeVersion
from stegvis.library.queries.files import with_files
from stegvis.people.models import Actor, NotFound

# A version never changes, so what was read of it stays right; a programme in one language is about a megabyte.
KEPT = 64


@dataclass(frozen=True)
class Published:
    """A version as lists show it. `approved_by` is empty where nobody here answers for it yet."""

    id: uuid.UUID
    programme_id: uuid.UUID
    slug: str
    number: int
    title: str
    summary: str
    problem: str
    languages: Sequence[str]
    modules: int
    introduction: str
    origin: str
    fingerprint: str
    made_at: datetime
    made_by: str
    approved_by: str
    approved_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def may_be_given(self) -> bool:
        """Whether a therapist may give it to a client."""
        return self.approved_at is not None and self.withdrawn_at is None


_LIST = """
    select v.id, v.programme_id, p.slug, v.number, t.tree ->> 'title', t.tree ->> 'summary', v.document ->> 'problem',
           array(select jsonb_object_keys(v.document -> 'languages') order by 1),
           jsonb_array_length(t.tree -> 'modules'), v.document ->> 'introduction', v.origin,
           v.fingerprint, v.made_at, coalesce(m.name, ''),
           coalesce(c.name, ''), a.approved_at, p.withdrawn_at
    from library_programmeversion v
    join library_programme p on p.organisation_id = v.organisation_id and p.id = v.programme_id
    cross join lateral (
        select coalesce(v.document -> 'languages' -> %s, v.document -> 'languages' -> 'nb',
                        (select value from jsonb_each(v.document -> 'languages') order by key limit 1)) as tree
    ) t
    left join people_user m on m.id = v.made_by_id
    left join library_programmeapproval a on a.organisation_id = v.organisation_id and a.version_id = v.id
    left join people_user c on c.id = a.clinician_id
    where v.organisation_id = %s
    order by p.slug, v.number desc
"""


def published_programmes(viewer: Actor) -> Sequence[Published]:
    """Every version, by programme, newest first, titled in the viewer's language or the nearest. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST, [viewer.language, viewer.organisation_id])
        return [Published(*row) for row in cursor.fetchall()]


def may_be_given(viewer: Actor) -> Sequence[Published]:
    """The newest approved version of each programme that is in use."""
    newest: dict[str, Published] = {}
    for each in published_programmes(viewer):
        if each.may_be_given:
            newest.setdefault(each.slug, each)
    return list(newest.values())


def introductions(viewer: Actor) -> Sequence[Published]:
    """Those whose first part may be read openly, for a visitor."""
    return [each for each in may_be_given(viewer) if each.introduction]


def has_introductions(viewer: Actor) -> bool:
    """Whether there is anything to read openly. One statement, which reads no document."""
    approved = ProgrammeApproval.objects.filter(organisation_id=viewer.organisation_id)
    return approved.filter(version__programme__withdrawn_at=None).exists()


def version_of(viewer: Actor, version_id: uuid.UUID) -> ProgrammeVersion:
    """A version of the viewer's organisation with its programme; raises NotFound."""
    found = (
        ProgrammeVersion.objects.select_related("programme")
        .filter(organisation_id=viewer.organisation_id, pk=version_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def version_in_use(viewer: Actor, slug: str) -> ProgrammeVersion:
    """The newest approved version of that programme, without its document; NotFound where none may be given."""
    found = (
        ProgrammeVersion.objects.defer("document")
        .filter(organisation_id=viewer.organisation_id, programme__slug=slug, programme__withdrawn_at=None)
        .filter(approvals__isnull=False)
        .order_by("-number")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def written_file(version: ProgrammeVersion) -> bytes:
    """The programme as one file that another service can take in."""
    whole = with_files(version.organisation_id, version.document)
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()


@lru_cache(maxsize=KEPT)
def programme_in(version_id: uuid.UUID, language: str) -> Read:
    """A frozen version in a language. For who has been given it: whether they were is the caller's to know."""
    document = ProgrammeVersion.objects.values_list("document", flat=True).get(pk=version_id)
    return read(document, language)
