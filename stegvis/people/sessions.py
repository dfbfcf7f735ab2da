"""Django's session and authentication doors, opened with one query for session and user.

Owns how long a session lives: clients 30 minutes idle and 120 at most, staff 15 minutes idle and 8 hours at
most (DESIGN.md, Data). Decides nothing about what a session may see.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from stegvis.definitions import clock
from stegvis.people.models.session import Session
from stegvis.people.models.staff import User

CLIENT_IDLE, CLIENT_MOST = timedelta(minutes=30), timedelta(minutes=120)
STAFF_IDLE, STAFF_MOST = timedelta(minutes=15), timedelta(hours=8)
# A page seen within this time of the last one does not write the session again.
GRACE = timedelta(seconds=60)


class SessionStore(DatabaseStore):
    """Sessions whose end moves with use, up to a limit; the row knows its user or client."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = (
            Session.objects.select_related("user")
            .filter(session_key=self.session_key, expire_date__gt=clock.now())
            .first()
        )
        if self.row is None:
            self._session_key = None
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now = clock.now()
        began = self.row.began_at if self.row and not self._changed_hands(data) else now
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=expiry(began, now, is_client="client" in data),
            user_id=data.get(SESSION_KEY),
            client_id=data.get("client"),
            client_organisation_id=data.get("client_organisation"),
            began_at=began,
        )

    def flush(self) -> None:
        """End the session; what comes after in this browser begins a new one with a time of its own."""
        super().flush()
        self.row = None

    def touch(self) -> None:
        """Move the end of an idle session; at most one write a minute."""
        row = self.row
        if row is None:
            return
        end = expiry(row.began_at, clock.now(), is_client=row.client_id is not None)
        if end - row.expire_date > GRACE:
            Session.objects.filter(session_key=row.session_key).update(expire_date=end)

    def _changed_hands(self, data: dict[str, Any]) -> bool:
        row = self.row
        before = (str(row.user_id or ""), str(row.client_id or "")) if row else ("", "")
        return before != (str(data.get(SESSION_KEY) or ""), str(data.get("client") or ""))


def expiry(began: datetime, now: datetime, *, is_client: bool) -> datetime:
    idle, most = (CLIENT_IDLE, CLIENT_MOST) if is_client else (STAFF_IDLE, STAFF_MOST)
    return min(now + idle, began + most)


class AuthenticationMiddleware:
    """`request.user` from the row that was read with the session; Django's own way where that is not there."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment]
        request.auser = _no_async_user  # type: ignore[assignment]
        return self.get_response(request)


async def _no_async_user() -> None:
    raise RuntimeError("Stegvis serves its pages synchronously.")


def user_of(request: HttpRequest) -> User | AnonymousUser:
    session = request.session
    user_id = session.get(SESSION_KEY)
    if user_id is None:
        return AnonymousUser()
    row = getattr(session, "row", None)
    user = row.user if row is not None and str(row.user_id) == user_id else None
    if user is None or not user.is_active:
        found: User | AnonymousUser = get_user(request)
        return found
    if not constant_time_compare(session.get("_auth_user_hash", ""), user.get_session_auth_hash()):
        session.flush()
        return AnonymousUser()
    signed_in: User = user
    return signed_in
