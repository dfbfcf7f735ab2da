"""`stegvis up` as an operator meets it: it starts, survives kills, refuses clearly, and stops when told."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from stegvis.config.database import fingerprint, leftovers
from stegvis.config.database.mark import read_mark
from stegvis.config.database.settings import address
from tests.database import Clone, Server

pytestmark = pytest.mark.engine

BEAT = 10.0  # seconds between the worker's signs of life
BACK_WITHIN = 15.0  # seconds without anyone's help (facts/safety.md §3, R1)


class Up:
    """A running `stegvis up` and what a stranger can see of it."""

    def __init__(self, data: Path, programs: Path, *more: str) -> None:
        self.data = data
        self.port = free_port()
        self.environ = {
            **os.environ,
            "STEGVIS_PG_BIN": str(programs),
            "STEGVIS_DATA": str(data),
        }
        for name in ("STEGVIS_MASTER_KEY_FILE", "STEGVIS_SECRET_KEY_FILE", "DATABASE_URL"):
            self.environ.pop(name, None)
        self.process: subprocess.Popen[str] | None = None
        self.lines: list[str] = []
        self.more = more

    def start(self) -> float:
        """Start it; return how long it took to its address, in seconds."""
        began = time.monotonic()
        command = [sys.executable, "-m", "stegvis.config.command", "up", "--port", str(self.port), *self.more]
        self.process = subprocess.Popen(command, env=self.environ, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.lines = []
        while not self.lines or not self.lines[-1].startswith("http"):
            line = self.process.stdout.readline()
            assert line, f"it ended with {self.process.wait()} after {self.lines}"
            self.lines.append(line.strip())
        return time.monotonic() - began

    def stop(self) -> int:
        """Tell it to stop; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.ended()

    def ended(self) -> int:
        assert self.process is not None
        code = self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def ready(self) -> int:
        """The status of /readyz, 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/readyz", headers={"Connection": "close"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def wait_until_ready(self) -> float:
        """Seconds until database, web and worker are all there."""
        began = time.monotonic()
        while self.ready() != 200:
            assert time.monotonic() - began < BACK_WITHIN, f"/readyz says {self.ready()}"
            time.sleep(0.1)
        return time.monotonic() - began

    def wait_until_whole(self, since: float) -> float:
        """Seconds until it is ready and the worker has shown itself after a moment (seconds since 1970)."""
        asked = "SELECT count(*) FROM people_heartbeat WHERE at > to_timestamp(%s)"
        while True:
            self.wait_until_ready()
            try:
                with self.owner() as owner:
                    if owner.execute(asked, [since]).fetchone() != (0,):
                        return time.time() - since
            except psycopg.OperationalError:
                pass
            assert time.time() - since < BACK_WITHIN + BEAT, "the worker shows no sign of life"
            time.sleep(0.1)

    def pids(self, name: str) -> list[int]:
        """The processes of one part of the tree, by what they were started as, parents first."""
        told = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
        mine = [line.split(None, 1) for line in told.splitlines() if name in line]
        return sorted(int(pid) for pid, _ in mine if self._is_mine(int(pid)))

    def _is_mine(self, pid: int) -> bool:
        try:
            environ = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False
        return f"STEGVIS_DATA={self.data}".encode() in environ

    def postmaster(self) -> int:
        pid = leftovers.recorded_pid(self.data / "db")
        assert pid is not None
        return pid

    def owner(self) -> psycopg.Connection[tuple[int]]:
        return psycopg.connect(**address({"STEGVIS_DATA": str(self.data)}, "owner"), autocommit=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def up(open_folder: Path, programs: Path) -> Iterator[Up]:
    made = Up(open_folder / "data", programs)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.stop()


def test_every_part_is_killed_and_comes_back(up: Up, capsys: pytest.CaptureFixture[str]) -> None:
    """One life of an installation: first start, each process killed, the supervisor killed, a restart, a stop."""
    cold = up.start()
    assert [line for line in up.lines if "http" in line] == [f"http://127.0.0.1:{up.port}/"]
    up.wait_until_ready()
    with up.owner() as owner:
        owner.execute("CREATE TABLE answers AS SELECT 1 AS n")
    took = {}
    web = up.pids("stegvis.config.web")
    assert len(web) == 3, "the server and its two workers"
    for name, pid in (
        ("a web worker", web[-1]),
        ("the web server", web[0]),
        ("the worker", up.pids("stegvis.config.worker")[0]),
        ("the postmaster", up.postmaster()),
    ):
        os.kill(pid, signal.SIGKILL)
        took[name] = up.wait_until_whole(since=time.time())
    assert up.process is not None
    family = [*up.pids("stegvis.config."), up.postmaster()]
    up.process.kill()
    up.ended()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in family):
        assert time.monotonic() < deadline, "something of the tree outlived its supervisor"
        time.sleep(0.05)
    took["the supervisor, then a start by hand"] = up.start()
    with up.owner() as owner:
        assert owner.execute("SELECT n FROM answers").fetchall() == [(1,)]
    assert up.stop() == 0
    assert not leftovers.recorded_pid(up.data / "db")
    warm = up.start()
    assert up.stop() == 0
    with capsys.disabled():
        told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items())
        sys.stdout.write(f"\n[first start {cold:.1f} s; restart {warm:.1f} s; back after {told}]\n")


def _refused(up: Up, *more: str) -> str:
    command = [sys.executable, "-m", "stegvis.config.command", "up", "--port", str(up.port), *more]
    done = subprocess.run(command, env=up.environ, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1, done
    assert done.stderr.count("\n") == 1, f"one sentence, not {done.stderr}"
    return done.stderr.strip()


def test_a_port_that_is_taken_is_refused_before_anything_is_made(up: Up) -> None:
    """Half a start would leave a database behind that nobody asked for."""
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", up.port))
        squatter.listen()
        said = _refused(up)
    assert f"Port {up.port} cannot be used (Address already in use); choose another with --port." in said
    assert not (up.data / "db").exists()


def test_a_lost_master_key_is_said_and_no_new_one_made(up: Up) -> None:
    """A new key over old data would make every name unreadable, and hide it until someone looks."""
    up.start()
    assert up.stop() == 0
    key = up.data / "keys" / "master.key"
    key.unlink()
    assert "is not the master key that this database was encrypted under" in _refused(up)
    assert not key.exists()


def test_a_demo_and_real_clients_never_meet(up: Up) -> None:
    """--demo lets anyone in, so it must refuse a database in which an organisation stands."""
    up.start()
    with up.owner() as owner:
        columns = owner.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = 'people_organisation' AND is_nullable = 'NO' AND column_default IS NULL"
        ).fetchall()
        values = {"uuid": "gen_random_uuid()", "boolean": "false", "integer": "1", "smallint": "1"}
        values |= {"timestamp with time zone": "now()", "date": "now()", "jsonb": "'{}'", "ARRAY": "'{}'"}
        names = ", ".join(name for name, _ in columns)
        given = ", ".join(values.get(kind, "'x'") for _, kind in columns)  # type: ignore[call-overload]
        owner.execute(f"INSERT INTO people_organisation ({names}) VALUES ({given})")  # type: ignore[call-overload]
    assert up.stop() == 0
    assert "is not a demo, and --demo would open it to anyone" in _refused(up, "--demo")


def test_a_server_of_ones_own(up: Up, server: Server, clone: Clone) -> None:
    """In production the database is somebody else's: `up` brings its tables up to date and starts no other."""
    up.environ |= clone.environ()
    up.start()
    assert up.ready() in (200, 503)
    assert not (up.data / "db").exists()
    assert read_mark(clone.address())["migrations"] == fingerprint.of_migrations()
    assert up.stop() == 0


def test_a_server_that_does_not_answer(up: Up) -> None:
    """The reason is libpq's own, on one line; the address may hold a password and is not repeated."""
    up.environ["DATABASE_URL"] = "postgresql://stegvis_app:geheim@/stegvis?host=/nowhere"
    said = _refused(up)
    assert "The database at /nowhere refused us: " in said
    assert "geheim" not in said
