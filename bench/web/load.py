"""Load from eight connections by wrk, from prepared requests; what it measured, read back."""

from __future__ import annotations

import re
import subprocess
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8

# One thread plays the prepared requests in order, so each is sent once; it says at the end how it went.
SCRIPT = """
local lines = {}
for line in io.lines("%s") do lines[#lines + 1] = line end
local at = 0
request = function()
  at = at + 1
  if at > #lines then wrk.thread:stop(); at = #lines end
  local method, path, cookie, body = lines[at]:match("^(%%S+)\\t(%%S+)\\t(.-)\\t(.*)$")
  local headers = {["Cookie"] = cookie, ["Accept-Encoding"] = "gzip"}
  if method == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
  return wrk.format(method, path, headers, method == "POST" and body or nil)
end
response = function(status) if status >= 400 then print("STATUS " .. status) end end
done = function(summary, latency)
  print(string.format("RESULT %%d %%d %%f %%f %%f", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
"""


@dataclass(frozen=True)
class Request:
    """One prepared request."""

    method: str
    path: str
    cookie: str
    body: str = ""

    def line(self) -> str:
        return f"{self.method}\t{self.path}\t{self.cookie}\t{self.body}"


@dataclass(frozen=True)
class Measured:
    """Requests a second, milliseconds at the median, 95 and 99 of 100, and how many were refused."""

    per_second: float
    p50: float
    p95: float
    p99: float
    requests: int
    refused: int

    def __str__(self) -> str:
        text = f"{self.per_second:7.0f}/s   p50 {self.p50:6.1f} ms   p95 {self.p95:6.1f} ms   p99 {self.p99:6.1f} ms"
        return text + (f"   REFUSED {self.refused}" if self.refused else "")


def play(url: str, requests: Sequence[Request], seconds: int) -> Measured:
    """Send the requests over eight connections until they are used up or the time is."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "requests"
        lines.write_text("\n".join(one.line() for one in requests), encoding="utf-8")
        script = Path(folder) / "load.lua"
        script.write_text(SCRIPT % lines, encoding="utf-8")
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), url],
            capture_output=True, text=True, check=True, timeout=seconds + 30,
        ).stdout  # fmt: skip
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+)", said)
    if found is None:
        raise RuntimeError(f"wrk said something unexpected: {said[-400:]}")
    count, microseconds = int(found[1]), int(found[2])
    refused = sum(1 for line in said.splitlines() if line.startswith("STATUS"))
    return Measured(count / (microseconds / 1e6), float(found[3]), float(found[4]), float(found[5]), count, refused)


def command() -> str:
    return str(uuid.uuid4())
