"""The sentences of a programme's pages: how far each part is, who reads and by when, what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.definitions.programme import Field
from stegvis.definitions.programme.answers import LONGEST, Wrong
from stegvis.portals.client.words import at_words, first_name
from stegvis.portals.wording import day, day_short, figure, today
from stegvis.selfhelp.models import ModuleState, Opens
from stegvis.selfhelp.queries.taken import Part, Taken


@dataclass(frozen=True)
class PartLine:
    """One part as the list of parts shows it. `mark` is the look: done, now, or nothing."""

    part: Part
    href: str
    words: str
    mark: str


def part_lines(taken: Taken, here: Part | None = None, place: str = "") -> Sequence[PartLine]:
    """Every part that is shown, in its order; `here` is the one that is read now, `place` where in it."""
    return [
        PartLine(
            part=part,
            href=reverse("client:module", kwargs={"module": part.id}) if part.is_readable else "",
            words=state_words(taken, replace(part, place=place) if here and place and part.id == here.id else part),
            mark=_mark(part, here or taken.next),
        )
        for part in taken.parts
    ]


def _mark(part: Part, here: Part | None) -> str:
    if here is not None and part.id == here.id:
        return "now"
    return "done" if part.handed_in_at else ""


def state_words(taken: Taken, part: Part) -> str:
    """How far a part is."""
    if part.state == ModuleState.ANSWERED:
        name = part.answered_by or taken.guide
        return _("%(name)s has answered you") % {"name": first_name(name)} if name else _("Answered")
    if part.state == ModuleState.HANDED_IN:
        return handed_in_words(taken, part)
    if part.state == ModuleState.CLOSED:
        return _opens_words(taken, part)
    number = step_number(part)
    if number:
        return _("Step %(n)d of %(total)d") % {"n": number, "total": len(part.of.steps) + 1}
    return _("Open. About %(n)d minutes of reading and tasks") % {"n": part.of.minutes}


def step_number(part: Part) -> int:
    """Which step was read last, counted from 1; 0 when it is not begun."""
    ids = [step.id for step in part.of.steps]
    if part.place == part.of.homework.id:
        return len(ids) + 1
    return ids.index(part.place) + 1 if part.place in ids else 0


def handed_in_words(taken: Taken, part: Part) -> str:
    """That it was sent, and by when it is answered: what the clock holds, and nothing where none runs."""
    assert part.handed_in_at is not None
    sent = _("Sent %(when)s.") % {"when": at_words(part.handed_in_at, taken.zone)}
    if not taken.is_read or not part.reply_due_on or part.answered_at:
        return sent
    name = first_name(taken.guide) or taken.team
    if part.reply_due_on < today(taken.zone):
        late = _("The answer is late. You have not done anything wrong; call %(team)s if you want to know more.")
        return f"{sent} {late % {'team': taken.team}}"
    by = day(part.reply_due_on, today=today(taken.zone))
    # Not inside the other text: the tool that gathers the texts does not look there.
    answers = _("%(name)s answers by %(day)s at the latest.") % {"name": name, "day": by}
    return f"{sent} {answers}"


def _opens_words(taken: Taken, part: Part) -> str:
    if part.opens == Opens.DATE and part.opens_on:
        return _("Opens %(day)s") % {"day": day(part.opens_on, today=today(taken.zone))}
    if part.opens == Opens.THERAPIST:
        return _("%(name)s opens it for you") % {"name": first_name(taken.guide) or taken.team}
    return _("Opens when you have sent part %(n)d") % {"n": part.number - 1} if part.number > 1 else _("Not open yet")


def reading_words(taken: Taken) -> str:
    """Who reads what is written, and when: only what is true."""
    if not taken.is_read:
        return _("Nobody reads what you write here. It is for yourself alone.")
    if not taken.is_running:
        return _("This programme has ended. You can read it, and nobody reads anything new here.")
    if not taken.guide:
        return _("Nobody is named as your guide yet, so we cannot promise when somebody reads what you write.")
    days = ngettext(
        "%(name)s reads what you have written when you send the part, and answers within %(n)d working day.",
        "%(name)s reads what you have written when you send the part, and answers within %(n)d working days.",
        taken.reply_days,
    ) % {"name": taken.guide, "n": taken.reply_days}
    hours = _("Nobody follows along while you write, and nobody reads in the evening or at weekends.")
    return f"{days} {hours}"


def saved_words(saved_at: datetime | None, zone: str) -> str:
    """ "Saved at 20.12."; that there is nothing to save where there was not."""
    if saved_at is None:
        return _("There is nothing new to save.")
    return _("Saved %(when)s.") % {"when": at_words(saved_at, zone)}


def wrong_words(wrong: Wrong) -> str:
    """What is wrong with an answer, and what is right."""
    field = wrong.field
    return {
        "too_long": _("There is room for %(n)s characters. Make the text shorter, or go on in the next field.")
        % {"n": figure(LONGEST)},
        "no_number": _("Write a number, such as 7 or 6.5."),
        "out_of_range": _("Write a number from %(least)s to %(most)s.")
        % {"least": figure(field.least), "most": figure(field.most)},
        "no_choice": _("Choose one of the answers."),
        "no_date": _("Write a date, such as 9.3.2026."),
        "no_time": _("Write a time, such as 07:30."),
        "unanswered": _("Answer at least one of the questions before you send them."),
    }[wrong.kind]


def answer_words(field: Field, text: str) -> str:
    """A kept answer as it is read: choices in their words, numbers with the language's mark, dates as dates."""
    if field.choices:
        named: Mapping[str, str] = dict(field.choices)
        return ", ".join(named[choice] for choice in text.split() if choice in named)
    if field.kind == "yes_no":
        return _("Yes") if text == "yes" else _("No")
    if field.kind == "date":
        on = date.fromisoformat(text)
        return day_short(on, today=on)
    if field.kind in ("number", "scale"):
        return f"{figure(Decimal(text))} {field.unit}".strip()
    return text
