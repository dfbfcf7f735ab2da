"""Where things lie in the data folder; every other file asks here. Creates nothing."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from stegvis.config.database.account import can_enter, server_account

# A Unix socket's address holds 104 bytes (macOS) or 108 (Linux) with its closing zero; PostgreSQL appends
# "/.s.PGSQL.5432" (14) and the lock ".lock" (5).
LONGEST_SOCKET_FOLDER = 80
PORT = 5432  # only the socket's name; the embedded server listens on no TCP port


def data_folder(environ: Mapping[str, str]) -> Path:
    """`STEGVIS_DATA`, else `./var`; for root in a folder closed to the server's account, /var/lib/stegvis."""
    given = environ.get("STEGVIS_DATA")
    if given:
        return Path(given).expanduser().absolute()
    account = server_account()
    here = Path.cwd()
    if account is not None and not can_enter(here, account):
        return Path("/var/lib/stegvis")
    return here / "var"


def cluster_folder(data: Path) -> Path:
    """PostgreSQL's own files."""
    return data / "db"


def log_file(data: Path) -> Path:
    """What PostgreSQL has to say; never a statement or a value (see cluster.SETTINGS)."""
    return data / "log" / "postgresql.log"


def socket_folder(data: Path) -> Path:
    """The folder of the server's socket: in the data folder, or in /tmp where that name is too long."""
    folder = data / "run"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path("/tmp") / f"stegvis-{os.geteuid()}-{digest}"  # noqa: S108 - made 0700 and checked before use
