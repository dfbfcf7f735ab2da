"""Sessions of staff and clients, on the server, so that one can be ended at once and listed to its owner."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from stegvis.people.models.tenanted import Retention


class Session(AbstractBaseSession):
    retention = Retention.TECHNICAL
    sensitive = ("session_data",)
    user = models.ForeignKey(
        "people.User", null=True, on_delete=models.CASCADE, related_name="sessions", db_constraint=False
    )
    client_id = models.UUIDField(null=True, db_index=True)
    client_organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    began_at = models.DateTimeField()

    @classmethod
    def get_session_store_class(cls):  # type: ignore[no-untyped-def]
        from stegvis.people.sessions import SessionStore

        return SessionStore
