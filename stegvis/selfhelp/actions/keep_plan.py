"""Keeping a plan: the one living document of a tool, whose earlier versions stay in its history."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.programme.answers import BadAnswers, Row, read_answers
from stegvis.definitions.tools import tool
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.actions.keep_entry import check_can_write_tool
from stegvis.selfhelp.models import Plan
from stegvis.selfhelp.queries.diaries import Rows, open_plan, seal_plan


class OutdatedPlan(Exception):  # noqa: N818  (it is an answer, not a fault)
    """The plan was changed since the form was made. Carries what stands; nothing was written."""

    def __init__(self, rows: Rows, version: int) -> None:
        super().__init__("The plan was changed in the meantime.")
        self.rows, self.version = rows, version


@once(Plan)
def keep_plan(*, by: Actor, episode: Episode, name: str, rows: Sequence[Row], version: int) -> Plan:
    """Keep the plan of a tool as a whole. `version` is that of the form, 0 for the first.

    `episode` is from `own_episode`. Raises NotFound, Denied, BadAnswers and OutdatedPlan.
    """
    check_can_write_tool(by, episode, name)
    of = tool(name, by.language)
    if of.plan is None:
        raise NotFound
    kept, wrong = read_answers(of.plan, rows)
    if wrong:
        raise BadAnswers(wrong)
    Episode.objects.select_for_update(no_key=True).only("pk").get(organisation_id=by.organisation_id, pk=episode.pk)
    plan = Plan.objects.filter(organisation_id=by.organisation_id, episode_id=episode.pk, tool=name).first()
    sealer = sealer_of(episode.person.key)
    if plan is None:
        row = uuid.uuid4()
        return Plan.objects.create(
            id=row,
            organisation_id=by.organisation_id,
            person_id=episode.person_id,
            episode=episode,
            tool=name,
            plan_sealed=seal_plan(sealer, kept, row),
            saved_at=clock.now(),
        )
    standing = open_plan(sealer, plan)
    if standing == kept:
        return plan
    if plan.version != version:
        raise OutdatedPlan(standing, plan.version)
    plan.plan_sealed = seal_plan(sealer, kept, plan.pk)
    plan.version += 1
    plan.saved_at = clock.now()
    plan.save(update_fields=["plan_sealed", "version", "saved_at"])
    return plan
