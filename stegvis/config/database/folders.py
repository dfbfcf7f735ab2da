"""Makes the data folder and those in it, with the owners PostgreSQL and the keys ask for."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

from stegvis.config.database.account import Account, can_enter
from stegvis.config.database.binaries import PROGRAMS, version
from stegvis.config.database.binaries import embedded as wheels
from stegvis.config.database.folder import log_file, socket_folder
from stegvis.config.refusal import CannotStart


def make_data_folder(data: Path, account: Account | None) -> None:
    """The data folder itself. Its parent must be there: an unmounted disk is no empty database."""
    if not data.parent.is_dir():
        raise CannotStart(f"There is no folder {data.parent}; is its disk mounted?")
    if account is None:
        make_folder(data, None)
        return
    reachable = can_enter(data.parent, account)
    if reachable:
        make_folder(data, None)
        if data.stat().st_uid == os.geteuid():  # the server's account walks through, and sees no names
            data.chmod(stat.S_IMODE(data.stat().st_mode) | stat.S_IXOTH)
    if not reachable or not can_enter(data, account):
        raise CannotStart(
            f"The account '{account.name}', which runs PostgreSQL because root may not, cannot reach {data};"
            " name a folder that is open to it with --data."
        )


def make_folder(folder: Path, owner: Account | None) -> None:
    """One folder, ours or the server's; a sentence when it cannot be made or written."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if owner is not None and folder.stat().st_uid != owner.uid:
            os.chown(folder, owner.uid, owner.gid)
    except OSError as error:
        raise CannotStart(f"The folder {folder} cannot be made: {error.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotStart(f"The folder {folder} cannot be written by this user; name another with --data.")


def make_inner_folders(data: Path, account: Account | None) -> None:
    """The log's folder (ours) and the socket's (the server's, closed to everyone else)."""
    make_folder(log_file(data).parent, None)
    run = socket_folder(data)
    make_folder(run, account)
    status = run.lstat()
    owner = account.uid if account else os.geteuid()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner:
        raise CannotStart(f"{run}, where the database's socket should lie, belongs to someone else.")
    run.chmod(0o700)  # whoever enters is taken for the user they say they are, so nobody else may


def runnable(binaries: Path, data: Path, account: Account | None) -> Path:
    """The programs where the account can run them: as they are, or the wheel's copied to the data folder."""
    if account is None or _run(binaries, account):
        return binaries
    copied = _copy_of_the_wheel(binaries, data) if binaries in wheels() else None
    if copied is None or not _run(copied, account):
        raise CannotStart(
            f"The account '{account.name}', which runs PostgreSQL because root may not, cannot run the"
            f" programs in {binaries}; set STEGVIS_PG_BIN to some that it can."
        )
    return copied


def _copy_of_the_wheel(binaries: Path, data: Path) -> Path:
    """41 MB, once per version: a virtual environment in root's home is closed to every other account."""
    package = binaries.parents[1]
    copy = data / f"postgresql-{version(binaries)}"
    if not copy.is_dir():
        unfinished = copy.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o755)
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.is_dir():
                ignored = shutil.ignore_patterns("include", "__pycache__", "*.py")
                shutil.copytree(source, unfinished / source.name, symlinks=True, ignore=ignored)
        unfinished.rename(copy)
    return copy / binaries.relative_to(package.parent)


def _run(binaries: Path, account: Account) -> bool:
    """Try it: permissions, mount options and libraries all have their say."""
    try:
        tried = [
            subprocess.run(
                [binaries / program, "--version"],
                user=account.uid,
                group=account.gid,
                extra_groups=[],
                cwd="/",
                capture_output=True,
                check=False,
            )
            for program in PROGRAMS
        ]
    except OSError:
        return False
    return all(one.returncode == 0 for one in tried)
