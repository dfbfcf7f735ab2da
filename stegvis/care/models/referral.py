"""Asking for help: the referral as it came, and a self-referral begun and not yet sent."""

from __future__ import annotations

import uuid

from django.db import models

from stegvis.definitions.registration import Source, WorkStatus
from stegvis.people.constraints import TenantPolicy, tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link


@tracked("care_referral")
class Referral(Tenanted):
    """One request for help, by the person or somebody else, as it was received."""

    class Form(models.TextChoices):
        WEB = "web"
        PHONE = "phone"
        PAPER = "paper"
        DROP_IN = "drop_in"

    class Gp(models.TextChoices):
        INFORM = "inform"  # the GP is told at start and end
        LETTERS = "letters"  # the GP gets letters on the way as well
        NONE = "none"

    retention = Retention.RECORD
    sensitive = ("problem_sealed", "accessibility_sealed")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    person = link("people.Person", "referrals")
    received_at = models.DateTimeField()
    form = models.CharField(max_length=10, choices=Form)
    source = models.CharField(max_length=20, choices=[(source, source) for source in Source])
    typed_by = staff_link(null=True)
    problem_sealed = models.BinaryField(help_text="the problem in the person's own words")
    municipality = models.CharField(max_length=10, blank=True)
    work_status = models.CharField(max_length=30, choices=[(status, status) for status in WorkStatus], blank=True)
    on_sick_pay = models.BooleanField(null=True)
    needs_interpreter = models.BooleanField(default=False)
    accessibility_sealed = models.BinaryField(null=True)
    gp_choice = models.CharField(max_length=10, choices=Gp)

    class Meta:
        constraints = tenant("care_referral", person="people.Person", team="people.Team")
        indexes = [models.Index(fields=("team", "received_at"), name="care_referral_board")]


class ReferralDraft(models.Model):
    """A self-referral that was left unfinished; found again by a code the person wrote down. Dies after 14 days."""

    retention = Retention.TECHNICAL
    sensitive = ("sealed",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")
    code_hash = models.BinaryField(unique=True)
    sealed = models.BinaryField(help_text="JSON of the answers so far, sealed with the organisation's draft key")
    step = models.PositiveSmallIntegerField(default=1)
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [TenantPolicy(name="care_referraldraft_tenant")]
