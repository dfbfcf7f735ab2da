"""Spark: the checked tables as Parquet in a folder of this run's own, and one session that reads them.

Nothing of Spark's is shown: what it says goes to a file in that folder. It listens on loopback only, unless the
master named is another machine.
"""

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from stegvis.outcomes.dataset.columns import TABLES
from stegvis.outcomes.engines import CannotRun
from stegvis.outcomes.measures import Run

HERE = "local[2]"  # two threads of this process's own
_MASTER = re.compile(r"local(\[(\d+|\*)\])?|spark://(?P<host>[\w.-]+):(?P<port>\d+)")
_LOOPBACK = ("localhost", "127.0.0.1")
_PATIENCE = 10.0  # seconds, for a master to answer and for the machine of Java to end

_SETTINGS = {
    "spark.app.name": "stegvis outcomes",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.session.timeZone": "UTC",
    # A difference of two scores keeps all its decimals, and days before 1582 are the days that were written.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
}
_ON_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


def check_spark(master: str = HERE) -> None:
    """Raise CannotRun unless there are pyspark and Java, and the master is one we know and answers."""
    if not (named := _MASTER.fullmatch(master)):
        raise CannotRun(f"there is no Spark at {master!r}; name it as local[2] or spark://host:7077.")
    if importlib.util.find_spec("pyspark") is None:
        raise CannotRun("Spark is not installed; `pip install 'stegvis[spark]'` adds it (500 MB).")
    java = Path(os.environ["JAVA_HOME"]) / "bin" / "java" if "JAVA_HOME" in os.environ else "java"
    if not shutil.which(java):
        raise CannotRun("Spark needs Java 17, and there is none; on Debian, install openjdk-17-jre-headless.")
    if named["host"]:
        try:
            socket.create_connection((named["host"], int(named["port"])), _PATIENCE).close()
        except OSError as error:
            raise CannotRun(f"no Spark master answers at {master}.") from error


@contextmanager
def on_spark(
    tables: duckdb.DuckDBPyConnection, master: str = HERE, settings: Mapping[str, str] | None = None
) -> Iterator[Run]:
    """Start Spark, or join the cluster at `master`, which must see our temporary folder; raises CannotRun.

    `settings` are Spark's own, for who knows the machines.
    """
    check_spark(master)
    with tempfile.TemporaryDirectory(prefix="stegvis-", ignore_cleanup_errors=True) as own:
        folder = Path(own)
        types = {table: _write(table, tables, folder) for table in TABLES}
        with session(master, folder, settings or {}) as opened:
            for table, columns in types.items():
                opened.read.schema(columns).parquet(str(_file(folder, table))).createOrReplaceTempView(table)
            yield lambda statement: [tuple(row) for row in _told(opened, statement)]


def _write(table: str, tables: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """One Parquet file, and its columns as Spark names them."""
    tables.execute(f"COPY {table} TO '{_file(folder, table)}' (FORMAT parquet)")
    columns = tables.execute(f"DESCRIBE {table}").fetchall()
    return ", ".join(f"`{name}` {'STRING' if kind == 'VARCHAR' else kind}" for name, kind, *_ in columns)


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


def _told(session: Any, statement: str) -> list[Any]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        rows: list[Any] = session.sql(statement).collect()
    except (Py4JError, PySparkException) as error:
        raise CannotRun(f"Spark gave up: {type(error).__name__}.") from error
    return rows


@contextmanager
def session(master: str, folder: Path, settings: Mapping[str, str]) -> Iterator[Any]:
    """A session over a Java machine of its own, which has ended when this is left."""
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    named = _MASTER.fullmatch(master)
    alone = named is None or named["host"] in (None, *_LOOPBACK)
    chosen = _SETTINGS | (_ON_LOOPBACK if alone else {})
    chosen |= {"spark.local.dir": str(folder / "spark"), "spark.sql.warehouse.dir": str(folder / "warehouse")}
    chosen |= {"spark.master": master, **settings}
    with (folder / "spark.log").open("wb") as log, _environ({"SPARK_LOCAL_IP": "127.0.0.1"} if alone else {}):
        gateway = None
        try:
            conf = SparkConf(loadDefaults=False).setAll(list(chosen.items()))
            gateway = launch_gateway(conf, {"stdout": log, "stderr": log})  # type: ignore[no-untyped-call]
            session = SparkSession(SparkContext(conf=conf, gateway=gateway))
        except (Py4JError, PySparkException) as error:
            if gateway is not None:
                _end(gateway)
            raise CannotRun(f"Spark could not be started: {type(error).__name__}.") from error
        try:
            yield session
        finally:
            session.stop()
            _end(gateway)


def _end(gateway: Any) -> None:
    """Java ends when its standard input does; pyspark would keep it until this process is over."""
    from pyspark import SparkContext

    SparkContext._gateway = SparkContext._jvm = None
    gateway.shutdown()
    gateway.proc.stdin.close()
    try:
        gateway.proc.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        gateway.proc.kill()
        gateway.proc.wait()


@contextmanager
def _environ(told: Mapping[str, str]) -> Iterator[None]:
    """These variables for the processes started within, as they were afterwards."""
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
