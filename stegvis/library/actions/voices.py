"""User representatives propose and object; editors and leads must answer; only who objected takes it back.

While an objection stands, nothing new is published of what it is about (`queries.voices.stands_objection`). Once who
raised it is no longer here, nobody could end it: then, and only then, an editor or a lead ends it with an answer.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.person_numbers_in import has_person_number
from stegvis.library.models import Voice
from stegvis.library.queries.voices import is_still_here, subjects
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Role

LONGEST_TITLE, LONGEST = 150, 5000


def check_can_raise(by: Actor) -> None:
    """Raise Denied unless a user representative speaks."""
    if not by.has(Role.USER_REPRESENTATIVE):
        raise Denied(_("User representatives propose and object here."))


def can_raise(by: Actor) -> bool:
    try:
        check_can_raise(by)
    except Denied:
        return False
    return True


def check_can_answer_voice(by: Actor, voice: Voice) -> None:
    """Raise Denied unless an editor or a clinical lead answers what another has raised and not ended."""
    if not by.has(Role.EDITOR, Role.LEAD):
        raise Denied(_("Editors and clinical leads answer."))
    if voice.by_id == by.user_id:
        raise Denied(_("Somebody else than the one who raised it answers."))
    if voice.ended_at is not None:
        raise Denied(_("This is ended already."))


def can_answer_voice(by: Actor, voice: Voice) -> bool:
    try:
        check_can_answer_voice(by, voice)
    except Denied:
        return False
    return True


def check_can_end_voice(by: Actor, voice: Voice) -> None:
    """Raise Denied unless an answer may end it: a proposal, or an objection whose author is no longer here.

    Nobody overrules a user representative who is. Another who shares the objection raises it in their own name.
    """
    check_can_answer_voice(by, voice)
    if voice.kind == Voice.Kind.OBJECTION and is_still_here(by, voice):
        raise Denied(_("Only the one who raised it takes it back."))


def can_end_voice(by: Actor, voice: Voice) -> bool:
    try:
        check_can_end_voice(by, voice)
    except Denied:
        return False
    return True


def check_can_take_back(by: Actor, voice: Voice) -> None:
    """Raise Denied unless the one who raised it ends it; an objection only after it was answered."""
    if voice.by_id != by.user_id:
        raise Denied(_("Only the one who raised it takes it back."))
    if voice.ended_at is not None:
        raise Denied(_("This is ended already."))
    if voice.kind == Voice.Kind.OBJECTION and not voice.answer:
        raise Denied(_("The objection has not been answered yet. It can be taken back after that."))


def can_take_back(by: Actor, voice: Voice) -> bool:
    try:
        check_can_take_back(by, voice)
    except Denied:
        return False
    return True


@once(Voice)
def propose(*, by: Actor, title: str, reason: str, about: str = "") -> Voice:
    """Something new, or a change of what is there. Raises Denied, and NotFound for what there is not."""
    return _raise(by, Voice.Kind.PROPOSAL, about, title, reason)


@once(Voice)
def object_to(*, by: Actor, about: str, title: str, reason: str) -> Voice:
    """Stop the next version of "page:SLUG" or "programme:SLUG". Raises Denied, and NotFound for what there is not."""
    if not about:
        raise Denied(_("Say which page or programme you object to."))
    return _raise(by, Voice.Kind.OBJECTION, about, title, reason)


@once(Voice)
def answer_voice(*, by: Actor, voice: Voice, answer: str, ends_it: bool = False) -> Voice:
    """Answer it, or answer it anew. `ends_it`: a proposal is carried out; an objection whose author has left is closed.

    What was answered before stays in the record's history. Raises Denied.
    """
    check_can_answer_voice(by, voice)
    if ends_it:
        check_can_end_voice(by, voice)
    voice.answer = _kept(answer, LONGEST)
    voice.answered_by_id, voice.answered_at = by.as_user, clock.now()
    voice.ended_at = clock.now() if ends_it else None
    voice.save(update_fields=["answer", "answered_by", "answered_at", "ended_at"])
    return voice


@once(Voice)
def take_back(*, by: Actor, voice: Voice, reason: str) -> Voice:
    """End it, with a reason: what was objected to may be published again. Raises Denied."""
    check_can_take_back(by, voice)
    voice.end_reason = _kept(reason, LONGEST)
    voice.ended_at = clock.now()
    voice.save(update_fields=["end_reason", "ended_at"])
    return voice


def _raise(by: Actor, kind: Voice.Kind, about: str, title: str, reason: str) -> Voice:
    check_can_raise(by)
    if about and about not in subjects(by):
        raise NotFound
    return Voice.objects.create(
        organisation_id=by.organisation_id,
        kind=kind,
        about=about,
        title=_kept(title, LONGEST_TITLE),
        reason=_kept(reason, LONGEST),
        by_id=by.as_user,
        at=clock.now(),
    )


def _kept(text: str, longest: int) -> str:
    """The text without its margins. Raises Denied for none, for too much, and for one that names a person by number."""
    if not text.strip():
        raise Denied(_("Write a few words first: whoever reads it needs them."))
    if len(text) > longest:
        raise Denied(_("Write at most %(n)d characters.") % {"n": longest})
    if has_person_number(text):
        raise Denied(_("There is a personal identity number in the text. Take it out; nothing has been kept."))
    return text.strip()
