"""Tables of the people room, one noun a file."""

from stegvis.people.models.access import AccessEntry, AccessReader, Seal
from stegvis.people.models.actor import Actor, Denied, Ground, NotFound, Role
from stegvis.people.models.client_login import ClientLogin, LoginDoor
from stegvis.people.models.command import Command
from stegvis.people.models.heartbeat import Heartbeat
from stegvis.people.models.keys import OrganisationKey, PersonKey
from stegvis.people.models.organisation import Closure, OpeningHours, Organisation, Team
from stegvis.people.models.person import Block, Channel, Consent, Erasure, Identity, Person, Relation
from stegvis.people.models.session import Session
from stegvis.people.models.staff import Membership, User
from stegvis.people.models.study import Study, StudyConsent, StudyExport
from stegvis.people.models.tenanted import Retention, Tenanted, tracked

__all__ = [
    "AccessEntry",
    "AccessReader",
    "Actor",
    "Block",
    "Channel",
    "ClientLogin",
    "Closure",
    "Command",
    "Consent",
    "Denied",
    "Erasure",
    "Ground",
    "Heartbeat",
    "Identity",
    "LoginDoor",
    "Membership",
    "NotFound",
    "OpeningHours",
    "Organisation",
    "OrganisationKey",
    "Person",
    "PersonKey",
    "Relation",
    "Retention",
    "Role",
    "Seal",
    "Session",
    "Study",
    "StudyConsent",
    "StudyExport",
    "Team",
    "Tenanted",
    "User",
    "tracked",
]
