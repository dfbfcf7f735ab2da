"""One PostgreSQL cluster of our own: made, started as our child, probed, stopped. Knows no tables."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

from stegvis.config import lifeline
from stegvis.config.database import folders, leftovers
from stegvis.config.database.account import server_account
from stegvis.config.database.binaries import major_version
from stegvis.config.database.folder import PORT, cluster_folder, log_file, socket_folder
from stegvis.config.database.hold import Hold
from stegvis.config.database.last_words import sentence
from stegvis.config.refusal import CannotStart

SUPERUSER = "stegvis"
PATIENCE = 60.0  # seconds for a start, not counting crash recovery, which takes what it takes

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "max_connections": "60",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    # A statement or a key in a log line may hold a person's data: only the bare message is written.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "logging_collector": "off",
    "lc_messages": "C",
}
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
# For clusters that hold only test data and are thrown away after a power cut.
# For tests: they make hundreds of small databases, which nobody needs after a crash, nor tidied meanwhile.
FORGETFUL = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_wal_size": "256MB",
}


class Cluster:
    """A cluster in `data`, run by the programs in `binaries`. Start and stop it from one thread."""

    def __init__(self, data: Path, binaries: Path, *, durable: bool = True) -> None:
        self.data = data.absolute()
        self.binaries = binaries
        self.durable = durable
        self.folder = cluster_folder(self.data)
        self.host = socket_folder(self.data)
        self.account = server_account()
        self.process: subprocess.Popen[bytes] | None = None
        self.hold = Hold(self.data)
        self._said_from = 0  # where in the log this start's words begin

    def claim(self) -> None:
        """Make the data folder and take its Hold; a second supervisor is refused here."""
        folders.make_data_folder(self.data, self.account)
        self.hold.take()

    def start(self) -> None:
        """Start the server, making the cluster first where there is none; returns when it answers."""
        self.claim()
        folders.make_inner_folders(self.data, self.account)
        self.binaries = folders.runnable(self.binaries, self.data, self.account)
        if not (self.folder / "PG_VERSION").exists():
            self._make()
        self._check_version()
        stale = leftovers.clear(self.folder)
        self._spawn(stale)
        self._wait_until_it_answers()

    def stop(self) -> None:
        """Stop it by its pid: politely, then firmly. Returns when it is gone and the folder is free."""
        process = self.process
        if process is not None:
            for number, patience in ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
                if process.poll() is None:
                    process.send_signal(number)
                try:
                    process.wait(patience)
                    break
                except subprocess.TimeoutExpired:
                    continue
            self.process = None
        self.hold.leave()

    def running(self) -> bool:
        """Does the postmaster live? (Whether it answers is another question.)"""
        return self.process is not None and self.process.poll() is None

    def address(self, role: str = SUPERUSER, database: str = "postgres") -> dict[str, Any]:
        """How to reach it (`psycopg.connect(**address)`); whoever can enter the socket's folder may."""
        return {"host": str(self.host), "port": PORT, "user": role, "dbname": database}

    def _make(self) -> None:
        """initdb beside the place, then one rename: a cluster is there whole or not at all."""
        unfinished = self.folder.with_name(self.folder.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        if self.folder.exists() and any(self.folder.iterdir()):
            raise CannotStart(f"{self.folder} holds files that are no PostgreSQL cluster; move them away.")
        folders.make_folder(unfinished, self.account)
        command = [str(self.binaries / "initdb"), "-D", str(unfinished), *self._initdb_options()]
        made = subprocess.run(
            command,
            cwd="/",
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise CannotStart(sentence(made.stderr, self.folder))
        unfinished.rename(self.folder)

    def _initdb_options(self) -> list[str]:
        options = ["-U", SUPERUSER, "-A", "trust", "--encoding=UTF8", "--locale=C", "--data-checksums"]
        if major_version(self.binaries) >= 17:  # the provider that does not change with the system's libc
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        elif sys.platform.startswith("linux"):  # so that lower('Å') is 'å'; the order stays that of bytes
            options += ["--lc-ctype=C.UTF-8"]
        return options if self.durable else [*options, "--no-sync"]

    def _check_version(self) -> None:
        """A newer server cannot read an older one's folder; it says so only in its log."""
        made_by = int((self.folder / "PG_VERSION").read_text().strip())
        ours = major_version(self.binaries)
        if made_by != ours:
            raise CannotStart(
                f"{self.folder} was made by PostgreSQL {made_by}, and this is PostgreSQL {ours};"
                f" set STEGVIS_PG_BIN to the programs of version {made_by}, or move the data with pg_upgrade."
            )

    def _spawn(self, stale: int | None) -> None:
        settings = SETTINGS | (DURABLE if self.durable else FORGETFUL) | after_a_crash()
        command = [str(self.binaries / "postgres"), "-D", str(self.folder), "-k", str(self.host)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        environ = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        if stale is not None:
            environ["PG_GRANDPARENT_PID"] = str(stale)
        log = _turned_log(log_file(self.data))
        with log.open("ab") as written:
            self._said_from = written.tell()
            self.process = subprocess.Popen(
                command,
                cwd="/",
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=written,
                start_new_session=True,
                preexec_fn=lifeline.before_exec(signal.SIGINT),  # noqa: PLW1509 - it only asks the kernel
            )

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        assert self.process is not None
        while True:
            if self.process.poll() is not None:
                said = log_file(self.data).read_bytes()[self._said_from :].decode(errors="replace")
                self.process = None
                raise CannotStart(sentence(said, self.folder))
            try:
                psycopg.connect(**self.address(), connect_timeout=2).close()
                return
            except psycopg.OperationalError as error:
                recovering = "starting up" in str(error) or "not yet accepting" in str(error)
                if time.monotonic() > deadline and not recovering:
                    self.stop()
                    raise CannotStart(
                        f"PostgreSQL in {self.folder} started but does not answer; see {log_file(self.data)}."
                    ) from None
            time.sleep(0.02)


def after_a_crash() -> dict[str, str]:
    """How a server that was killed brings its files to disk before it recovers: clients wait for that.

    All at once where the system has a call for it that also tells of errors (Linux 5.8, as PostgreSQL's manual says
    of recovery_init_sync_method); else file by file, which was measured to take seconds for our two thousand files.
    """
    system = os.uname()
    version = tuple(int(part) for part in re.findall(r"\d+", system.release)[:2])
    return {"recovery_init_sync_method": "syncfs"} if system.sysname == "Linux" and version >= (5, 8) else {}


def _turned_log(log: Path) -> Path:
    """The log file; past 10 MB the old one steps aside at a start, and the one before it goes."""
    if log.exists() and log.stat().st_size > 10_000_000:
        log.replace(log.with_suffix(".log.1"))
    return log
