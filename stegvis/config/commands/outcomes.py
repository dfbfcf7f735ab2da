"""`stegvis outcomes DIR`: the measures over a registration data set. Prints nothing until the set is right."""

import argparse
import csv
import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from stegvis.outcomes.dataset import BadDataSet
from stegvis.outcomes.disclosure import Published, published_set
from stegvis.outcomes.engines import CannotRun
from stegvis.outcomes.measures import GROUPINGS, Row, UnknownGrouping, check_groupings, measure_rows

CANNOT_RUN, WRONG_INPUT = 1, 2
ENGINES = ("duckdb", "postgres", "spark")
FIGURES = ("measure", "numerator", "denominator", "value", "missing")

DESCRIPTION = f"""\
Prints every measure over a registration data set: a folder with episodes, contacts and scores, each as .csv
(UTF-8, commas, header) or .parquet. What the figures mean is in docs/measures.md.

--by takes any of these, in the order of the columns you want:
  {", ".join(GROUPINGS)}
month, quarter and year go by each measure's own date. What is not known is the empty group.

--publish gives the figures that may leave the house: 1-7 as *, other counts to the nearest 5, rates as whole
percent where enough stand behind them. More is hidden where the rest would tell it, in this table or beside the
others of the same set (docs/adr/0009). Two sets, as one of this month and one of the last, are not held against
each other.

--engine: duckdb needs nothing else. postgres starts a PostgreSQL of its own, and throws it away. spark needs
Java 17 and the package pyspark (pip install 'stegvis[spark]'); spark:spark://HOST:PORT joins a cluster, whose
machines must see the folder that TMPDIR names. The figures are the same to the last byte on all.

If anything is wrong with the set, nothing is printed, each kind of fault is named on standard error with its
file, row and column, and the exit code is 2.
"""


class Refused(Exception):  # noqa: N818 - it reads as what it tells
    """What was asked cannot be done; the sentences say why."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with an option in one sentence, without the usage around it."""

    def error(self, message: str) -> NoReturn:
        raise Refused(f"{message}; `stegvis outcomes --help` tells more.")


def run(arguments: list[str]) -> int:
    """Print the figures of the folder; 0, or with nothing on standard output 1 (no engine) or 2 (wrong input)."""
    try:
        options = _parser().parse_args(arguments)
        _check(options)
        by = [name.strip() for name in options.by.split(",")] if options.by else []
        check_groupings(by)
        counted = _count(options.folder, by, options.engine)
    except CannotRun as refusal:
        print(f"stegvis outcomes: {refusal}", file=sys.stderr)
        return CANNOT_RUN
    except (Refused, UnknownGrouping, BadDataSet) as refusal:
        for sentence in str(refusal).splitlines():
            print(f"stegvis outcomes: {sentence}", file=sys.stderr)
        return WRONG_INPUT
    rows = published_set(counted, by) if options.publish else counted
    written = _json(rows, by) if options.format == "json" else _csv(rows, by)
    sys.stdout.buffer.write(written.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="stegvis outcomes", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the data set")
    parser.add_argument("--by", metavar="GROUPING,…", help="the groupings, separated by commas; default: none")
    parser.add_argument(
        "--engine", default="duckdb", metavar="ENGINE", help="duckdb (default), postgres, spark[:MASTER]"
    )
    parser.add_argument(
        "--publish",
        action="store_true",
        help="figures that may leave the house: small counts as *, the rest to the nearest 5",
    )
    parser.add_argument("--format", choices=("csv", "json"), default="csv", help="default: csv")
    return parser


def _check(options: argparse.Namespace) -> None:
    name, colon, master = options.engine.partition(":")
    if name not in ENGINES or (colon and not (name == "spark" and master)):
        raise Refused(f"there is no engine {options.engine!r}; there are duckdb, postgres and spark[:MASTER].")
    if not options.folder.is_dir():
        raise Refused(f"there is no folder {str(options.folder)!r}.")


def _count(folder: Path, by: Sequence[str], engine: str) -> list[Row]:
    """The set is read and checked by DuckDB whichever engine counts; each is imported only when it is asked for."""
    from stegvis.outcomes.engines.duckdb import checked, count

    name, _, master = engine.partition(":")
    if name == "spark":
        from stegvis.outcomes.engines.spark import HERE, check_spark, on_spark

        check_spark(master or HERE)
        with _deaf_to_closed_pipes(), checked(folder) as tables, on_spark(tables, master or HERE) as run:
            return measure_rows(run, by)
    if name == "postgres":
        from stegvis.outcomes.engines.postgres import on_postgres

        with checked(folder) as tables, _server() as address, on_postgres(tables, address) as run:
            return measure_rows(run, by)
    with checked(folder) as tables:
        return count(tables, by)


@contextmanager
def _server() -> Iterator[dict[str, Any]]:
    """The address of an empty PostgreSQL in a temporary folder, stopped and removed afterwards."""
    from stegvis.config.database.binaries import find_binaries
    from stegvis.config.database.cluster import Cluster

    with tempfile.TemporaryDirectory(prefix="stegvis-") as folder:
        cluster = Cluster(Path(folder), find_binaries(os.environ), durable=False)
        try:
            cluster.start()
            yield cluster.address()
        finally:
            cluster.stop()


@contextmanager
def _deaf_to_closed_pipes() -> Iterator[None]:
    """This command ends silently when its reader does; a Java machine that goes away must not end it so."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


def _cells(row: Row | Published) -> Iterator[str | int | Decimal | None]:
    yield from row.group
    yield from (row.measure, row.numerator, row.denominator, row.value, row.missing)


def _csv(rows: Sequence[Row | Published], by: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[*by, *FIGURES], *map(_cells, rows)])
    return out.getvalue()


def _json(rows: Sequence[Row | Published], by: Sequence[str]) -> str:
    """One list of flat objects, one a line. A value has one decimal, so its float is written as it is."""
    objects = (dict(zip([*by, *FIGURES], map(_number, _cells(row)), strict=True)) for row in rows)
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in objects) + "\n]\n"


def _number(cell: str | int | Decimal | None) -> str | int | float | None:
    return float(cell) if isinstance(cell, Decimal) else cell
