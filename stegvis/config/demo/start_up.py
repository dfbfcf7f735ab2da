"""The demo's plan of a team: in Solvik two thirds done with papers and talk; elsewhere it waits to be begun."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count

from PIL import Image, ImageDraw

from stegvis.definitions import clock
from stegvis.definitions.kit import questions, tasks
from stegvis.network.actions.add_evidence import add_evidence
from stegvis.network.actions.add_task import add_task
from stegvis.network.actions.answer_self_check import answer_self_check
from stegvis.network.actions.answer_support import answer_support
from stegvis.network.actions.ask_for_support import ask_for_support
from stegvis.network.actions.begin_plan import begin_plan
from stegvis.network.actions.change_paper import change_paper
from stegvis.network.actions.change_plan import change_plan
from stegvis.network.actions.change_task import TaskFields, change_task
from stegvis.network.actions.copy_template import copy_template
from stegvis.network.actions.finish_self_check import finish_self_check
from stegvis.network.actions.say_staffing import StaffingFields, say_staffing
from stegvis.network.actions.share_self_check import share_self_check
from stegvis.network.actions.start_checks import in_team
from stegvis.network.actions.take_support import take_support
from stegvis.network.models import StartTask
from stegvis.people.models import Actor, Membership, Organisation, Role
from stegvis.people.tenancy import working_in

OPENED_BEFORE = 371  # days: about as long as the demo's clients have come
# What the invented team has not come to yet, with where it stands.
LEFT = {
    "user-representatives": StartTask.State.UNDERWAY,
    "work": StartTask.State.UNDERWAY,
    "neighbours": StartTask.State.WAITING,
    "rhythm": StartTask.State.UNDERWAY,
    "dpia": StartTask.State.UNDERWAY,
    "processing-record": StartTask.State.WAITING,
    "absence": StartTask.State.WAITING,
    "first-evaluation": StartTask.State.UNDERWAY,
    "first-self-check": StartTask.State.UNDERWAY,
}
NOTES = {
    "council-decision": ("Tor Eide", "Vedtatt enstemmig. To spurte om ventetid, svar ligger ved saken."),
    "money": ("Tor Eide", "Tre år i budsjettet. Tilskuddet dekker opplæringen det første året."),
    "psychologist": ("Nora Aasen", "En og en halv stilling."),
    "dpia": ("Liv Sande", "Ombudet har lest første utkast. Punktet om sikkerhetskopi mangler."),
    "user-representatives": ("Nora Aasen", "Henrik vil gjerne ha med én til. Spør rådet for funksjonsnedsatte."),
    "work": ("Amir Rahimi", "NAV vil ha en fast dag i uka. Vi foreslår torsdag."),
}
GRANT = 1_700_000  # kroner; what each of the first pilots was given (seed 003)
PARTLY = {"guided-self-help", "work", "users", "gp"}


def fill_start_up(organisation: Organisation) -> None:
    """Where the organisation has an implementation supporter, that team's start is filled in."""
    with working_in(organisation) as by:
        mine = Membership.objects.filter(organisation_id=by.organisation_id, role=Role.SUPPORTER)
        role = mine.exclude(team=None).select_related("team").first()
    if role is None:
        return
    with working_in(organisation, team=role.team) as by:
        lead, manager = (_member(by, each) for each in (Role.LEAD, Role.MANAGER))
        _plan(lead, clock.today(by.zone) - timedelta(days=OPENED_BEFORE))
        _staffing(lead)
        _self_checks(lead)
        _papers(manager)
        _talk(lead, replace(by, user_id=role.user_id, roles=frozenset({Role.SUPPORTER})))


def _member(by: Actor, role: Role) -> Actor:
    found = Membership.objects.filter(organisation_id=by.organisation_id, team_id=in_team(by), role=role)
    return replace(by, user_id=found.order_by("user__email")[0].user_id, roles=frozenset({role}))


def _plan(by: Actor, opened: date) -> None:
    with clock.standing_at(clock.at_wall(opened - timedelta(weeks=54), time(9), by.zone)):
        plan = begin_plan(by=by, opens_on=opened)
    today = clock.today(by.zone)
    # One is late, the others are set for the weeks to come.
    coming = (today + timedelta(days=days) for days in count(-6, 9))
    rows = {row.key: row for row in StartTask.objects.filter(organisation_id=by.organisation_id, plan=plan)}
    for key, task in tasks().items():
        state = LEFT.get(key, StartTask.State.DONE)
        who, note = NOTES.get(key, ("", ""))
        is_left = key in LEFT
        day = today - timedelta(days=3) if is_left else min(task.usual_day(opened, plan.begun_on), today)
        with clock.standing_at(clock.at_wall(day, time(14), by.zone)):
            amount = GRANT if task.is_grant else None
            change_task(
                by=by,
                task_id=rows[key].pk,
                fields=TaskFields(state, next(coming) if is_left else None, who, note, amount),
            )
            if key == "council-decision":
                lines = ("Sak 41: Rask psykisk helsehjelp som eget team", "Vedtatt mot ingen stemmer")
                add_evidence(by=by, task_id=rows[key].pk, title="Vedtaket i kommunestyret", content=_paper(lines))
    change_plan(by=by, opens_on=opened, opened_on=opened)
    add_task(by=by, title="Skilt ved bakdøra, så ingen må spørre om veien", who="Bente Haugen")


def _staffing(by: Actor) -> None:
    say_staffing(by=by, fields=StaffingFields(450, 150, 50, 300, True, True))


def _self_checks(by: Actor) -> None:
    """Last year's whole and shared, this year's begun."""
    asked = list(questions())
    last = clock.at_wall(date(clock.today(by.zone).year - 1, 12, 18), time(14), by.zone)
    with clock.standing_at(last):
        for key in asked:
            note = "Vi nevner det, men får sjelden noen i gang." if key == "guided-self-help" else ""
            check = answer_self_check(by=by, question=key, answer="partly" if key in PARTLY else "yes", note=note)
        finish_self_check(by=by, self_check_id=check.pk)
        share_self_check(by=by, self_check_id=check.pk, is_shared=True)
    for key in asked[:7]:
        note = "Elleve har begynt i år, mot to i fjor." if key == "guided-self-help" else ""
        answer_self_check(by=by, question=key, answer="partly" if key == "wait" else "yes", note=note)


def _papers(by: Actor) -> None:
    paper = copy_template(by=by, template="letter-gp")
    text = paper.text.replace("[kommune eller kommuner]", "Solvik eller Nesøya").replace("[kommune]", "Solvik")
    change_paper(by=by, paper_id=paper.pk, version=1, title="Til fastlegene i Solvik", text=text)
    copy_template(by=by, template="dpia")


def _talk(lead: Actor, supporter: Actor) -> None:
    now = clock.now()
    with clock.standing_at(now - timedelta(days=23)):
        answered = ask_for_support(
            by=lead, title="Hvordan får andre i gang veiledet selvhjelp?",
            text="Vi har programmene, men klientene velger samtaler når vi legger fram begge. Hva sier andre team?",
        )  # fmt: skip
    with clock.standing_at(now - timedelta(days=21)):
        take_support(by=supporter, request_id=answered.pk)
        answer_support(
            by=supporter, request_id=answered.pk,
            text="To team lar klienten prøve første modul mens de sitter sammen, og velge etterpå. Da gikk det fra to "
            "til elleve på et halvt år. Jeg kan spørre om dere kan få være med på en slik time.",
        )  # fmt: skip
    with clock.standing_at(now - timedelta(days=2)):
        ask_for_support(
            by=lead, title="Hvem leser utkastet til DPIA?",
            text="Ombudet har lest det én gang. Vet du om et team som har hatt den samme runden, og vil dele?",
        )  # fmt: skip


def _paper(lines: tuple[str, ...]) -> bytes:
    page = Image.new("L", (1240, 877), 255)
    pen = ImageDraw.Draw(page)
    for place, line in enumerate(lines):
        pen.text((90, 120 + 80 * place), line, fill=30, font_size=36)
    out = io.BytesIO()
    page.save(out, "PDF")
    return out.getvalue()
