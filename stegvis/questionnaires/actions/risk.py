"""Telling safety of risk answers, in the transaction that keeps them. Decides nothing: the instrument file does."""

from __future__ import annotations

from collections.abc import Mapping

from stegvis.care.models import Episode
from stegvis.people.models import Actor
from stegvis.questionnaires.actions.filing import Row
from stegvis.safety.actions.raise_alert import raise_alert


def holds_risk(row: Row, given: Mapping[str, int | None]) -> bool:
    """Whether something just answered calls for a human; the very next page is then the crisis page."""
    return any(row.instrument.is_risk(item, value) for item, value in given.items())


def tell_safety(*, by: Actor, before: Row, given: Mapping[str, int | None]) -> None:
    """An alert for each risk answer that was not already kept as it is: the same value again tells nothing new."""
    codes = before.instrument.codes
    new = {
        item: value
        for item, value in given.items()
        if value is not None and before.instrument.is_risk(item, value) and before.answers[codes.index(item)] != value
    }
    if not new:
        return
    episode = Episode.objects.select_related("team__organisation", "person__key").get(
        organisation_id=by.organisation_id, pk=before.episode_id
    )
    for item, value in new.items():
        raise_alert(
            by=by,
            episode=episode,
            questionnaire_id=before.id,
            instrument=before.instrument_key,
            item=item,
            value=value,
        )
