"""Writing in a module's thread: the client to the guide, the guide to the client. And that it was read."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.care.queries.access import may_read
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.actions.arrange import held_module
from stegvis.selfhelp.actions.count_week import count_week
from stegvis.selfhelp.actions.reply_clock import start_reply_clock
from stegvis.selfhelp.actions.tell_news import tell_news
from stegvis.selfhelp.models import AssignedModule, Remark

LONGEST = 10_000


def check_can_write_remark(by: Actor, module: AssignedModule, text: str) -> None:
    """Raise unless it is the client in a module that lies open, or a clinician who may read the record."""
    episode = module.assignment.episode
    if episode is None:  # opened by a code: nobody would read it
        raise NotFound
    if by.is_client:
        is_theirs = module.person_id == by.own_person and module.is_readable(clock.today(episode.team.zone))
    else:
        is_theirs = by.is_clinical and may_read(by, episode)
    if not is_theirs:
        raise NotFound
    if episode.state == State.DISCHARGED or module.assignment.ended_at is not None:
        raise Denied(_("This programme has ended, so nobody would read what is written here now."))
    check_text(text)


def check_text(text: str) -> None:
    if not text.strip():
        raise Denied(_("Nothing is written yet."))
    if len(text) > LONGEST:
        raise Denied(_("The text is longer than we have room for: at most 10 000 characters."))


@once(Remark)
def write_remark(*, by: Actor, module: AssignedModule, text: str, minutes: int | None = None) -> Remark:
    """Keep it, sealed. From the client it starts the reply clock; from the guide it lets the client know.

    The guide's remark stops the clock, unless homework waits: that is answered by `answer_module`. It answers what
    the client has done, so the week of it may count (`count_week`), with the guide's `minutes`. Raises NotFound
    and Denied.
    """
    module = held_module(by, module)
    check_can_write_remark(by, module, text)
    remark = keep_remark(by, module, text)
    if by.is_client:
        start_reply_clock(module)
        module.save(update_fields=["reply_due_on"])
        return remark
    if module.handed_in_at is None or module.answered_at is not None:
        module.reply_due_on = None
        module.save(update_fields=["reply_due_on"])
        count_week(by=by, module=module, minutes=minutes)
    tell_news(by=by, module=module)
    return remark


def keep_remark(by: Actor, module: AssignedModule, text: str) -> Remark:
    """Part of another action."""
    row = uuid.uuid4()
    return Remark.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person_id=module.person_id,
        module=module,
        by_id=None if by.is_client else by.as_user,
        text_sealed=sealer_of(module.person.key).seal(
            text.strip(), table="selfhelp_remark", column="text_sealed", row=row
        ),
        written_at=clock.now(),
    )


def read_remarks(*, by: Actor, module: AssignedModule) -> int:
    """What the other side wrote is read now; how many were new. `module` is one that the actor may read."""
    unread = Remark.objects.filter(organisation_id=by.organisation_id, module=module, read_at=None)
    return unread.filter(by__isnull=not by.is_client).update(read_at=clock.now())
