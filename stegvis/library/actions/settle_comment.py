"""An editor has read a comment: it is shown, or it is not. Either may be changed later."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.models import PageComment
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role


def check_can_settle_comment(by: Actor) -> None:
    """Raise Denied unless an editor decides."""
    if not by.has(Role.EDITOR):
        raise Denied(_("An editor decides which comments are shown."))


@once(PageComment)
def settle_comment(*, by: Actor, comment: PageComment, is_shown: bool) -> PageComment:
    """Show it below its page, or do not. Raises Denied."""
    check_can_settle_comment(by)
    comment.state = PageComment.State.SHOWN if is_shown else PageComment.State.REFUSED
    comment.read_by_id, comment.read_at = by.user_id, clock.now()
    comment.save(update_fields=["state", "read_by", "read_at"])
    return comment
