"""What the demo's staff have learnt: gatherings behind and ahead, some topics from elsewhere, a group that meets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from stegvis.definitions import clock
from stegvis.definitions.calendar import is_working_day
from stegvis.definitions.curriculum import topics
from stegvis.network.actions.form_group import form_group
from stegvis.network.actions.hold_meeting import hold_meeting
from stegvis.network.actions.join_group import join_group
from stegvis.network.actions.note_taken import note_taken
from stegvis.network.actions.plan_gathering import GatheringFields, plan_gathering
from stegvis.network.actions.say_taken import confirm_taken, say_taken
from stegvis.network.queries.training import learner_named
from stegvis.people.models import Actor, Membership, Organisation, Role, User
from stegvis.people.tenancy import working_in

# So many days from today, and which of the year's six proposed gatherings it covers.
DAYS = ((-98, (1, 2)), (-35, (3,)), (21, (4,)), (63, (5,)))
WORDS = {
    "nb": (("Grunnsamling", "Veiledet selvhjelp i praksis", "Riktig nivå og målinger", "Kurs og søvn"),
           "Solvik kulturhus", "Veiledningsgruppe kysten", "Opplæringen fra 2024, Oslo",
           ("Når kurven står stille", "Å lede en kurskveld", "Telefon som behandling")),
    "sv": (("Grundträff", "Vägledd självhjälp i praktiken", "Rätt nivå och mätningar", "Kurs och sömn"),
           "Fjordbyens bibliotek", "Handledningsgrupp kusten", "Utbildningen 2024, Stockholm",
           ("När kurvan står stilla", "Att leda en kurskväll", "Telefon som behandling")),
}  # fmt: skip
MEETINGS = ((-150, True), (-90, False), (-30, True))
JOINED = 200


def fill_training(organisation: Organisation) -> None:
    """For the organisation's first demo team; the group takes in those who treat in its other teams too."""
    team = organisation.teams.order_by("-slug").first()
    with working_in(organisation, team=team) as system:
        rows = Membership.objects.filter(organisation=organisation, role__in=(Role.LEAD, Role.THERAPIST))
        everybody = list(rows.select_related("user").order_by("-team__slug", "role", "user__email"))
        ours = [row for row in everybody if row.team_id == system.team_id]
        lead = next(_as(system, row.user, Role.LEAD) for row in ours if row.role == Role.LEAD)
        therapists = [_as(system, row.user, Role.THERAPIST) for row in ours if row.role == Role.THERAPIST]
        _gather(lead, therapists)
        _confirm(system, lead)
        _elsewhere(lead, therapists)
        for alone in (row.user for row in everybody if row.role == Role.LEAD and row.team_id != system.team_id):
            say_taken(by=_as(system, alone, Role.LEAD), topic="sleep", on=_on(lead, -500), how=_words(lead)[3])
        _supervise(lead, [row.user for row in everybody])


def _as(by: Actor, user: User, role: Role) -> Actor:
    return replace(by, user_id=user.pk, roles=frozenset({role}))


def _words(by: Actor) -> tuple[tuple[str, ...], str, str, str, tuple[str, ...]]:
    return WORDS["sv" if by.country == "SE" else "nb"]


def _on(by: Actor, days: int) -> date:
    """A day on which people are at work."""
    day = clock.today(by.zone) + timedelta(days=days)
    while not is_working_day(day, by.country):
        day -= timedelta(days=1)
    return day


def _gather(lead: Actor, therapists: list[Actor]) -> None:
    titles, place, *_rest = _words(lead)
    for number, (title, (days, parts)) in enumerate(zip(titles, DAYS, strict=True)):
        keys = tuple(key for key, topic in topics().items() if topic.gathering in parts)
        is_digital = number % 2 == 1
        fields = GatheringFields(title, _on(lead, days), keys, "" if is_digital else place, is_digital)
        made = plan_gathering(by=lead, fields=fields)
        if days < 0:
            # One was away the second time, so that the map has a gap.
            came = [lead, *therapists[: len(therapists) - number]]
            note_taken(by=lead, gathering_id=made.pk, present=[one.as_user for one in came])


def _confirm(system: Actor, lead: Actor) -> None:
    """The manager confirms where the lead was: nobody confirms their own."""
    rows = Membership.objects.filter(organisation_id=system.organisation_id, team_id=system.at_team, role=Role.MANAGER)
    manager = _as(system, rows.select_related("user").order_by("user__email")[0].user, Role.MANAGER)
    for taken in learner_named(manager, lead.as_user).taken.values():
        confirm_taken(by=manager, taken_id=taken.id)


def _elsewhere(lead: Actor, therapists: list[Actor]) -> None:
    """The first had the training in another place and has all twelve; the last waits to be confirmed in one."""
    how = _words(lead)[3]
    done = {key for key, topic in topics().items() if topic.gathering <= 3}
    before = _on(lead, -500)
    for key in topics():
        if key not in done:
            said = say_taken(by=therapists[0], topic=key, on=before, how=how)
            confirm_taken(by=lead, taken_id=said.pk)
    say_taken(by=therapists[-1], topic="sleep", on=before, how=how)


def _supervise(lead: Actor, everybody: list[User]) -> None:
    _titles, _place, name, _how, themes = _words(lead)
    group = form_group(by=lead, name=name, leader_id=lead.as_user)
    with clock.standing_at(clock.now() - timedelta(days=JOINED)):
        for user in everybody[:6]:
            join_group(by=lead, group_id=group.pk, staff_id=user.pk)
    for number, ((days, is_digital), theme) in enumerate(zip(MEETINGS, themes, strict=True)):
        present = [user.pk for place, user in enumerate(everybody[:6]) if (place + number) % 4 != 3]
        hold_meeting(by=lead, group_id=group.pk, on=_on(lead, days), is_digital=is_digital, theme=theme,
                     present=present)  # fmt: skip
