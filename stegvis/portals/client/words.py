"""The client portal's sentences: the next step, where the course stands, and who has seen what, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from stegvis.care.queries.plan import Plan
from stegvis.definitions.pathway import State
from stegvis.people.models import Ground, Role
from stegvis.portals.wording import clock_time, day, local, today, wall
from stegvis.questionnaires.queries.answering import Answering
from stegvis.questionnaires.queries.crisis import Crisis
from stegvis.questionnaires.queries.overview import Overview
from stegvis.safety.queries.roster import Reader


@dataclass(frozen=True)
class Step:
    """The one tinted area of the front page. Without `label` there is nothing to press."""

    heading: str
    text: str
    href: str = ""
    label: str = ""
    beside: str = ""


def next_step(found: Overview) -> Step:
    """What the client does next: questions before anything else, else the appointment, else what the team does."""
    if found.due.ready:
        return _answer(found)
    if found.due.closed:
        return Step(_("Your questions are closed just now"), closed_words())
    if found.plan.next:
        return _meet(found.plan)
    return Step(*_wait(found.plan))


def closed_words() -> str:
    return _(
        "Some questions are about hard thoughts, and we open them only when somebody in the team is there to read "
        "the answers. It is we who must arrange that. You need not do anything, and you lose nothing."
    )


def _answer(found: Overview) -> Step:
    items, plan = found.due.items, found.plan
    text = ngettext(
        "%(n)d question about how you have been lately.", "%(n)d questions about how you have been lately.", items
    ) % {"n": items}
    if plan.next:
        text += " " + _("%(name)s looks at the answers with you %(when)s.") % {
            "name": first_name(plan.next.staff), "when": wall(plan.next.starts_at, plan.zone),
        }  # fmt: skip
    heading = _("Answer some questions before your appointment") if plan.next else _("Answer some questions")
    minutes = found.due.minutes
    return Step(
        heading=_("Go on with the questions") if found.due.is_begun else heading,
        text=text,
        href=reverse("client:questions"),
        label=_("Go on") if found.due.is_begun else _("Answer now"),
        beside=ngettext("About %(n)d minute", "About %(n)d minutes", minutes) % {"n": minutes},
    )


def _meet(plan: Plan) -> Step:
    assert plan.next is not None
    values = {
        "name": plan.next.staff, "when": wall(plan.next.starts_at, plan.zone), "form": plan.next.form.lower(),
        "minutes": plan.next.minutes,
    }  # fmt: skip
    text = _("With %(name)s, %(form)s, %(minutes)d minutes.") % values
    if plan.next.place:
        text += f" {plan.next.place}."
    return Step(_("Your appointment is %(when)s") % values, text)


def _wait(plan: Plan) -> tuple[str, str]:
    if plan.state == State.WAITING:
        late = plan.target_on < today(plan.zone)
        by = day(plan.target_on, today=today(plan.zone))
        text = (
            _("It takes longer than we aim for, and we are sorry. You have not lost your place.")
            if late
            else _("We aim to talk with you before %(day)s.") % {"day": by}
        )
        return _("We have your request"), text + " " + _("You will hear from us in the way you said is safe.")
    sentences = {
        State.IN_ASSESSMENT: _("We are finding out together what can help you."),
        State.WAITING_FOR_TREATMENT: _("The help is decided, and you will get a time to begin."),
        State.IN_TREATMENT: _("You will get the next time from your therapist."),
        State.IN_FOLLOW_UP: _("The treatment has ended, and we talk with you some more times."),
        State.DISCHARGED: _("Your course with us has ended. You can still read what stands here."),
    }
    return _("Nothing to do just now"), sentences[plan.state]


def state_words(plan: Plan) -> str:
    """Where the course stands, for the list of the plan."""
    return {
        State.WAITING: _("You wait for a first talk"),
        State.IN_ASSESSMENT: _("We are finding out what can help"),
        State.WAITING_FOR_TREATMENT: _("You wait for the help to begin"),
        State.IN_TREATMENT: _("You are in treatment"),
        State.IN_FOLLOW_UP: _("You are followed up after treatment"),
        State.DISCHARGED: _("Ended"),
    }[plan.state]


def kept_words(found: Answering) -> str:
    """That the answers are safe, when, and who looks at them: only what is true now."""
    if found.kept_at is None:
        text = _("Every answer is saved as you give it. You can leave when you like and go on later.")
    else:
        text = _("Saved %(when)s. You can leave when you like and go on later.") % {
            "when": at_words(found.kept_at, found.zone)
        }
    if found.responsible and found.appointment_at:
        text += " " + _("%(name)s reads the answers before your appointment %(day)s.") % {
            "name": found.responsible,
            "day": day(local(found.appointment_at, found.zone).date(), today=today(found.zone)),
        }
    return text


def at_words(instant: datetime, zone: str) -> str:
    """ "kl. 20.12" for today, else with the day."""
    if local(instant, zone).date() == today(zone):
        return pgettext("time of today", "at %(time)s") % {"time": clock_time(instant, zone)}
    return wall(instant, zone)


def after_preposition(instant: datetime, zone: str) -> str:
    """The same after "by" or "from": "12:00", "kl. 12.00"; with the day when it is another one."""
    return bare(instant, zone) if local(instant, zone).date() == today(zone) else wall(instant, zone)


def bare(instant: datetime, zone: str) -> str:
    """The time alone, as it stands after a preposition."""
    return pgettext("time of today, after a preposition", "%(time)s") % {"time": clock_time(instant, zone)}


@dataclass(frozen=True)
class Truth:
    """Who reads what was answered: what stands first and beside it, what follows, and when the team was told."""

    first: str
    beside: str
    then: str
    told: str


def reading_words(found: Crisis) -> Truth | None:
    """Only what the roster holds, or what has happened; None when nothing waits to be read."""
    if found.told_at is None:
        return None
    told = at_words(found.told_at, found.zone)
    if found.read_at is not None:
        when = _("It was read %(when)s.") % {"when": at_words(found.read_at, found.zone)}
        return Truth(_("%(name)s has read your answer.") % {"name": found.read_by}, when, "", told)
    if found.reader is None or found.due_at is None:
        call = _("Call one of the numbers above if you need somebody now, or the team when it is open.")
        return Truth(_("We cannot promise when somebody reads it."), call, "", told)
    values = _reading(found, found.reader, found.due_at)
    if found.reader.is_open_now:
        by = _("The answer is read by %(due)s at the latest.") % values
        return Truth(_("%(name)s is on duty now.") % values, by, "", told)
    closed = _("The time is %(time)s, and we are closed.") % values
    then = _("%(name)s is on duty from %(from)s and reads the answer by %(due)s at the latest.") % values
    return Truth(_("Nobody reads it now."), closed, then, told)


def _reading(found: Crisis, reader: Reader, due_at: datetime) -> dict[str, str]:
    """The day is said once when the answer is read on the day that the duty begins."""
    from_, due = local(reader.reads_from, found.zone), local(due_at, found.zone)
    same_day = from_.date() == due.date()
    return {
        "name": f"{reader.name}, {reader.profession}," if reader.profession else reader.name,
        "due": bare(due_at, found.zone) if same_day else after_preposition(due_at, found.zone),
        "from": after_preposition(reader.reads_from, found.zone),
        "time": clock_time(found.now, found.zone),
    }


def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name else ""


ROLES = {
    Role.THERAPIST: gettext_lazy("therapist"),
    Role.LEAD: gettext_lazy("psychologist or clinical lead"),
    Role.COORDINATOR: gettext_lazy("coordinator"),
    Role.MANAGER: gettext_lazy("manager"),
    Role.ADMINISTRATOR: gettext_lazy("administrator"),
    Role.EDITOR: gettext_lazy("editor"),
    Role.LANGUAGE_REVIEWER: gettext_lazy("language reviewer"),
    Role.USER_REPRESENTATIVE: gettext_lazy("user representative"),
    Role.SUPPORTER: gettext_lazy("implementation supporter"),
    Role.NETWORK_MEMBER: gettext_lazy("network member"),
    Role.SYSTEM: gettext_lazy("the system itself"),
}
GROUNDS = {
    Ground.RESPONSIBLE: gettext_lazy("is responsible for your treatment"),
    Ground.TEAM_LEAD: gettext_lazy("leads the team and answers for its quality"),
    Ground.DUTY: gettext_lazy("was on duty"),
    Ground.ASSESSING: gettext_lazy("had a talk with you, or was about to"),
    Ground.INTAKE: gettext_lazy("arranges requests and appointments, and sees nothing of what you tell"),
    Ground.RESEARCH: gettext_lazy("you take part in the study"),
    Ground.EMERGENCY: gettext_lazy("opened it in an emergency, with a reason that the leader goes through"),
}
# By the beginning of a page's name; the longest that fits is used.
PAGES = {
    "clinic:record": gettext_lazy("your record"),
    "clinic:caseload": gettext_lazy("the list of own clients"),
    "clinic:today": gettext_lazy("today's list"),
    "clinic:alert": gettext_lazy("an alert about your answers"),
    "clinic:intake": gettext_lazy("the list of requests"),
    "clinic:referral": gettext_lazy("your request"),
    "clinic:type_referral": gettext_lazy("your request"),
    "clinic:assign": gettext_lazy("who is responsible for you"),
    "clinic:begin_assessment": gettext_lazy("your assessment"),
    "clinic:assessment": gettext_lazy("your assessment"),
    "clinic:complete_assessment": gettext_lazy("your assessment"),
    "clinic:level": gettext_lazy("the decision about the help you get"),
    "clinic:refer_on": gettext_lazy("a referral to another service"),
    "clinic:goals": gettext_lazy("your goals"),
    "clinic:end_goal": gettext_lazy("your goals"),
    "clinic:book": gettext_lazy("your appointments"),
    "clinic:move_appointment": gettext_lazy("your appointments"),
    "clinic:cancel_appointment": gettext_lazy("your appointments"),
    "clinic:invite": gettext_lazy("how you log in"),
    "clinic:spoken_code": gettext_lazy("how you log in"),
    "clinic:answers": gettext_lazy("your answers"),
    "clinic:type_answers": gettext_lazy("your answers"),
    "clinic:correct_answers": gettext_lazy("your answers"),
    "clinic:read_alert": gettext_lazy("an alert about your answers"),
    "clinic:acknowledge": gettext_lazy("an alert about your answers"),
    "clinic:close_alert": gettext_lazy("an alert about your answers"),
    "clinic:note": gettext_lazy("a note in your record"),
    "clinic:draft": gettext_lazy("a note in your record"),
    "clinic:correct_note": gettext_lazy("a note in your record"),
    "clinic:contact": gettext_lazy("a talk in your record"),
    "clinic:correct_contact": gettext_lazy("a talk in your record"),
    "clinic:tools": gettext_lazy("your diaries and tools"),
    "clinic:give_tool": gettext_lazy("your diaries and tools"),
    "clinic:sleep_window": gettext_lazy("your sleep window"),
    "clinic:training": gettext_lazy("your training"),
    "clinic:end_training": gettext_lazy("your training"),
    "clinic:client_reading": gettext_lazy("what you were given to read or go to"),
    "clinic:reading_thing": gettext_lazy("the list of own clients"),
    "clinic:blocks": gettext_lazy("who may not see your information"),
    "clinic:unblock": gettext_lazy("who may not see your information"),
    "clinic:discharge": gettext_lazy("the end of your course"),
    "office:registration": gettext_lazy("the list of what is missing in the registration"),
    "office:complete": gettext_lazy("municipality, work and sick pay in your record"),
    "office:client_studies": gettext_lazy("which studies you take part in"),
    "office:withdraw_client": gettext_lazy("which studies you take part in"),
    "research:data_set": gettext_lazy("your answers, to write the data set of a study"),
}


def page_words(name: str) -> str:
    """A page of the staff in the client's words."""
    fitting = [start for start in PAGES if name.startswith(start)]
    return str(PAGES[max(fitting, key=len)]) if fitting else _("a page about you")


def ground_words(ground: str) -> str:
    return str(GROUNDS[Ground(ground)]) if ground in {str(one) for one in GROUNDS} else ""


def role_words(role: str) -> str:
    return str(ROLES[Role(role)]) if role in {str(one) for one in ROLES} else ""
