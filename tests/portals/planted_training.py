"""Something of everything in the training of team solvik, for the walk over all addresses."""

from __future__ import annotations

from stegvis.definitions import clock
from stegvis.network.actions.form_group import form_group
from stegvis.network.actions.join_group import join_group
from stegvis.network.actions.plan_gathering import GatheringFields, plan_gathering
from stegvis.network.actions.say_taken import say_taken
from tests.clinic import Clinic, acting, actor


def plant_training(clinic: Clinic) -> dict[str, str]:
    """A gathering, a topic that a colleague says they have, and a supervision group with that colleague."""
    lead, today = actor(clinic.lead, clinic.solvik), clock.today(clinic.solvik.zone)
    with acting(lead):
        gathering = plan_gathering(by=lead, fields=GatheringFields("Samling", today, ("sleep",)))
        group = form_group(by=lead, name="Gruppa")
        join_group(by=lead, group_id=group.pk, staff_id=clinic.colleague.pk)
    colleague = actor(clinic.colleague, clinic.solvik)
    with acting(colleague):
        said = say_taken(by=colleague, topic="work", on=today, how="Kurs i en annen by")
    return {
        "gathering": str(gathering.pk), "learner": str(clinic.colleague.pk), "topic_taken": str(said.pk),
        "supervision_group": str(group.pk), "training_topic": "work",
    }  # fmt: skip
