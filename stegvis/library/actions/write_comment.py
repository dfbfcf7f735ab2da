"""A reader's words below an article. Nothing is kept of who wrote; an editor reads it before anybody else does."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.person_numbers_in import has_person_number
from stegvis.library.models import Page, PageComment
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied

LONGEST = 2000


def check_can_write_comment(page: Page, text: str) -> None:
    """Raise Denied where the page takes no comments, or the text may not be kept."""
    if not page.takes_comments or page.withdrawn_at is not None:
        raise Denied(_("This page takes no comments."))
    if not text.strip() or len(text) > LONGEST:
        raise Denied(_("Write something, at most %(n)d characters.") % {"n": LONGEST})
    if has_person_number(text):
        raise Denied(_("There is a personal identity number in the text. Take it out; nothing has been kept."))


@once(PageComment)
def write_comment(*, by: Actor, page: Page, text: str) -> PageComment:
    """Keep the text until an editor has read it. Raises Denied."""
    check_can_write_comment(page, text)
    return PageComment.objects.create(
        organisation_id=by.organisation_id, page=page, text=text.strip(), on=clock.today(by.zone)
    )
