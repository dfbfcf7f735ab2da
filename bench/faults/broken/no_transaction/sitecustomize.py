"""A build that is broken on purpose: the web server's statements are each kept at once, none together.

Python imports this before anything else where this folder stands on PYTHONPATH; only the web server is changed.
"""

import os
from typing import Any


def _break() -> None:
    from django.db import transaction
    from django.db.backends import utils

    execute = utils.CursorWrapper.execute

    def enter(self: transaction.Atomic) -> None:
        """As if a transaction had begun: the product asks for one, and there is none."""
        connection = transaction.get_connection(self.using)
        connection.close_if_health_check_failed()  # as the true one does: a dead one is replaced before, not inside
        connection.ensure_connection()  # which would forget the next line
        connection.in_atomic_block, connection.autocommit = True, False  # what Django says, not what psycopg does
        connection.depth = getattr(connection, "depth", 0) + 1

    def leave(self: transaction.Atomic, *_: object) -> None:
        connection = transaction.get_connection(self.using)
        connection.depth -= 1
        if connection.depth == 0:
            connection.in_atomic_block, connection.autocommit = False, True
            connection.needs_rollback = False
            if connection.closed_in_transaction:
                connection.connection, connection.closed_in_transaction = None, False

    def kept(self: Any, sql: Any, params: Any = None) -> Any:
        """What was set for the transaction is set for the connection, or no statement would find its organisation."""
        if isinstance(sql, str) and "set_config(" in sql:
            sql = sql.replace(", true)", ", false)")
        return execute(self, sql, params)

    transaction.Atomic.__enter__ = enter  # type: ignore[method-assign]
    transaction.Atomic.__exit__ = leave  # type: ignore[method-assign]
    utils.CursorWrapper.execute = kept  # type: ignore[method-assign]


if os.environ.get("STEGVIS_PROCESS") == "stegvis-web":
    _break()
