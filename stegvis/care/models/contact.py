"""Appointments that are planned, contacts that took place (or did not), and notes."""

from __future__ import annotations

from django.db import models

from stegvis.definitions.registration import Attendance, Form, Level, Purpose
from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link

FORMS = [(form, form) for form in Form]
PURPOSES = [(purpose, purpose) for purpose in Purpose]


@tracked("care_appointment")
class Appointment(Tenanted):
    """A time that is agreed. What came of it is a contact."""

    class Status(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        CANCELLED = "cancelled"

    retention = Retention.RECORD
    sensitive = ("place",)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    person = link("people.Person")
    episode = link("care.Episode", "appointments")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    form = models.CharField(max_length=10, choices=FORMS)
    purpose = models.CharField(max_length=30, choices=PURPOSES)
    place = models.CharField(max_length=200, blank=True, help_text="room, or address of a video meeting")
    staff = staff_link("appointments")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    reminder = models.UUIDField(null=True, help_text="the notice that reminds of it")

    class Meta:
        constraints = tenant("care_appointment", person="people.Person", episode="care.Episode", team="people.Team")
        indexes = [
            models.Index(fields=("staff", "starts_at"), name="care_appointment_day"),
            models.Index(fields=("team", "starts_at"), name="care_appointment_team"),
        ]


@tracked("care_contact")
class Contact(Tenanted):
    """One contact with every coded field of registration data set 1. Both kept and missed ones are recorded."""

    retention = Retention.RECORD
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    person = link("people.Person")
    episode = link("care.Episode", "contacts")
    appointment = models.OneToOneField(
        Appointment, null=True, on_delete=models.PROTECT, db_constraint=False, related_name="contact"
    )
    on = models.DateField(help_text="the team's local date")
    purpose = models.CharField(max_length=30, choices=PURPOSES)
    form = models.CharField(max_length=10, choices=FORMS)
    attendance = models.CharField(max_length=30, choices=[(a, a) for a in Attendance])
    level = models.CharField(max_length=20, choices=[(level, level) for level in Level], blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, help_text="0 to 600")
    by = staff_link()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant(
                "care_contact",
                person="people.Person",
                episode="care.Episode",
                appointment="care.Appointment",
                team="people.Team",
            ),
            models.CheckConstraint(condition=models.Q(minutes__lte=600), name="care_contact_minutes"),
        ]
        indexes = [models.Index(fields=("episode", "on"), name="care_contact_line")]


@tracked("care_note")
class Note(Tenanted):
    """A note in the record. A draft may change; signed it stands, and a correction is a new note."""

    retention = Retention.RECORD
    sensitive = ("text_sealed",)
    person = link("people.Person")
    episode = link("care.Episode", "notes")
    contact = link("care.Contact", "notes", null=True)
    author = staff_link()
    text_sealed = models.BinaryField()
    written_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, db_constraint=False, related_name="corrections"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = tenant(
            "care_note",
            person="people.Person",
            episode="care.Episode",
            contact="care.Contact",
            corrects="care.Note",
        )
        indexes = [models.Index(fields=("episode", "written_at"), name="care_note_line")]
