"""Who acts and looks: the one value that actions take as `by` and queries as `viewer`. Holds no model."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass, field


class Role(enum.StrEnum):
    CLIENT = "client"
    THERAPIST = "therapist"
    LEAD = "lead"  # psychologist or clinical lead: quality, supervision, sees the team's clients
    COORDINATOR = "coordinator"  # merkantil: bookings and referrals, no clinical content
    MANAGER = "manager"  # figures, no persons
    ADMINISTRATOR = "administrator"  # settings, no clinical content
    EDITOR = "editor"  # writes programmes and pages of the library
    LANGUAGE_REVIEWER = "language_reviewer"  # reads programmes for their language before they are published
    USER_REPRESENTATIVE = "user_representative"  # reads them with the eyes of those they are for
    SUPPORTER = "supporter"  # implementation supporter: helps teams to start, coordinates networks; sees no client
    NETWORK_MEMBER = "network_member"  # takes part in a network that the organisation hosts, and nothing else
    VISITOR = "visitor"  # somebody on a public page
    SYSTEM = "system"  # a job of our own

    @property
    def is_staff(self) -> bool:
        return self not in (Role.CLIENT, Role.VISITOR, Role.SYSTEM)

    @property
    def is_clinical(self) -> bool:
        return self in (Role.THERAPIST, Role.LEAD)


class Ground(enum.StrEnum):
    """Why somebody may see a person; written in the access log and shown to the client in plain words."""

    OWN = "own"  # the client's own page
    RESPONSIBLE = "responsible"  # the responsible therapist
    TEAM_LEAD = "team_lead"  # quality and supervision
    DUTY = "duty"  # on duty today
    ASSESSING = "assessing"  # has the assessment or a coming appointment
    INTAKE = "intake"  # coordinator's work with referrals and appointments, no clinical content
    RESEARCH = "research"  # takes part in a study whose data set was written
    EMERGENCY = "emergency"  # break-glass, with a reason


class Denied(Exception):  # noqa: N818  (it is an answer, not a fault)
    """The action is not allowed now. Carries a whole sentence for the person who tried."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(Exception):  # noqa: N818
    """There is no such thing for this viewer. The same whether it exists elsewhere or nowhere: a 404."""


@dataclass(frozen=True)
class Actor:
    """A person or job at work in one organisation, for one request.

    `on_duty`: named on the team's duty roster today (set by the guard; the roster belongs to safety).
    `shown` collects the persons a page shows and on what ground; the guard writes it to the access log.
    """

    organisation_id: uuid.UUID
    roles: frozenset[Role]
    country: str = "NO"
    zone: str = "Europe/Oslo"
    user_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    team_id: uuid.UUID | None = None
    name: str = ""
    language: str = "nb"
    command: uuid.UUID | None = None
    on_duty: bool = False
    shown: dict[uuid.UUID, str] = field(default_factory=dict, compare=False, hash=False)

    @property
    def is_client(self) -> bool:
        return Role.CLIENT in self.roles

    @property
    def is_clinical(self) -> bool:
        return any(role.is_clinical for role in self.roles)

    @property
    def at_team(self) -> uuid.UUID:
        """The team whose page this is; NotFound for an actor that stands in none."""
        if self.team_id is None:
            raise NotFound
        return self.team_id

    @property
    def as_user(self) -> uuid.UUID:
        """The member of staff whose name an action carries; NotFound for an actor who is none."""
        if self.user_id is None:
            raise NotFound
        return self.user_id

    @property
    def own_person(self) -> uuid.UUID:
        """The client who looks; NotFound for anybody else."""
        if self.person_id is None:
            raise NotFound
        return self.person_id

    def has(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)

    def show(self, person_id: uuid.UUID, ground: str) -> None:
        """Remember that this page shows the person, on the strongest ground named first."""
        self.shown.setdefault(person_id, ground)
