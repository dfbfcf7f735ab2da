"""In which languages every programme and page of the organisation must be written before it is published."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions.toml_files import LANGUAGES
from stegvis.library.actions.open_workshop import open_workshop
from stegvis.library.models import Workshop
from stegvis.people.models import Actor, Denied, Role


def check_can_want_languages(by: Actor) -> None:
    """Raise Denied unless an editor decides."""
    if not by.has(Role.EDITOR):
        raise Denied(_("Editors decide in which languages it is written."))


@transaction.atomic
def want_languages(*, by: Actor, languages: Collection[str]) -> Workshop:
    """Ask for these from now on; none: no demand. What is published stays as it is. Raises Denied."""
    check_can_want_languages(by)
    if set(languages) - set(LANGUAGES):
        raise Denied(_("Choose among the languages that are shown."))
    workshop = open_workshop(by=by)
    workshop.languages = [language for language in LANGUAGES if language in languages]
    workshop.save(update_fields=["languages"])
    return workshop
