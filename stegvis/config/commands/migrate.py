"""`stegvis migrate`: roles, database and tables brought to this version, as the owner. Serves nothing."""

import argparse
import os
from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from stegvis.config.database import fingerprint, tables
from stegvis.config.database.binaries import find_binaries
from stegvis.config.database.mark import write_mark
from stegvis.config.database.roles import ensure_database, ensure_roles
from stegvis.config.database.settings import address


def run(arguments: Sequence[str]) -> int:
    """Migrate; with DATABASE_SUPERUSER_URL, create the roles and the database first."""
    argparse.ArgumentParser(prog="stegvis migrate", description=__doc__).parse_args(arguments)
    os.environ["STEGVIS_ROLE"] = "owner"
    owner = address(os.environ, "owner")
    superuser = os.environ.get("DATABASE_SUPERUSER_URL")
    if superuser:
        ensure_roles(conninfo_to_dict(superuser))
        ensure_database(conninfo_to_dict(superuser), owner["dbname"])
    if not _read_in(owner):
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    write_mark(owner, migrations=fingerprint.of_migrations())
    print("The tables are those of this version.")
    return 0


def _read_in(owner: Mapping[str, Any]) -> bool:
    """Whether an empty database of our own server got its tables from the file of this installation."""
    return not os.environ.get("DATABASE_URL") and tables.read_into(owner, find_binaries(os.environ))
