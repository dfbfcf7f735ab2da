"""A kept connection is tried without a journey to the server, and a dead one is still found out."""

from typing import Any

from django.db import connection

from tests.database import Clone, Server


def test_a_living_connection_is_tried_without_asking_the_server(clone: Clone, monkeypatch: Any) -> None:
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "cursor", _nobody_is_asked)
    assert connection.is_usable()


def test_a_connection_whose_server_process_was_ended_is_not_usable(clone: Clone, server: Server) -> None:
    """What a killed backend leaves behind: the socket is closed at the other end."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    with server.superuser() as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [pid])
    assert not connection.is_usable()
    connection.close()


def _nobody_is_asked(*_: object, **__: object) -> None:
    raise AssertionError("the server was asked")
