"""Ways into a programme that no therapist chose: a code that names nobody, and what is given while waiting."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("selfhelp_accesscode", exclude=("used_at",))
class AccessCode(Tenanted):
    """A code that a team gave out. Whoever has it is a person without identity, until that person wishes otherwise.

    The code itself is not kept, only its keyed hash. `person` is made when it is used the first time.
    """

    retention = Retention.REQUEST
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    version = link("library.ProgrammeVersion")
    code_hash = models.BinaryField()
    issued_by = staff_link()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    person = link("people.Person", null=True)
    used_at = models.DateTimeField(null=True)
    linked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *tenant(
                "selfhelp_accesscode",
                team="people.Team",
                version="library.ProgrammeVersion",
                person="people.Person",
            ),
            models.UniqueConstraint(fields=("organisation", "code_hash"), name="selfhelp_accesscode_once"),
        ]


@tracked("selfhelp_waitingprogramme")
class WaitingProgramme(Tenanted):
    """What a team gives each client who waits: a programme's introduction, or nothing while `version` is empty."""

    retention = Retention.PUBLIC
    team = models.OneToOneField("people.Team", on_delete=models.PROTECT, related_name="+")
    version = link("library.ProgrammeVersion", null=True)
    set_by = staff_link(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints = tenant("selfhelp_waitingprogramme", team="people.Team", version="library.ProgrammeVersion")
