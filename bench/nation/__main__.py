"""All measures by team, month and problem over England's size, by every way, each in a process of its own.

    python -m bench.nation [--years 0.25,1,3,10] [--folder DIR] [--up-to WAY=YEARS,…] [--leave-out WAY,…] [--only-make]

Prints a Markdown table: wall time and peak memory of each way at each size; a quarter of a year is a year of a quarter
of the people. A way that takes less than five seconds is run three times, and the fastest counts. The folder (default:
a temporary one) holds the data, about 0.25 GB a year with what is made of it, and is used again when it is named again:
--only-make fills it beforehand. pandas and pyarrow are installed into a virtual environment in it; they are no part of
the product. Linux only: memory is read from /proc.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.nation.make import make, sizes
from bench.nation.ways import WAYS

ORDER = ("bare-read", "one-statement", "reshape", "bare-read-of-facts", "from-facts", "command", "pandas",
         "spark-local", "spark-cluster")  # fmt: skip
# The largest size, in years, that a way is given; who is not named takes all.
UP_TO = "one-statement=1,command=1,pandas=1,spark-local=0.25,spark-cluster=0.25"
SHORT, TIMES = 5.0, 3  # seconds, runs
TITLES = {name: (way.__doc__ or "").strip() for name, way in WAYS.items()} | {
    "command": "`stegvis outcomes`: every row checked, counted and printed",
    "pandas": "pandas, the same rules",
}


@dataclass(frozen=True)
class Taken:
    """Seconds before the work could begin and of the work, the peak of memory in MB, and the figures summed."""

    before: float
    seconds: float
    peak: float
    sums: dict[str, list[float]] | None


def command_of(way: str, folder: Path, root: Path) -> list[str]:
    if way == "command":
        return [sys.executable, "-m", "stegvis.config.command", "outcomes", str(folder), "--by", "team,month,problem"]
    if way == "pandas":
        return [with_pandas(root), str(Path(__file__).with_name("with_pandas.py")), str(folder)]
    return [sys.executable, "-m", "bench.nation.ways", way, str(folder)]


def with_pandas(root: Path) -> str:
    place = root / "pandas"
    python = place / "bin" / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "pandas", "pyarrow"], check=True)
    return str(python)


def taken(way: str, folder: Path, root: Path, ceiling: float = 16e3) -> Taken | None:
    """Run it to its end, looking at the memory of it and all its children twenty times a second.

    None where it failed, or they came to hold more than the ceiling (MB): then all of them are ended.
    """
    command = command_of(way, folder, root)
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, env={**os.environ, "TMPDIR": str(root)})
        peak = 0.0
        while process.poll() is None:
            family = held_by(process.pid)
            peak = max(peak, sum(family.values()))
            if peak > ceiling:
                for member in family:
                    os.kill(member, signal.SIGKILL)
                process.wait()
                return None
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        if process.returncode:
            return None
        out.seek(0)
        said: dict[str, Any] = {} if way == "command" else json.loads(out.read().splitlines()[-1])
    return Taken(said.get("before", 0.0), said.get("seconds", seconds), peak, said.get("sums"))


def held_by(process: int) -> dict[int, float]:
    """MB that the process and each of its descendants hold; what two of them share counts for both."""
    children: dict[int, list[int]] = {}
    held: dict[int, int] = {}
    for each in Path("/proc").glob("[0-9]*"):
        try:
            fields = (each / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended since it was listed
        children.setdefault(int(fields[1]), []).append(int(each.name))
        held[int(each.name)] = int(fields[21])
    family = [process]
    for member in family:
        family += children.get(member, [])
    return {member: held[member] * os.sysconf("SC_PAGE_SIZE") / 1e6 for member in family if member in held}


def measure(folder: Path, root: Path, ways: list[str], ceiling: float) -> dict[str, Taken]:
    """Each way once; all that give figures must give the same. What did not come to its end is not in it."""
    found: dict[str, Taken] = {}
    for way in ways:
        now = taken(way, folder, root, ceiling)
        if now and now.seconds < SHORT:
            again = [taken(way, folder, root, ceiling) for _ in range(TIMES - 1)]
            now = min([now, *filter(None, again)], key=lambda each: each.seconds)
        said = f"{now.seconds:.1f} s, {now.peak:.0f} MB" if now else f"failed, or held more than {ceiling:.0f} MB"
        print(f"{folder.name}: {way} {said}", file=sys.stderr, flush=True)
        if now:
            found[way] = now
    sums = {way: each.sums for way, each in found.items() if each.sums}
    first = next(iter(sums), None)
    for way, each in sums.items():
        wrong = sorted(name for name in each.keys() | sums[first].keys() if each.get(name) != sums[first].get(name))
        if wrong:
            raise SystemExit(f"{way} and {first} do not agree on {', '.join(wrong)}.")
    return found


def table(found: dict[str, dict[str, Taken]]) -> str:
    """A line for each way and a pair of columns for each size."""
    head = ["way", *(f"{years} y: s | MB" for years in found), "started in"]
    lines = [" | ".join(head), " | ".join(["---"] * (len(head) + len(found)))]
    for way in ORDER:
        there = [each.get(way) for each in found.values()]
        if any(there):
            cells = [f"{each.seconds:.1f} | {each.peak:,.0f}" if each else " | " for each in there]
            before = max(each.before for each in there if each)
            lines.append(" | ".join([TITLES[way], *cells, f"{before:.1f} s" if before > 1 else ""]))
    return "\n".join(f"| {line} |" for line in lines)


# Ours, what it is held against, and the goal of issue 3 where there is one.
RATIOS = (
    ("from-facts", "bare-read-of-facts", 3.0), ("from-facts", "bare-read", 3.0), ("one-statement", "bare-read", 3.0),
    ("from-facts", "pandas", 0.3), ("one-statement", "pandas", 0.3), ("reshape", "pandas", None),
    *((ours, spark, 0.15) for ours in ("from-facts", "one-statement") for spark in ("spark-local", "spark-cluster")),
)  # fmt: skip


def ratios(found: dict[str, dict[str, Taken]]) -> str:
    """Seconds of ours by seconds of the other, at each size."""
    lines = [" | ".join(["ratio", *(f"{years} y" for years in found), "goal"]), " | ".join(["---"] * (len(found) + 2))]
    for ours, other, goal in RATIOS:
        cells = [
            f"{each[ours].seconds / each[other].seconds:.2f}" if {ours, other} <= each.keys() else ""
            for each in found.values()
        ]
        if any(cells):
            lines.append(" | ".join([f"{TITLES[ours]} / {TITLES[other]}", *cells, f"{goal}" if goal else ""]))
    first, last = next(iter(found)), list(found)[-1]
    for way in ("reshape", "from-facts"):
        if way in found[first] and way in found[last] and first != last:
            grown = found[last][way].seconds / found[first][way].seconds
            lines.append(
                f"{TITLES[way]}: {last} y / {first} y | {grown:.1f}" + " | " * len(found) + f"{growth(first, last):.0f}"
            )
    return "\n".join(f"| {line} |" for line in lines)


def growth(first: str, last: str) -> float:
    """How much more there is to read; linear growth takes as much longer."""
    return float(last) / float(first)


def filled(root: Path, years: str) -> Path:
    """The folder with so many years of England; under one, a year of a part of its people."""
    folder = root / f"{years}-years"
    started = time.perf_counter()
    make(folder, max(1, int(float(years))), min(1.0, float(years)))
    size = sum(file.stat().st_size for file in folder.glob("*.parquet")) / 1e6
    rows = "{:,} episodes, {:,} contacts, {:,} scores".format(*sizes(folder))
    print(f"{years} years: {rows}, {size:,.0f} MB, made in {time.perf_counter() - started:.0f} s.\n", flush=True)
    return folder


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--years", default="0.25,1,3,10")
    reader.add_argument("--folder", type=Path)
    reader.add_argument("--up-to", default=UP_TO, metavar="WAY=YEARS,…", help=f"default: {UP_TO}")
    reader.add_argument("--ceiling", type=float, default=16, help="GB that a way may hold before it is ended")
    reader.add_argument("--leave-out", default="", metavar="WAY,…", help=", ".join(ORDER))
    reader.add_argument("--only-make", action="store_true", help="fill the folder and measure nothing")
    options = reader.parse_args()
    up_to = {way: float(years) for way, years in (each.split("=") for each in options.up_to.split(",") if each)}
    wanted = [way for way in ORDER if way not in options.leave_out.split(",")]
    with tempfile.TemporaryDirectory(prefix="nation-") as passing:
        root = (options.folder or Path(passing)).absolute()
        found = {}
        for years in options.years.split(","):
            folder = filled(root, years)
            ways = [way for way in wanted if float(years) <= up_to.get(way, float(years))]
            if not options.only_make:
                found[years] = measure(folder, root, ways, options.ceiling * 1000)
        if found:
            print(table(found), "", ratios(found), sep="\n")


if __name__ == "__main__":
    main()
