"""The episode: one course of care from referral to discharge, with what the registration data set needs of it."""

from __future__ import annotations

from django.db import models

from stegvis.definitions.pathway import State
from stegvis.definitions.registration import DischargeReason, Level, Problem, Source, WorkStatus
from stegvis.people.constraints import tenant
from stegvis.people.models import Retention, Tenanted, tracked
from stegvis.people.models.links import link, staff_link

WORK = [(status, status) for status in WorkStatus]


@tracked("care_episode", exclude=("scores", "changed_at"))
class Episode(Tenanted):
    """One course of care. `state` moves only by `definitions.pathway.MOVES`.

    `scores` keeps first, last and count per instrument, written with each submission:
    {"phq-9": {"first": 16, "first_at": "…", "last": 9, "last_at": "…", "count": 5, "recent": [16, …, 9]}}
    ("recent" holds at most the last 12 scores, for the small curve on lists).
    """

    retention = Retention.RECORD
    sensitive = ("problem",)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    person = link("people.Person", "episodes")
    referral = models.OneToOneField(
        "care.Referral", on_delete=models.PROTECT, db_constraint=False, related_name="episode"
    )
    state = models.CharField(max_length=30, choices=[(state, state) for state in State])
    responsible = staff_link("episodes", null=True)
    received_on = models.DateField()
    source = models.CharField(max_length=20, choices=[(source, source) for source in Source])
    municipality = models.CharField(max_length=10, blank=True)
    problem = models.CharField(max_length=20, choices=[(p, p) for p in Problem], blank=True)
    level = models.CharField(max_length=20, choices=[(level, level) for level in Level], blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    gender = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=5, blank=True)
    work_status_first = models.CharField(max_length=30, choices=WORK, blank=True)
    work_status_last = models.CharField(max_length=30, choices=WORK, blank=True)
    sick_pay_first = models.BooleanField(null=True)
    sick_pay_last = models.BooleanField(null=True)
    assessed_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    last_contact_on = models.DateField(null=True)
    next_appointment_at = models.DateTimeField(null=True)
    discharged_on = models.DateField(null=True)
    discharge_reason = models.CharField(
        max_length=20, choices=[(reason, reason) for reason in DischargeReason], blank=True
    )
    scores = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant("care_episode", person="people.Person", referral="care.Referral", team="people.Team"),
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in State]), name="care_episode_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state=str(State.DISCHARGED), discharged_on__isnull=False)
                & ~models.Q(discharge_reason="")
                | ~models.Q(state=str(State.DISCHARGED)) & models.Q(discharged_on__isnull=True),
                name="care_episode_discharge",
            ),
        ]
        indexes = [
            models.Index(fields=("team", "state"), name="care_episode_team"),
            models.Index(fields=("responsible", "state"), name="care_episode_caseload"),
            models.Index(fields=("person",), name="care_episode_person"),
        ]


@tracked("care_goal")
class Goal(Tenanted):
    """What the client wants to reach, in own words."""

    retention = Retention.RECORD
    sensitive = ("text_sealed",)
    person = link("people.Person")
    episode = link("care.Episode", "goals")
    text_sealed = models.BinaryField()
    position = models.PositiveSmallIntegerField(default=0)
    set_at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = tenant("care_goal", person="people.Person", episode="care.Episode")
        ordering = ("position", "set_at")
