"""The ways to count a nation, each run in a process of its own: `python -m bench.nation.ways WAY FOLDER`.

A way writes its figures as one row a cell, and prints one line of JSON: seconds before it could begin, seconds of
the work, and the figures summed by measure.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb

from bench.nation.make import TABLES
from stegvis.outcomes.engines.facts import make_facts
from stegvis.outcomes.measures import Run, statement
from stegvis.outcomes.measures.columns import Columns, branches, columns
from stegvis.outcomes.measures.statement import over_facts

BY = ("team", "month", "problem")
MEMORY = "700MB"  # of DuckDB's own; Python and the driver stand beside it
# What the statement reads when it groups by BY.
USED = {
    "episodes": ("episode", "team", "problem", "received_on", "source", "sick_pay_first", "sick_pay_last",
                 "discharged_on", "discharge_reason"),
    "contacts": ("episode", "on", "purpose", "attendance"),
    "scores": ("answer", "episode", "instrument", "answered_at", "score"),
}  # fmt: skip
# Cheap sums that need every value of a column.
READ = {
    "VARCHAR": "SUM(strlen({x}))",
    "DATE": "SUM({x} - DATE '2000-01-01')",
    "BOOLEAN": "COUNT(CASE WHEN {x} THEN 1 END)",
}
Sums = dict[str, list[float]]


def cells(sql: str) -> str:
    """The statement with names for its columns, and a place for its result: one row a cell of the nation."""
    names = ", ".join(f"c{number}" for number in range(1 + len(BY) + len(columns()[0])))
    return f"SELECT * FROM ({sql}) AS cells({names})"


def summed(own: str) -> Sums:
    """Numerators, denominators, missing and medians of all cells, added: alike where two ways agree."""
    sums: Sums = {}
    with duckdb.connect() as engine:
        for number, (branch, layout) in enumerate(zip(branches(), columns(), strict=True)):
            for measure in branch.measures:
                of = Columns.of(measure)
                wanted = (of.numerator, of.denominator, of.missing, of.median)
                sql = [f"SUM(c{1 + len(BY) + layout.index(part)})" if part else "0" for part in wanted]
                files = f"'{own}/cells.parquet{'/*.parquet' if Path(own, 'cells.parquet').is_dir() else ''}'"
                found = engine.execute(f"SELECT {', '.join(sql)} FROM {files} WHERE c0 = {number}").fetchall()[0]
                sums[measure.name] = [round(float(figure or 0), 1) for figure in found]
    return sums


def written(run: Run, sql: str, own: str) -> None:
    run(f"COPY ({cells(sql)}) TO '{own}/cells.parquet' (FORMAT parquet)")


def over(folder: Path, files: Iterable[str], engine: duckdb.DuckDBPyConnection) -> Run:
    for name in files:
        engine.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder / name}.parquet'")
    return lambda sql: engine.execute(sql).fetchall()


def opened(folder: Path, own: str, files: Iterable[str] = TABLES) -> tuple[duckdb.DuckDBPyConnection, Run]:
    config = {"memory_limit": MEMORY, "temp_directory": f"{own}/more", "preserve_insertion_order": "false"}
    engine = duckdb.connect(f"{own}/set.duckdb", config=config)
    return engine, over(folder, files, engine)


def read(folder: Path, tables: Iterable[str], used: dict[str, tuple[str, ...]] | None, own: str) -> None:
    """Every value of the columns, and nothing else."""
    engine, run = opened(folder, own, tables)
    for table in tables:
        kinds = {name: kind for name, kind, *_ in engine.execute(f"DESCRIBE {table}").fetchall()}
        columns = used[table] if used else tuple(kinds)
        sums = [READ.get(kinds[name], "SUM({x})").replace("{x}", f'"{name}"') for name in columns]
        run(f"SELECT {', '.join(sums)} FROM {table}")


FACTS = ("episode_facts", "contact_facts")
FACTS_USED = {
    "episode_facts": ("team", "problem", "source", "received_on", "assessed_on", "started_on", "discharged_on",
                      "discharge_reason", "sick_pay_first", "sick_pay_last", "days_to_assessment",
                      "days_to_treatment", "attended_contacts", "treatment_contacts", "finished", "paired",
                      "case_at_start", "not_a_case_at_start", "case_at_end", "improved", "worsened"),
    "contact_facts": ("team", "problem", "contact_on", "attendance"),
}  # fmt: skip


def bare_read(folder: Path, own: str) -> None:
    """The bare read of the columns used"""
    read(folder, TABLES, USED, own)


def one_statement(folder: Path, own: str) -> None:
    """DuckDB, one statement over the three files"""
    written(opened(folder, own)[1], statement(BY), own)


def reshape(folder: Path, own: str) -> None:
    """Reshaping: the three files to one row an episode, piece by piece"""
    engine, run = opened(folder, own)
    make_facts(engine)
    for name in FACTS:
        run(f"COPY {name} TO '{folder / name}.parquet' (FORMAT parquet, COMPRESSION zstd)")


def bare_read_of_facts(folder: Path, own: str) -> None:
    """The bare read of the columns used, reshaped"""
    read(folder, FACTS, FACTS_USED, own)


def from_facts(folder: Path, own: str) -> None:
    """DuckDB over the reshaped files"""
    written(opened(folder, own, FACTS)[1], over_facts(BY), own)


def on_spark(folder: Path, own: str, master: str, settings: dict[str, str]) -> float:
    """The seconds of the statement, once the session is there."""
    from stegvis.outcomes.engines.spark import session

    with session(master, Path(own), settings) as spark:
        for table in TABLES:
            spark.read.parquet(str(folder / f"{table}.parquet")).createOrReplaceTempView(table)
        began = time.perf_counter()
        spark.sql(cells(statement(BY))).write.parquet(f"{own}/cells.parquet")
        return time.perf_counter() - began


def spark_local(folder: Path, own: str) -> float:
    """Spark local[2], the same statement"""
    return on_spark(folder, own, "local[2]", {"spark.driver.memory": "6g"})


def spark_cluster(folder: Path, own: str) -> float:
    """Spark, two workers on loopback, the same statement"""
    from tests.spark import cluster

    with cluster(Path(own), memory="3g") as master:
        return on_spark(folder, own, master, {"spark.executor.memory": "3g", "spark.driver.memory": "2g"})


WAYS: dict[str, Callable[[Path, str], Any]] = {
    way.__name__.replace("_", "-"): way
    for way in (bare_read, one_statement, reshape, bare_read_of_facts, from_facts, spark_local, spark_cluster)
}


def main(name: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="nation-", dir=folder, ignore_cleanup_errors=True) as own:
        started = time.perf_counter()
        alone = WAYS[name](folder, own)
        whole = time.perf_counter() - started
        counted = Path(own, "cells.parquet").exists()
        seconds = alone or whole
        print(json.dumps({"before": whole - seconds, "seconds": seconds, "sums": summed(own) if counted else None}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
