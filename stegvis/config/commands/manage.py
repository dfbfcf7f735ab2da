"""`stegvis manage …`: Django's own management, for developers. Owns only whom it connects as."""

import os
from collections.abc import Sequence

# These look at or change the tables themselves; everything else runs with the rights of a request.
AS_OWNER = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "dbshell", "inspectdb", "sqlflush"}


def run(arguments: Sequence[str]) -> int:
    """Pass the arguments to Django; the role is the owner for commands about tables, else the app."""
    if arguments and arguments[0] in AS_OWNER:
        os.environ.setdefault("STEGVIS_ROLE", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["stegvis manage", *arguments])
    return 0
