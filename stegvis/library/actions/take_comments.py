"""Whether readers may comment on a page. An editor decides, page by page; what was shown before stays kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.library.models import Page
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Role


def check_can_take_comments(by: Actor) -> None:
    """Raise Denied unless an editor decides."""
    if not by.has(Role.EDITOR):
        raise Denied(_("An editor decides which pages take comments."))


@once(Page)
def take_comments(*, by: Actor, slug: str, is_taken: bool) -> Page:
    """Take comments on the page of that name, or no more. Raises Denied and NotFound."""
    check_can_take_comments(by)
    page = Page.objects.filter(organisation_id=by.organisation_id, slug=slug).first()
    if page is None:
        raise NotFound
    page.takes_comments = is_taken
    page.save(update_fields=["takes_comments"])
    return page
