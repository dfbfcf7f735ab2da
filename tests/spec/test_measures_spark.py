"""Every paragraph of the manual, and much that was drawn by chance, on Spark: the third engine gives the same.

Starting Spark and each of its statements cost seconds, so all cases are one data set: a municipality each.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from stegvis.outcomes.engines.spark import on_spark
from stegvis.outcomes.measures import GROUPINGS, Run, measure_rows
from tests.spark import cluster
from tests.spec.conftest import DuckDB
from tests.spec.figures import written
from tests.spec.paragraphs import everything
from tests.spec.reference import result
from tests.spec.registration import Registration
from tests.spec.test_measures_reference import registrations

pytestmark = pytest.mark.engine

# For tables of a thousand rows, compiling each step costs far more than taking it.
JAVA = "spark.driver.extraJavaOptions"
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    JAVA: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
DRAWN = 60


def together(cases: Sequence[Registration]) -> Registration:
    """All of them in one registration; the municipality of an episode is the number of its case."""
    whole = Registration()
    for number, case in enumerate(cases):
        for table, rows in case.tables.items():
            for row in rows:
                named = {key: f"{number:04d} {row[key]}" for key in ("episode", "contact", "answer") if key in row}
                placed = {"municipality": f"{number:04d}"} if table == "episodes" else {}
                whole.tables[table].append({**row, **named, **placed})
    return whole


def drawn() -> list[Registration]:
    """The same each time."""
    found: list[Registration] = []

    @settings(
        max_examples=DRAWN, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(registered=registrations())
    def look(registered: Registration) -> None:
        found.append(registered)

    look()
    return found


@pytest.fixture(scope="module")
def registered() -> Registration:
    cases = list({id(case.registered): case.registered for case in everything()}.values())
    assert len(cases) > 100
    return together([*cases, *drawn()])


@pytest.fixture(scope="module")
def local(registered: Registration) -> Iterator[Run]:
    engine = DuckDB()
    engine.fill(registered)
    with on_spark(engine.connection, settings=SMALL) as run:
        yield run
    engine.connection.close()


@pytest.mark.parametrize("by", [("municipality",), GROUPINGS], ids=["each case", "every grouping"])
def test_spark_follows_the_manual(local: Run, registered: Registration, by: tuple[str, ...]) -> None:
    """Each case by itself, and then by all groupings at once: names, order, figures and rounding."""
    assert [written(row) for row in measure_rows(local, by)] == result(registered, by)


def test_the_command_joins_a_cluster_of_two_workers(tmp_path: Path) -> None:
    """It prints what it prints on DuckDB and nothing else, and both workers have had a part in it."""
    registered, engine = together(drawn()), DuckDB()
    engine.fill(registered)
    for table in registered.tables:
        engine.run(f"COPY {table} TO '{tmp_path / table}.parquet' (FORMAT parquet)")
    engine.connection.close()
    # A site's own settings are Spark's business; these keep three small machines of Java small.
    site = {**SMALL, "spark.executor.memory": "512m", "spark.executor.extraJavaOptions": SMALL[JAVA]}
    (tmp_path / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in site.items()))
    command = [sys.executable, "-m", "stegvis.config.command", "outcomes", str(tmp_path)]
    told = {**os.environ, "SPARK_CONF_DIR": str(tmp_path)}
    with cluster(tmp_path, memory="512m") as master:
        counted = subprocess.run(
            [*command, "--engine", f"spark:{master}"], env=told, capture_output=True, timeout=240, check=False
        )
    assert (counted.returncode, counted.stderr) == (0, b"")
    assert counted.stdout == subprocess.run(command, capture_output=True, timeout=60, check=True).stdout
    assert all(list((tmp_path / f"worker-{number}").glob("app-*/*/stderr")) for number in (1, 2))
