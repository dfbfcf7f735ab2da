"""Receiving a request for help: the person, what they said, how they may be reached, and the wait that begins.

Always makes a new person and never looks for an earlier one, so that the answer and its time are the same
whether somebody is known or not. Who may be the same person is a question for the intake board
(`care.queries.duplicates`).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from stegvis.care.actions.drop_drafts import drop_draft
from stegvis.care.models import Episode, Referral
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Gender, Language, Source, WorkStatus, age_band, age_in_years
from stegvis.notices.actions.notify import notify
from stegvis.people.actions.add_relation import add_relation
from stegvis.people.actions.enrol import NewChannel, enrol
from stegvis.people.actions.give_consent import YES, give_first_consents
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Channel, Consent, Denied, NotFound, Person, Relation, Role, Team
from stegvis.people.sealing import sealer_of

# The service is for people of 16 years and over (facts/service.md §2).
LEAST_AGE = 16
CLINIC = (Role.THERAPIST, Role.LEAD, Role.COORDINATOR)


@dataclass(frozen=True)
class AskedForHelp:
    """What somebody asked for, validated by the form (`portals.referral_form`) and not yet kept anywhere.

    `channels` holds also those that must not be used. `municipality` is empty for one the team does not serve.
    """

    name: str
    birth_date: date
    gender: Gender
    language: Language
    channels: tuple[NewChannel, ...]
    problem: str
    gp_choice: Referral.Gp
    municipality: str = ""
    work_status: WorkStatus | None = None
    on_sick_pay: bool | None = None
    needs_interpreter: bool = False
    accessibility: str = ""
    gp_name: str = ""
    national_number: str = ""
    number_kind: str = ""
    address: str = ""


def check_can_refer(by: Actor, *, takes_referrals: bool, born: date, received_on: date) -> None:
    """Raise Denied unless the team can take this request. Staff may type one in while the page is closed."""
    if not by.has(Role.VISITOR, Role.SYSTEM, *CLINIC):
        raise Denied(_("Your role does not type in requests for help."))
    if by.has(Role.VISITOR) and not takes_referrals:
        raise Denied(_("The team does not take new requests now. Call them, and they help you further."))
    if received_on > clock.today(by.zone):
        raise Denied(_("A request cannot have been received on a day to come."))
    if age_in_years(born, received_on) < LEAST_AGE:
        raise Denied(_("The service is for people who are 16 years or older."))


def can_refer(by: Actor, *, takes_referrals: bool, born: date, received_on: date) -> bool:
    try:
        check_can_refer(by, takes_referrals=takes_referrals, born=born, received_on=received_on)
    except Denied:
        return False
    return True


@once(Referral)
def refer(
    *,
    by: Actor,
    asked: AskedForHelp,
    form: Referral.Form = Referral.Form.WEB,
    source: Source = Source.SELF,
    received_on: date | None = None,
    draft: uuid.UUID | None = None,
) -> Referral:
    """Keep a request to the actor's team: person, consents, GP, referral and an episode that waits.

    `received_on`: the team's local day a letter came, when it is typed in later; the wait counts from there.
    `draft`: the unfinished self-referral it was made from; it is gone in the same transaction.
    Raises Denied (closed team, below 16, a day to come) and NotFound for an actor without a team.
    """
    team = Team.objects.filter(pk=by.at_team, organisation_id=by.organisation_id).first()
    if team is None:
        raise NotFound
    day = received_on or clock.today(by.zone)
    check_can_refer(by, takes_referrals=team.is_open, born=asked.birth_date, received_on=day)
    if draft is not None and not drop_draft(by=by, draft=draft):
        raise Denied(_("This request has been sent already."))
    person = _enrol(by, asked)
    _keep_choices(by, person, asked, source)
    referral = _keep_referral(by, person, asked, form=form, source=source, received_at=_instant(day, by.zone))
    _begin_episode(by, referral, asked, day)
    if _safe_kinds(asked):
        notify(by=by, text="received", person=person, values={"days": str(team.target_wait_days)})
    return referral


def _enrol(by: Actor, asked: AskedForHelp) -> Person:
    # Notices and pages need a language we have; whoever speaks another gets that of the page they wrote on.
    ours = asked.language in dict(settings.LANGUAGES)
    return enrol(
        by=by,
        name=asked.name,
        birth_date=asked.birth_date,
        gender=asked.gender,
        language=asked.language if ours else by.language,
        national_number=asked.national_number,
        number_kind=asked.number_kind,
        address=asked.address,
        channels=asked.channels,
    )


def _safe_kinds(asked: AskedForHelp) -> list[str]:
    """The ways a notice may go, best first."""
    safe = {channel.kind for channel in asked.channels if channel.is_safe}
    return [kind for kind in (Channel.Kind.SMS, Channel.Kind.EMAIL) if kind in safe]


def _keep_choices(by: Actor, person: Person, asked: AskedForHelp, source: Source) -> None:
    """What the person agreed to. Who was sent by somebody else is asked about care at the first talk."""
    asked_themselves = source in (Source.SELF, Source.SELF_ON_GP_ADVICE)
    agreed = [*([Consent.Kind.CARE] if asked_themselves else []), *_safe_kinds(asked)]
    choices = {**dict.fromkeys(agreed, YES), Consent.Kind.GP: asked.gp_choice}
    give_first_consents(by=by, person=person, choices=choices)
    if asked.gp_name:
        add_relation(
            by=by,
            person=person,
            kind=Relation.Kind.GP,
            name=asked.gp_name,
            may_contact=asked.gp_choice != Referral.Gp.NONE,
        )


def _keep_referral(
    by: Actor,
    person: Person,
    asked: AskedForHelp,
    *,
    form: Referral.Form,
    source: Source,
    received_at: datetime,
) -> Referral:
    row = uuid.uuid4()
    sealer = sealer_of(person.key)
    accessibility = (
        sealer.seal(asked.accessibility, table="care_referral", column="accessibility_sealed", row=row)
        if asked.accessibility
        else None
    )
    return Referral.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        team_id=by.at_team,
        person=person,
        received_at=received_at,
        form=form,
        source=source,
        typed_by_id=by.user_id,
        problem_sealed=sealer.seal(asked.problem, table="care_referral", column="problem_sealed", row=row),
        municipality=asked.municipality,
        work_status=asked.work_status or "",
        on_sick_pay=asked.on_sick_pay,
        needs_interpreter=asked.needs_interpreter,
        accessibility_sealed=accessibility,
        gp_choice=asked.gp_choice,
    )


def _begin_episode(by: Actor, referral: Referral, asked: AskedForHelp, received_on: date) -> Episode:
    return Episode.objects.create(
        organisation_id=by.organisation_id,
        team_id=by.at_team,
        person=referral.person,
        referral=referral,
        state=State.WAITING,
        received_on=received_on,
        source=referral.source,
        municipality=asked.municipality,
        age_band=age_band(asked.birth_date, received_on),
        gender=asked.gender,
        language=asked.language,
        work_status_first=referral.work_status,
        work_status_last=referral.work_status,
        sick_pay_first=asked.on_sick_pay,
        sick_pay_last=asked.on_sick_pay,
        changed_at=clock.now(),
    )


def _instant(day: date, zone: str) -> datetime:
    """This instant for a request of today; noon of the local day for one that came earlier."""
    now = clock.now()
    if day == now.astimezone(ZoneInfo(zone)).date():
        return now
    return datetime.combine(day, time(12), ZoneInfo(zone))
