"""The `stegvis` command: finds the named command, runs it, and ends politely. Does no work of its own."""

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence

from stegvis.config import keys
from stegvis.config.database.folder import data_folder
from stegvis.config.refusal import CannotStart

# Name, and the one line that `stegvis --help` shows. The work is in `stegvis.config.commands.NAME.run`.
COMMANDS = {
    "up": "start database, web and worker together; --demo fills an empty one with synthetic clients",
    "demo": "list the demo's organisations, users and log-in paths (demo only)",
    "doctor": "refuse unsafe settings by name; exit 1 when there is one",
    "score": "score questionnaire items: CSV in, CSV with score, band, case and alert out",
    "outcomes": "the measures over a registration data set, in any grouping",
    "trajectories": "learn the expected course of an instrument from closed courses, and print its file",
    "simulate": "what wait and how many finished courses with one therapist more, a course, guided self-help",
    "extract": "write the registration data set, pseudonymous, to a folder",
    "research": "write the de-identified data set of a study, of those who take part now, to a folder",
    "bundle": "an organisation's signed figures of a year, for a national body",
    "receive": "take a bundle in at a national body, or refuse it with the reason",
    "sender": "register who may send bundles to a national body",
    "found": "a new site's first organisation, team and administrator",
    "migrate": "bring the database's roles and tables up to this version",
    "manage": "Django's own management commands, for developers",
}

# A reader that has seen enough (`stegvis outcomes … | head`) ends these silently, as it ends any filter.
FILTERS = {"demo", "score", "outcomes", "bundle", "trajectories", "simulate"}

SILENT_DATABASE = "the database does not answer; start it with `stegvis up`, or set DATABASE_URL."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `stegvis NAME …`; return the exit code: 0 well, 1 refused, 2 misused, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help", "help"):
        print(overview())
        return 0 if given else 2
    name, rest = given[0], given[1:]
    if name not in COMMANDS:
        print(f"stegvis: there is no command '{name}'; `stegvis --help` lists them.", file=sys.stderr)
        return 2
    if name in FILTERS and hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    try:
        os.environ |= keys.told(data_folder({**os.environ, **_named_folder(rest)}), os.environ)
        command = importlib.import_module(f"stegvis.config.commands.{name}")
        return int(command.run(rest))
    except CannotStart as refusal:
        print(f"stegvis {name}: {refusal.sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not _unreachable(error):
            raise
        print(f"stegvis {name}: {SILENT_DATABASE}", file=sys.stderr)
        return 1


def overview() -> str:
    """What `stegvis --help` prints: every command with its one line."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {line}" for name, line in COMMANDS.items()]
    return "\n".join(["usage: stegvis COMMAND [options]", "", *lines])


def _named_folder(arguments: Sequence[str]) -> dict[str, str]:
    """`--data DIR` means the same in every command, and is known before any of them reads a setting."""
    reader = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    reader.add_argument("--data")
    try:
        found = reader.parse_known_args(arguments)[0].data
    except argparse.ArgumentError:  # the command itself will say what is wrong with it
        return {}
    return {"STEGVIS_DATA": found} if found else {}


def _unreachable(error: Exception) -> bool:
    """Is this a connection that could not be made or was cut? (The server's own errors carry a state.)"""
    modules = (sys.modules.get("psycopg"), sys.modules.get("django.db"))
    kinds = tuple(module.OperationalError for module in modules if module is not None)
    cause = error.__cause__ or error
    return isinstance(error, kinds) and getattr(cause, "sqlstate", None) is None


if __name__ == "__main__":
    sys.exit(main())
