"""The floor: the rows of a submission written by one bare PostgreSQL statement, without policies or triggers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import psycopg

TABLES = """
drop table if exists bench_q, bench_event, bench_command, bench_episode;
create table bench_q (id int primary key, organisation uuid, episode int, instrument text, answers smallint[],
    score numeric, has_risk boolean, changed_at timestamptz, submitted_at timestamptz) with (fillfactor = 70);
create table bench_event (id bigint generated always as identity primary key, q int, organisation uuid,
    instrument text, answers smallint[], score numeric, at timestamptz, context jsonb);
create table bench_command (organisation uuid, id uuid, action text, at timestamptz,
    primary key (organisation, id, action));
create table bench_episode (id int primary key, organisation uuid, scores jsonb, changed_at timestamptz)
    with (fillfactor = 70);
insert into bench_episode select n, gen_random_uuid(), '{}', now() from generate_series(1, 600) n;
insert into bench_q select n, gen_random_uuid(), 1 + n %% 600, case n %% 2 when 0 then 'phq-9@1' else 'gad-7@1' end,
    array_fill(null::smallint, array[9]) from generate_series(1, 200000) n;
vacuum analyze bench_q;
"""

STATEMENT = """
\\set n random(1, 99999)
with c as (insert into bench_command values (gen_random_uuid(), gen_random_uuid(), 'submit', now())),
q as (update bench_q set answers = v.answers, score = v.score, has_risk = false, changed_at = now(),
      submitted_at = now()
      from (values (2 * :n, '{1,2,1,0,3,1,2,1,0}'::smallint[], 11), (2 * :n + 1, '{1,2,1,0,3,1,2}'::smallint[], 10))
           v(id, answers, score) where bench_q.id = v.id returning bench_q.*),
h as (insert into bench_event (q, organisation, instrument, answers, score, at, context)
      select id, organisation, instrument, answers, score, now(), '{"role": "client"}' from q)
update bench_episode set scores = '{"phq-9": {"first": 16, "last": 11, "count": 5}}', changed_at = now()
where id = 1 + :n % 600;
"""


def bare_statement(database: str, folder: Path, pgbench: str, seconds: int) -> float:
    """Transactions a second at eight connections, durable, prepared."""
    with psycopg.connect(database, autocommit=True) as connection:
        for statement in TABLES.replace("%%", "%").split(";\n"):
            if statement.strip():
                connection.execute(statement)  # type: ignore[call-overload]
    script = folder / "bare.sql"
    script.write_text(" ".join(STATEMENT.split("\n")[:2]).strip() + "\n" + " ".join(STATEMENT.split("\n")[2:]))
    said = subprocess.run(
        [pgbench, "-n", "-M", "prepared", "-c", "8", "-j", "1", "-T", str(seconds), "-f", str(script), database],
        capture_output=True, text=True, check=True, timeout=seconds + 30,
    ).stdout  # fmt: skip
    found = re.search(r"tps = ([\d.]+)", said)
    if found is None:
        raise RuntimeError(f"pgbench said something unexpected: {said[-300:]}")
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("drop table bench_q, bench_event, bench_command, bench_episode")
    return float(found[1])
