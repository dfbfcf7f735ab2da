"""What networks and events are called on pages: levels, phases, kinds of members, who comes as what, licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from stegvis.network.actions.share_file import LICENCES
from stegvis.network.models import Network, NetworkMember, SignUp

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

LEVELS: dict[str, Words] = {
    Network.Level.NATIONAL: _("National network"),
    Network.Level.REGIONAL: _("Regional network"),
    Network.Level.LOCAL: _("Local network"),
}
# In the order a network goes through them.
PHASES: dict[str, Words] = {
    Network.Phase.STARTED: _("Started"),
    Network.Phase.GATHERING: _("Gathering members"),
    Network.Phase.WORKING: _("At work"),
    Network.Phase.SELF_RUNNING: _("Runs by itself"),
}
PHASE_MEANINGS: dict[str, Words] = {
    Network.Phase.STARTED: _("It is decided on and has an owner."),
    Network.Phase.GATHERING: _("It finds its members and its way of working."),
    Network.Phase.WORKING: _("Members meet, write to each other and share what they make."),
    Network.Phase.SELF_RUNNING: _("It goes on without the project that began it."),
}
KINDS: dict[str, Words] = {
    NetworkMember.Kind.UNIT: _("A unit of a hospital or a service"),
    NetworkMember.Kind.ORGANISATION: _("An organisation"),
    NetworkMember.Kind.USER_REPRESENTATIVES: _("User representatives"),
}
COMES_AS: dict[str, Words] = {
    SignUp.ComesAs.STAFF: _("I work in a service"),
    SignUp.ComesAs.LIVED_EXPERIENCE: _("I have lived experience"),
    SignUp.ComesAs.RELATIVE: _("I am a relative or close to somebody"),
    SignUp.ComesAs.OTHER: _("Something else"),
}
CAME_AS: dict[str, Words] = {
    SignUp.ComesAs.STAFF: _("Works in a service"),
    SignUp.ComesAs.LIVED_EXPERIENCE: _("Lived experience"),
    SignUp.ComesAs.RELATIVE: _("Relative"),
    SignUp.ComesAs.OTHER: _("Other"),
}
STATES: dict[str, Words] = {
    SignUp.State.SEAT: _("Has a seat"),
    SignUp.State.WAITING: _("Waits"),
}
_SAID_AS = {"own": _("By agreement with the author")}
LICENCE_WORDS: dict[str, Words] = {code: _SAID_AS.get(code, code.replace("-", " ")) for code in LICENCES}


def phase_step(phase: str) -> int:
    """1 for started, 4 for self-running."""
    return list(PHASES).index(phase) + 1
