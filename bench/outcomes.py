"""How long the full measure table takes: N referrals on DuckDB, one team of 2,000 on PostgreSQL.

Run: python -m bench.outcomes [N]      (the PostgreSQL figure needs DATABASE_URL)
The people are drawn from a hash of their number: the same N gives the same table everywhere.
"""

import os
import sys
import time
from collections.abc import Callable
from statistics import median

import duckdb
import psycopg

from stegvis.outcomes.measures import Run, Scope, measure_rows

TEAM_SIZE = 2_000
BY = ("team", "month", "problem")

# u(i, salt) is uniform in 0..1. Shapes follow published services only roughly: 4 contacts a referral,
# two thirds discharged, first PHQ-9 about 15 and falling. Nothing here is a person.
GENERATE = """
CREATE OR REPLACE MACRO u(i, salt) AS (hash(i, salt) % 1000003) / 1000003.0;
CREATE OR REPLACE MACRO pick(i, salt, list) AS list[1 + CAST(floor(u(i, salt) * len(list)) AS INTEGER)];
CREATE OR REPLACE TABLE episodes AS
SELECT printf('e%09d', i) AS episode, printf('t%05d', i // {team_size}) AS team,
    printf('%04d', 301 + i // {team_size} % 350) AS municipality,
    DATE '2024-01-01' + CAST(floor(u(i, 1) * 365) AS INTEGER) AS received_on,
    pick(i, 2, ['self', 'self', 'self_on_gp_advice', 'gp', 'nav']) AS source,
    pick(i, 3, ['depression', 'depression', 'anxiety', 'anxiety', 'panic', 'social_anxiety', 'ptsd',
        'insomnia', 'stress', 'mixed', 'other']) AS problem,
    pick(i, 4, ['guided_self_help', 'course', 'group', 'individual']) AS level,
    pick(i, 5, ['18-25', '26-35', '36-45', '46-55', '56-65', '66-75']) AS age_band,
    pick(i, 6, ['female', 'female', 'male']) AS gender, pick(i, 7, ['nb', 'nn', 'en']) AS language,
    pick(i, 8, ['working', 'sick_leave_full', 'student']) AS work_status_first,
    CAST(NULL AS VARCHAR) AS work_status_last, u(i, 9) < 0.4 AS sick_pay_first, u(i, 10) < 0.2 AS sick_pay_last,
    CASE WHEN u(i, 11) < 0.7 THEN received_on + 40 + CAST(floor(u(i, 12) * 150) AS INTEGER) END AS discharged_on,
    CASE WHEN discharged_on IS NOT NULL THEN pick(i, 13, ['completed', 'completed', 'dropped_out']) END
        AS discharge_reason, i AS number
FROM range({referrals}) AS r(i);
CREATE OR REPLACE TABLE contacts AS
SELECT printf('c%09d-%d', number, k) AS contact, episode,
    received_on + 10 + CAST(k * 12 + floor(u(number * 16 + k, 20) * 8) AS INTEGER) AS "on",
    CASE WHEN k = 0 THEN 'assessment' WHEN k < 7 THEN 'treatment' ELSE 'follow_up' END AS purpose,
    pick(number, 21, ['visit', 'phone', 'video', 'group']) AS form,
    pick(number * 16 + k, 22, ['attended', 'attended', 'attended', 'attended', 'late', 'did_not_attend',
        'cancelled_by_client']) AS attendance, level, 45 AS minutes, k, number
FROM episodes, range(8) AS r(k) WHERE k <= u(number, 23) * 8;
CREATE OR REPLACE TABLE scores AS
SELECT printf('a%09d-%d-%s', number, k, instrument) AS answer, episode, instrument,
    strftime(contacts.on, '%Y-%m-%dT08:30:00') AS answered_at,
    CAST(least(top, greatest(0, round(top * (0.3 + 0.4 * u(number, 30)) - k * top * 0.07 * u(number, 31)
        + top * 0.1 * (u(number * 16 + k, 32) - 0.5)))) AS DECIMAL(18, 0)) AS score
FROM contacts, (VALUES ('phq-9', 27), ('gad-7', 21)) AS v(instrument, top);
ALTER TABLE episodes DROP number;
ALTER TABLE contacts DROP k;
ALTER TABLE contacts DROP number;
"""

# As the extract's tables in PostgreSQL: text compares bytewise, and the keys that the measures join by are indexed.
POSTGRES = """
CREATE SCHEMA bench_outcomes;
SET search_path = bench_outcomes;
CREATE TABLE episodes (episode text COLLATE "C", team text COLLATE "C", municipality text COLLATE "C",
    received_on date, source text COLLATE "C", problem text COLLATE "C", level text COLLATE "C",
    age_band text COLLATE "C", gender text COLLATE "C", language text COLLATE "C",
    work_status_first text COLLATE "C", work_status_last text COLLATE "C", sick_pay_first boolean,
    sick_pay_last boolean, discharged_on date, discharge_reason text COLLATE "C");
CREATE TABLE contacts (contact text COLLATE "C", episode text COLLATE "C", "on" date,
    purpose text COLLATE "C", form text COLLATE "C", attendance text COLLATE "C", level text COLLATE "C",
    minutes integer);
CREATE TABLE scores (answer text COLLATE "C", episode text COLLATE "C", instrument text COLLATE "C",
    answered_at text COLLATE "C", score numeric);
"""
INDEXES = """
CREATE INDEX ON episodes (team); CREATE INDEX ON contacts (episode); CREATE INDEX ON scores (episode);
ANALYZE episodes; ANALYZE contacts; ANALYZE scores;
"""


def best_and_middle(work: Callable[[], object], times: int = 5) -> str:
    """Run it so many times; the fastest and the median in milliseconds."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return f"best {min(taken):,.1f} ms, median {median(taken):,.1f} ms"


def on_duckdb(connection: duckdb.DuckDBPyConnection, referrals: int) -> Run:
    """Fill the three tables and give what runs SQL over them."""
    connection.execute(GENERATE.format(referrals=referrals, team_size=TEAM_SIZE))
    return lambda sql: connection.execute(sql).fetchall()


def copy_to_postgres(source: duckdb.DuckDBPyConnection, target: psycopg.Connection) -> Run:
    """The same rows in a schema of their own, never committed: gone with the connection."""
    target.execute(POSTGRES)
    for table in ("episodes", "contacts", "scores"):
        with target.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in source.execute(f"SELECT * FROM {table}").fetchall():
                copy.write_row(row)
    target.execute(INDEXES)
    return lambda sql: target.execute(sql).fetchall()


def main(referrals: int) -> None:
    source = duckdb.connect()
    run = on_duckdb(source, referrals)
    sizes = [run(f"SELECT COUNT(*) FROM {table}")[0][0] for table in ("episodes", "contacts", "scores")]
    print("{:,} episodes, {:,} contacts, {:,} scores".format(*sizes))
    print("DuckDB, all measures:", best_and_middle(lambda: measure_rows(run), 3))
    print(f"DuckDB, all measures by {', '.join(BY)}:", best_and_middle(lambda: measure_rows(run, BY), 3))
    if "DATABASE_URL" not in os.environ:
        print("PostgreSQL: not measured, DATABASE_URL is not set.")
        return
    on_duckdb(source, min(referrals, 10 * TEAM_SIZE))
    with psycopg.connect(os.environ["DATABASE_URL"]) as target:
        ask = copy_to_postgres(source, target)
        team = Scope(team="t00000")
        print(f"PostgreSQL, one team of {TEAM_SIZE:,}:", best_and_middle(lambda: measure_rows(ask, (), team)))
        print("PostgreSQL, the same by month:", best_and_middle(lambda: measure_rows(ask, ("month",), team)))
        target.rollback()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
