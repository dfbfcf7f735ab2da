"""The ways to count a nation, each run in a process of its own: `python -m bench.nation.ways WAY FOLDER`.

A way writes its figures as one row a cell, and prints one line of JSON: seconds before it could begin, seconds of
the work, and the figures summed by measure.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from bench.nation.make import TABLES
from stegvis.outcomes.engines.duckdb import MEMORY
from stegvis.outcomes.engines.facts import make_facts, see_facts
from stegvis.outcomes.measures import Run, statement
from stegvis.outcomes.measures.columns import Columns, branches, columns, values
from stegvis.outcomes.measures.definition import Over
from stegvis.outcomes.measures.statement import over_wide_facts

BY = ("team", "month", "problem")
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


def written(run: Run, sql: str, own: str, part: str = "") -> None:
    run(f"COPY ({cells(sql)}) TO '{own}/cells.parquet{part}' (FORMAT parquet)")


def opened(own: str) -> tuple[duckdb.DuckDBPyConnection, Run]:
    config = {"memory_limit": MEMORY, "temp_directory": f"{own}/more", "preserve_insertion_order": "false"}
    engine = duckdb.connect(f"{own}/set.duckdb", config=config)
    return engine, lambda sql: engine.execute(sql).fetchall()


def see_tables(engine: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for name in TABLES:
        engine.execute(f"CREATE VIEW {name} AS SELECT * FROM '{folder / name}.parquet'")


def see_wide(engine: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for name in FACTS_USED:
        see_facts(engine, folder / "facts", name)


def read(engine: duckdb.DuckDBPyConnection, used: dict[str, tuple[str, ...]]) -> None:
    """Every value of the columns, and nothing else."""
    for table, wanted in used.items():
        kinds = {name: kind for name, kind, *_ in engine.execute(f"DESCRIBE {table}").fetchall()}
        sums = [READ.get(kinds[name], "SUM({x})").replace("{x}", f'"{name}"') for name in wanted]
        engine.execute(f"SELECT {', '.join(sums)} FROM {table}").fetchall()


def used_of(over: Over) -> tuple[str, ...]:
    """What the statement reads of wide facts: the groups, each date beside its month, and the values."""
    dates = [branch.period for branch in branches() if branch.over == over]
    return ("team", "problem", *dates, *(f"{date}_month" for date in dates), *values(over).values())


FACTS_USED = {"episode_facts": used_of("episodes"), "contact_facts": used_of("contacts")}


def bare_read(folder: Path, own: str) -> None:
    """The bare read of the columns used"""
    engine, _ = opened(own)
    see_tables(engine, folder)
    read(engine, USED)


def one_statement(folder: Path, own: str) -> None:
    """DuckDB, one statement over the three files"""
    engine, run = opened(own)
    see_tables(engine, folder)
    written(run, statement(BY), own)


def reshape(folder: Path, own: str) -> None:
    """Reshaping: the three files to one row an episode, piece by piece"""
    engine, _ = opened(own)
    see_tables(engine, folder)
    shutil.rmtree(folder / "facts", ignore_errors=True)
    make_facts(engine, folder / "facts")


def bare_read_of_facts(folder: Path, own: str) -> None:
    """The bare read of the columns used, reshaped"""
    engine, _ = opened(own)
    see_wide(engine, folder)
    read(engine, FACTS_USED)


def from_facts(folder: Path, own: str) -> None:
    """DuckDB over the reshaped files"""
    engine, run = opened(own)
    see_wide(engine, folder)
    for number, sql in enumerate(over_wide_facts(BY)):
        Path(own, "cells.parquet").mkdir(exist_ok=True)
        written(run, sql, own, f"/{number}.parquet")


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
