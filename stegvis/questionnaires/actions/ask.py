"""Asking a client to answer instruments by a day, as before a contact. Asked twice, a question stands once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.care.models import Appointment, Episode
from stegvis.definitions import clock
from stegvis.definitions.instrument import Instrument, instrument
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor, Denied, Role
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.queries.roster import covered


def check_can_ask(by: Actor, episode: Episode, instruments: Sequence[str]) -> None:
    """Raise Denied unless these can be put to the client: wording that is free, and a roster behind risk items."""
    if not (by.is_clinical or by.has(Role.COORDINATOR, Role.SYSTEM)):
        raise Denied(_("Your role does not ask clients to answer questionnaires."))
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended, so nothing can be asked."))
    asked = [instrument(name) for name in instruments]
    for one in asked:
        if not one.wordings:
            raise Denied(_("%(name)s has no wording that may be shown here.") % {"name": one.title})
    if any(one.risk_items for one in asked) and not covered(episode.team_id, episode.team.zone):
        raise Denied(
            _(
                "This questionnaire asks about thoughts of death. It opens when the duty roster names a duty person "
                "and a substitute for the coming 14 days."
            )
        )


def can_ask(by: Actor, episode: Episode, instruments: Sequence[str]) -> bool:
    try:
        check_can_ask(by, episode, instruments)
    except Denied:
        return False
    return True


@transaction.atomic
def ask(
    *,
    by: Actor,
    episode: Episode,
    instruments: Sequence[str],
    due_on: date,
    appointment: Appointment | None = None,
) -> list[Questionnaire]:
    """Put instruments to the client; the rows that stand open after it, in the order asked for.

    An instrument that is already open for the episode is not asked again: it gets the new day and appointment,
    and keeps its answers. So the same command twice has one effect. `episode` comes from a query of its own.
    """
    check_can_ask(by, episode, instruments)
    Episode.objects.select_for_update().get(pk=episode.pk)
    standing = {
        row.instrument: row
        for row in Questionnaire.objects.filter(
            organisation_id=by.organisation_id, episode=episode, submitted_at=None, withdrawn_at=None
        )
    }
    asked = []
    for wanted in map(instrument, instruments):
        found = standing.get(wanted.key)
        if found is None:
            found = begin(by=by, episode=episode, wanted=wanted, due_on=due_on, appointment=appointment)
        else:
            found.due_on, found.appointment = due_on, appointment
            found.save(update_fields=["due_on", "appointment"])
        asked.append(found)
    return asked


def begin(
    *,
    by: Actor,
    episode: Episode,
    wanted: Instrument,
    due_on: date,
    appointment: Appointment | None = None,
    corrects: Questionnaire | None = None,
) -> Questionnaire:
    """An empty row of full length, so that each answer has its place. Part of another action."""
    return Questionnaire.objects.create(
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        appointment=appointment,
        instrument=wanted.key,
        asked_at=clock.now(),
        due_on=due_on,
        answers=[None] * len(wanted.items),
        corrects=corrects,
    )
