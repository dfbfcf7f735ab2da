"""A client's way in: a link or a card with a code. Neither is enough alone by link; nothing acts on GET."""

from __future__ import annotations

from django.db import models

from stegvis.people.constraints import tenant
from stegvis.people.models.person import person_link
from stegvis.people.models.tenanted import Retention, Tenanted


class ClientLogin(Tenanted):
    """One invitation to log in, single use. Token and code are kept only as hashes.

    `link`: a link by one channel and, when its page asks for it, a six-digit code by a second. `spoken`: a
    longer code that staff gave by phone or on paper, entered with the birth date.
    """

    class Kind(models.TextChoices):
        LINK = "link"
        SPOKEN = "spoken"

    retention = Retention.TECHNICAL
    sensitive = ("token_hash", "code_hash")
    person = person_link()
    kind = models.CharField(max_length=10, choices=Kind)
    token_hash = models.BinaryField(unique=True, help_text="keyed hash of the 256-bit token, or of the spoken code")
    code_hash = models.BinaryField(null=True)
    code_expires_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    made_by = models.UUIDField(null=True, help_text="the member of staff, or empty when the client asked")

    class Meta:
        constraints = tenant("people_clientlogin", person="people.Person")
        indexes = [models.Index(fields=("organisation", "person", "made_at"), name="people_clientlogin_person")]


class LoginDoor(models.Model):
    """Which organisation a token hash belongs to, so that the door can be found before a tenant is set.

    Holds no person: a hash, an organisation and a time.
    """

    retention = Retention.TECHNICAL
    token_hash = models.BinaryField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(db_index=True)
