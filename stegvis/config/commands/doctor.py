"""`stegvis doctor`: looks at everything that can be set unsafely, and says so by name. Changes nothing."""

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

from stegvis.config.checks import contacts, rights, secrets, server, surroundings
from stegvis.config.checks.finding import Finding
from stegvis.config.database.folder import data_folder
from stegvis.config.database.mark import read_mark
from stegvis.config.database.settings import address


def run(arguments: Sequence[str]) -> int:
    """Print a line for each thing looked at; 1 when one of them is unsafe."""
    argparse.ArgumentParser(prog="stegvis doctor", description=__doc__).parse_args(arguments)
    unwell = 0
    for found in findings():
        print(f"{'ok     ' if found.well else 'UNSAFE '} {found.name}: {found.sentence}")
        unwell += not found.well
    print("Everything is safe." if not unwell else f"{unwell} unsafe; see above.")
    return 1 if unwell else 0


def findings() -> Iterator[Finding]:
    """Everything, in the order in which it is best mended."""
    data = data_folder(os.environ)
    told = os.environ.get("STEGVIS_DEMO") == "1"
    is_made_as_demo = told
    try:
        connection = psycopg.connect(**address(os.environ, "app"), connect_timeout=5)
    except psycopg.OperationalError:
        yield Finding("database", False, "The database does not answer; start it with `stegvis up`.")
    else:
        with connection:
            is_made_as_demo = bool(read_mark(address(os.environ, "app")).get("demo"))
            yield from server.findings(connection, embedded=not os.environ.get("DATABASE_URL"))
            yield from rights.findings(connection)
        yield from _running()
    yield from contacts.findings()
    yield from _settings(data, demo=told or is_made_as_demo, is_invented=is_made_as_demo)


def _running() -> Iterator[Finding]:
    """These look through Django's eyes, which are opened only where there is a database to look at."""
    import django

    django.setup()
    from stegvis.config.checks import running

    yield from running.findings()


def _settings(data: Path, *, demo: bool, is_invented: bool) -> Iterator[Finding]:
    from django.conf import settings

    yield from secrets.findings(settings.SECRET_KEY, Path(settings.STEGVIS_MASTER_KEY_FILE), data, demo=demo)
    yield from surroundings.findings(
        debug=settings.DEBUG,
        demo=demo,
        is_invented=is_invented,
        hosts=settings.ALLOWED_HOSTS,
        url=settings.STEGVIS_URL,
        address=os.environ.get("STEGVIS_ADDRESS", "127.0.0.1"),
    )
