"""A Spark cluster on loopback for tests and benches: a master and workers of our own, ended by their process ids."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyspark

_CLASS = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
_PATIENCE = 90.0  # seconds until all have found each other
_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"


@contextmanager
def cluster(folder: Path, *, workers: int = 2, cores: int = 1, memory: str = "1g") -> Iterator[str]:
    """The address of the master; each worker keeps its work in `folder`/worker-N. Gone when this is left."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"spark://127.0.0.1:{port}"
    started: list[subprocess.Popen[bytes]] = []
    try:
        started.append(_start(folder / "master.log", [_MASTER, "--port", str(port)]))
        _wait(folder / "master.log", "Starting Spark master", started)
        for number in range(1, workers + 1):
            limits = ["--cores", str(cores), "--memory", memory, "--work-dir", str(folder / f"worker-{number}")]
            started.append(_start(folder / f"worker-{number}.log", [_WORKER, *limits, address]))
        for number in range(1, workers + 1):
            _wait(folder / f"worker-{number}.log", "Successfully registered with master", started)
        yield address
    finally:
        for process in reversed(started):
            _stop(process)


def _start(log: Path, command: list[str]) -> "subprocess.Popen[bytes]":
    told: Mapping[str, str] = {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_PUBLIC_DNS": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    where = ["--host", "127.0.0.1", "--webui-port", "0"]
    with log.open("wb") as said:
        return subprocess.Popen(
            [_CLASS, command[0], *where, *command[1:]], env={**os.environ, **told}, stdout=said, stderr=said
        )


def _wait(log: Path, words: str, started: list["subprocess.Popen[bytes]"]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while words not in log.read_text("utf-8", "replace"):
        assert all(process.poll() is None for process in started), f"Spark ended:\n{log.read_text('utf-8')}"
        assert time.monotonic() < deadline, f"Spark was not ready in time:\n{log.read_text('utf-8')}"
        time.sleep(0.2)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """A worker that is asked to end ends its executors first."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
