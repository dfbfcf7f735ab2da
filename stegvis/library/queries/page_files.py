"""Pictures, films and sounds inside a frozen page. One file is read, never the whole document."""

from __future__ import annotations

from django.db.models import F

from stegvis.definitions.pages import Audience
from stegvis.library.models import PageVersion
from stegvis.library.queries.files import ProgrammeFile, file_named
from stegvis.people.models import Actor


def file_of_page(viewer: Actor, slug: str, name: str) -> ProgrammeFile | None:
    """The file of that name in the version that is read now; None for a page or a file the viewer cannot see."""
    versions = PageVersion.objects.filter(
        organisation_id=viewer.organisation_id,
        page__slug=slug,
        page__withdrawn_at=None,
        pk=F("page__current_id"),
    )
    if not any(role.is_staff for role in viewer.roles):
        versions = versions.exclude(page__audience=Audience.STAFF)
    return file_named(versions, name)
