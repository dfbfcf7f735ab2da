"""All measures by team, month and problem over England's size, by every way, each in a process of its own.

    python -m bench.nation [--years 1,3,10] [--share 1.0] [--folder DIR] [--others 1] [--ceiling 16] [--leave-out WAY,…]

Prints a Markdown table: wall time and peak memory of each way at each size. The folder (default: a temporary one)
holds the data, about 0.4 GB a year with what is made of it, and is used again when it is named again. pandas and
pyarrow are installed into a virtual environment in it; they are no part of the product. Linux only: memory is read
from /proc.
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
OTHERS = ("pandas", "spark-local", "spark-cluster")
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


def table(found: dict[int, dict[str, Taken]]) -> str:
    """A line for each way, a pair of columns for each size, and what it is of the bare read at the first."""
    years = list(found)
    head = ["way", *(f"{year} y: s | MB" for year in years), "of the bare read", "started in"]
    lines = [" | ".join(head), " | ".join(["---"] * (len(head) + len(years)))]
    first = found[years[0]]
    for way in ORDER:
        there = [found[year].get(way) for year in years]
        if not any(there):
            continue
        cells = [f"{each.seconds:.1f} | {each.peak:,.0f}" if each else " | " for each in there]
        base = "bare-read-of-facts" if way == "from-facts" else "bare-read"
        ratio = f"{first[way].seconds / first[base].seconds:.1f}" if {way, base} <= first.keys() else ""
        before = f"{there[0].before:.1f} s" if there[0] and there[0].before > 1 else ""
        lines.append(" | ".join([TITLES[way], *cells, ratio, before]))
    return "\n".join(f"| {line} |" for line in lines)


def ratios(found: dict[str, Taken]) -> list[str]:
    """The goals of issue 3, for the first size."""
    lines = []
    for ours in ("one-statement", "from-facts"):
        goals = (("bare-read" if ours == "one-statement" else "bare-read-of-facts", 3.0), ("pandas", 0.3))
        for other, goal in (*goals, ("spark-local", 0.15), ("spark-cluster", 0.15)):
            if ours in found and other in found:
                ratio = found[ours].seconds / found[other].seconds
                met = "met" if ratio <= goal else "**missed**"
                lines.append(f"| {TITLES[ours]} / {TITLES[other]} | {ratio:.2f} | {goal}: {met} |")
    return ["| ratio | here | goal |", "| --- | --- | --- |", *lines]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--years", default="1,3,10")
    reader.add_argument("--share", type=float, default=1.0, help="of England; 0.02 is a try")
    reader.add_argument("--folder", type=Path)
    reader.add_argument("--others", type=int, default=1, metavar="YEARS", help="pandas and Spark up to so many years")
    reader.add_argument("--ceiling", type=float, default=16, help="GB that a way may hold before it is ended")
    reader.add_argument("--leave-out", default="", metavar="WAY,…", help=", ".join(ORDER))
    options = reader.parse_args()
    wanted = [way for way in ORDER if way not in options.leave_out.split(",")]
    with tempfile.TemporaryDirectory(prefix="nation-") as passing:
        root = (options.folder or Path(passing)).absolute()
        found = {}
        for year in map(int, options.years.split(",")):
            folder = root / f"{year}-years-{options.share:g}"
            started = time.perf_counter()
            make(folder, year, options.share)
            size = sum(file.stat().st_size for file in folder.glob("*.parquet")) / 1e6
            rows = "{:,} episodes, {:,} contacts, {:,} scores".format(*sizes(folder))
            print(f"{year} years: {rows}, {size:,.0f} MB, made in {time.perf_counter() - started:.0f} s.\n", flush=True)
            ways = [way for way in wanted if year <= options.others or way not in OTHERS]
            found[year] = measure(folder, root, ways, options.ceiling * 1000)
        print(table(found), *ratios(next(iter(found.values()))), sep="\n")


if __name__ == "__main__":
    main()
