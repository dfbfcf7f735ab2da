"""All measures by team, month and problem over England's size, by every way, each in a process of its own.

    python -m bench.nation [--years 1,3,10] [--share 1.0] [--folder DIR] [--leave-out WAY,…] [--times 1]

Prints a Markdown table: wall time and peak memory of each way at each size. The folder (default: a temporary one)
holds the data, about 0.4 GB a year with what is made of it, and is used again when it is named again. pandas and pyarrow are installed
into a virtual environment in it; they are no part of the product. Linux only: memory is read from /proc.
"""

import argparse
import json
import os
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


def taken(way: str, folder: Path, root: Path) -> Taken:
    """Run it to its end, looking at the memory of it and all its children twenty times a second."""
    command = command_of(way, folder, root)
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, env={**os.environ, "TMPDIR": str(root)})
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        if process.returncode:
            raise SystemExit(f"{way} ended with {process.returncode}.")
        out.seek(0)
        said: dict[str, Any] = {} if way == "command" else json.loads(out.read().splitlines()[-1])
    return Taken(said.get("before", 0.0), said.get("seconds", seconds), peak, said.get("sums"))


def memory_of(process: int) -> float:
    """MB that the process and its descendants hold; what two of them share counts for both."""
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
    return sum(held.get(member, 0) for member in family) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(folder: Path, root: Path, ways: list[str], times: int) -> dict[str, Taken]:
    """The fastest of so many runs of each way, by turns; all that give figures must give the same."""
    found: dict[str, Taken] = {}
    for _ in range(times):
        for way in ways:
            now = taken(way, folder, root)
            print(f"{folder.name}: {way} {now.seconds:.1f} s, {now.peak:.0f} MB", file=sys.stderr, flush=True)
            if way not in found or now.seconds < found[way].seconds:
                found[way] = now
    sums = {way: each.sums for way, each in found.items() if each.sums}
    first = next(iter(sums), None)
    for way, each in sums.items():
        wrong = sorted(name for name in each.keys() | sums[first].keys() if each.get(name) != sums[first].get(name))
        if wrong:
            raise SystemExit(f"{way} and {first} do not agree on {', '.join(wrong)}.")
    return found


def table(found: dict[int, dict[str, Taken]], ways: list[str]) -> str:
    years = list(found)
    head = ["way", *(f"{year} y: s | MB" for year in years), "of the bare read", "started in"]
    lines = [" | ".join(head), " | ".join(["---"] * (len(head) + len(years)))]
    for way in ways:
        cells = [f"{found[year][way].seconds:.1f} | {found[year][way].peak:,.0f}" for year in years]
        last = found[years[0]]
        base = "bare-read-of-facts" if way == "from-facts" else "bare-read"
        ratio = f"{last[way].seconds / last[base].seconds:.1f}" if base in last else ""
        before = f"{last[way].before:.1f} s" if last[way].before > 1 else ""
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
    reader.add_argument("--leave-out", default="", metavar="WAY,…", help=", ".join(ORDER))
    reader.add_argument("--times", type=int, default=1, help="runs of each way; the fastest counts")
    options = reader.parse_args()
    ways = [way for way in ORDER if way not in options.leave_out.split(",")]
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
            found[year] = measure(folder, root, ways, options.times)
        print(table(found, ways), *ratios(next(iter(found.values()))), sep="\n")


if __name__ == "__main__":
    main()
