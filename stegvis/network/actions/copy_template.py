"""Copying a template of the kit, so that the team can make it its own."""

from __future__ import annotations

from stegvis.definitions import clock
from stegvis.definitions.kit import template_language, templates
from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import OwnPaper
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound


@once(OwnPaper)
def copy_template(*, by: Actor, template: str) -> OwnPaper:
    """In Norwegian or Swedish, by who copies. Raises NotFound for no such template."""
    team_id = check_builds(by)
    found = templates().get(template)
    if found is None:
        raise NotFound
    language = template_language(by.language, by.country)
    return OwnPaper.objects.create(
        organisation_id=by.organisation_id, team_id=team_id, template=template, title=found.title(language)[:150],
        text=found.words(language), changed_by_id=by.as_user, changed_at=clock.now(),
    )  # fmt: skip
