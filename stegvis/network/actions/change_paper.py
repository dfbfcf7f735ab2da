"""Changing a team's own paper. Where two write at once, the text of the second is kept beside the first."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import OwnPaper
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound

LONGEST = 40_000


@once(OwnPaper)
def change_paper(*, by: Actor, paper_id: uuid.UUID, version: int, title: str, text: str) -> OwnPaper:
    """The paper, or a new one with this text where `version` is no longer the newest. Raises NotFound and Denied."""
    team_id = check_builds(by)
    rows = OwnPaper.objects.select_for_update().filter(organisation_id=by.organisation_id, team_id=team_id)
    paper = rows.filter(pk=paper_id).first()
    if paper is None:
        raise NotFound
    title, text = title.strip(), text.replace("\r\n", "\n").strip()
    check_names_nobody(title, text)
    if not title or not text:
        raise Denied(_("The paper needs a title and a text."))
    if len(text) > LONGEST:
        raise Denied(_("The paper is longer than 40,000 characters. Divide it in two."))
    if (title, text) == (paper.title, paper.text):
        return paper
    if version != paper.version:
        return _kept_beside(by, paper, title, text)
    paper.title, paper.text, paper.version = title, text, paper.version + 1
    paper.changed_by_id, paper.changed_at = by.as_user, clock.now()
    paper.save(update_fields=["title", "text", "version", "changed_by", "changed_at"])
    return paper


def _kept_beside(by: Actor, paper: OwnPaper, title: str, text: str) -> OwnPaper:
    return OwnPaper.objects.create(
        organisation_id=by.organisation_id, team_id=paper.team_id, template=paper.template, title=title, text=text,
        changed_by_id=by.as_user, changed_at=clock.now(),
    )  # fmt: skip
