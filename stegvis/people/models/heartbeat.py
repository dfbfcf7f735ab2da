"""A sign of life per job process; `readyz` and the staff pages turn red when it grows old."""

from __future__ import annotations

from django.db import models

from stegvis.people.models.tenanted import Retention


class Heartbeat(models.Model):
    retention = Retention.TECHNICAL
    name = models.TextField(primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "people_heartbeat"
