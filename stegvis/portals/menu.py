"""The menu of the staff portals: what each role's work needs, in the order it is used."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from stegvis.library.actions.open_workshop import AUTHORING
from stegvis.library.queries.kept import READERS as LIBRARIANS
from stegvis.network.actions.checks import TAKES_PART
from stegvis.network.actions.keep_offer import KEEPERS
from stegvis.network.actions.start_checks import SEEING
from stegvis.network.actions.training_checks import LEARNERS
from stegvis.people.models import Actor, Role

ALERTS = "clinic:alerts"
CLINICAL = (Role.THERAPIST, Role.LEAD)
ENTRIES = (
    (_("Today"), "clinic:today", CLINICAL),
    (_("My clients"), "clinic:caseload", CLINICAL),
    (_("Alerts"), ALERTS, CLINICAL),
    (_("New referrals"), "clinic:intake", (*CLINICAL, Role.COORDINATOR)),
    (_("Programmes"), "clinic:guiding", CLINICAL),
    (_("Library"), "clinic:reading", CLINICAL),
    (_("Published programmes"), "clinic:programmes", (Role.EDITOR,)),
    (_("Editorial desk"), "office:library", LIBRARIANS),
    (_("Duty roster"), "clinic:duty", (*CLINICAL, Role.COORDINATOR)),
    (_("Results"), "office:results", (*CLINICAL, Role.MANAGER)),
    (_("Registration"), "office:registration", (*CLINICAL, Role.COORDINATOR)),
    (_("Reports"), "office:reports", (*CLINICAL, Role.MANAGER, Role.ADMINISTRATOR)),
    (_("Planning"), "office:planning", (Role.LEAD, Role.MANAGER)),
    (_("Network"), "office:networks", TAKES_PART),
    (_("Offers nearby"), "office:offers", KEEPERS),
    (pgettext_lazy("of staff", "Training"), "office:training", LEARNERS),
    (_("Building the team"), "office:our_team", SEEING),
    (_("Write programmes"), "editor_come_in", AUTHORING),
    (_("Team"), "office:team", (Role.ADMINISTRATOR, Role.LEAD)),
)
NATIONAL_ENTRIES = (
    (_("The nation"), "office:nation", (Role.MANAGER, Role.ADMINISTRATOR)),
    (_("Over time"), "office:nation_over_time", (Role.MANAGER, Role.ADMINISTRATOR)),
    (_("Places"), "office:nation_places", (Role.MANAGER, Role.ADMINISTRATOR)),
    (_("Comparison"), "office:nation_funnel", (Role.MANAGER, Role.ADMINISTRATOR)),
    (_("Bundles"), "office:nation_bundles", (Role.MANAGER, Role.ADMINISTRATOR)),
)


@dataclass(frozen=True)
class Entry:
    """`badge`: what waits there, in words."""

    label: str
    url: str
    current: bool
    badge: str = ""


def menu_of(actor: Actor, team: str, here: str, *, open_alerts: int = 0, is_national: bool = False) -> list[Entry]:
    """The entries the actor may open; `here` is the name of the page being shown."""
    open_words = ngettext("%(n)s open", "%(n)s open", open_alerts) % {"n": open_alerts} if open_alerts else ""
    return [
        Entry(
            label=str(label),
            url=reverse(name, kwargs={"team": team}),
            current=here == name,
            badge=open_words if name == ALERTS else "",
        )
        for label, name, roles in (NATIONAL_ENTRIES if is_national else ENTRIES)
        if actor.has(*roles)
    ]
