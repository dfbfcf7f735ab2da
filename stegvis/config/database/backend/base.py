"""The database backend that settings name. Changes one thing of Django's own: how a kept connection is tried."""

import select

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL


class DatabaseWrapper(PostgreSQL):
    """Tries a connection by its socket. A server that ended, or was killed, has closed it, and then it is readable.

    Django asks the server instead, once a page: a journey there and back that tells no more.
    """

    def is_usable(self) -> bool:
        connection = self.connection
        if connection is None or connection.closed:
            return False
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLIN)
        # Something to read between two pages is the end of the connection, or a notice: then Django's way decides.
        return not waiting.poll(0) or super().is_usable()
