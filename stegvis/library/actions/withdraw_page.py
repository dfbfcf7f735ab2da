"""Taking a page off the shelf, and back: its versions stay, readers and the search no longer find it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.actions.index_entry import index_page, unindex
from stegvis.library.models import Page
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role


def check_can_withdraw_page(by: Actor) -> None:
    """Raise Denied unless an editor or a clinical lead decides."""
    if not by.has(Role.EDITOR, Role.LEAD, Role.SYSTEM):
        raise Denied(_("Editors and clinical leads decide which pages are read."))


@once(Page)
def withdraw_page(*, by: Actor, page: Page, is_withdrawn: bool = True) -> Page:
    """Withdraw it, or take it back into use. Raises Denied."""
    check_can_withdraw_page(by)
    page.withdrawn_at = (page.withdrawn_at or clock.now()) if is_withdrawn else None
    page.save(update_fields=["withdrawn_at"])
    if is_withdrawn:
        unindex(page.organisation_id, page.pk)
    elif page.current is not None:
        index_page(page, page.current.document)
    return page
