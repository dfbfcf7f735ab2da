"""Draws a nation as registration data set 1 in Parquet, the same for the same numbers. Nobody in it is a person.

Shapes follow published services only roughly: 4 contacts a referral, PHQ-9 and GAD-7 at each, two thirds
discharged, first PHQ-9 about 15 and falling. Ids are as long and as random as the extract's; rows are sorted by them.
"""

from pathlib import Path

import duckdb

ENGLAND = 1_800_000  # referrals a year
TEAMS = 300
TABLES = ("episodes", "contacts", "scores")

# u(i, salt) is uniform in 0..1, from a hash of the number: each table can be drawn by itself, in one stream.
DRAW = """
CREATE MACRO u(i, salt) AS (hash(i, salt) % 1000003) / 1000003.0;
CREATE MACRO pick(i, salt, list) AS list[1 + CAST(floor(u(i, salt) * len(list)) AS INTEGER)];
CREATE VIEW people AS
SELECT i, printf('%09x', i) || substr(md5(i::VARCHAR), 1, 15) AS episode, i // {a_year} AS year,
    DATE '2015-01-01' + CAST(year * 365 + floor(u(i, 1) * 365) AS INTEGER) AS received_on,
    pick(i, 4, ['guided_self_help', 'course', 'group', 'individual']) AS level
FROM range({episodes}) AS r(i);
CREATE VIEW episodes AS
SELECT episode, printf('t%05d', CAST(floor(u(i, 14) * {teams}) AS INTEGER)) AS team,
    printf('%04d', 301 + CAST(floor(u(i, 14) * {teams}) AS INTEGER) % 150) AS municipality, received_on,
    pick(i, 2, ['self', 'self', 'self_on_gp_advice', 'gp', 'nav']) AS source,
    pick(i, 3, ['depression', 'depression', 'anxiety', 'anxiety', 'panic', 'social_anxiety', 'ptsd',
        'insomnia', 'stress', 'mixed', 'other']) AS problem, level,
    pick(i, 5, ['18-25', '26-35', '36-45', '46-55', '56-65', '66-75']) AS age_band,
    pick(i, 6, ['female', 'female', 'male']) AS gender, pick(i, 7, ['nb', 'nn', 'en']) AS language,
    pick(i, 8, ['working', 'sick_leave_full', 'student']) AS work_status_first,
    CAST(NULL AS VARCHAR) AS work_status_last, u(i, 9) < 0.4 AS sick_pay_first, u(i, 10) < 0.2 AS sick_pay_last,
    CASE WHEN u(i, 11) < 0.7 THEN received_on + 40 + CAST(floor(u(i, 12) * 150) AS INTEGER) END AS discharged_on,
    CASE WHEN u(i, 11) < 0.7 THEN pick(i, 13, ['completed', 'completed', 'dropped_out']) END AS discharge_reason
FROM people;
CREATE VIEW visits AS
SELECT *, received_on + 10 + CAST(k * 12 + floor(u(i * 16 + k, 20) * 8) AS INTEGER) AS "on"
FROM (SELECT *, unnest(range(1 + CAST(floor(u(i, 23) * 7) AS INTEGER))) AS k FROM people);
CREATE VIEW contacts AS
SELECT printf('%s-%05d', episode, k) AS contact, episode, "on",
    CASE WHEN k = 0 THEN 'assessment' WHEN k < 6 THEN 'treatment' ELSE 'follow_up' END AS purpose,
    pick(i, 21, ['visit', 'phone', 'video', 'group']) AS form,
    pick(i * 16 + k, 22, ['attended', 'attended', 'attended', 'attended', 'late', 'did_not_attend',
        'cancelled_by_client']) AS attendance, level, 45 AS minutes
FROM visits;
CREATE VIEW scores AS
SELECT printf('%s-%05d', episode, 2 * k + asked.place) AS answer, episode, asked.instrument AS instrument,
    strftime("on", '%Y-%m-%dT08:30:00') AS answered_at,
    CAST(least(asked.top, greatest(0, round(asked.top * (0.3 + 0.4 * u(i, 30)) - k * asked.top * 0.07 * u(i, 31)
        + asked.top * 0.1 * (u(i * 16 + k, 32) - 0.5)))) AS DECIMAL(9, 3)) AS score
FROM (SELECT *, unnest([{{'instrument': 'phq-9', 'top': 27, 'place': 0}},
        {{'instrument': 'gad-7', 'top': 21, 'place': 1}}]) AS asked
    FROM visits);
"""


def make(folder: Path, years: int, share: float) -> None:
    """Write `share` of England for so many years into the folder: what is not there already, table by table."""
    wanted = [table for table in TABLES if not (folder / f"{table}.parquet").exists()]
    if not wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    a_year = int(ENGLAND * share)
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(folder / "more")}) as engine:
        engine.execute(DRAW.format(episodes=a_year * years, a_year=a_year, teams=max(2, int(TEAMS * share))))
        for table in wanted:
            file = folder / f"{table}.parquet"
            half = file.with_suffix(".half")
            engine.execute(f"COPY (SELECT * FROM {table}) TO '{half}' (FORMAT parquet, COMPRESSION zstd)")
            half.rename(file)


def sizes(folder: Path) -> list[int]:
    """Rows of episodes, contacts and scores."""
    with duckdb.connect() as engine:
        return [engine.execute(f"SELECT COUNT(*) FROM '{folder / table}.parquet'").fetchall()[0][0] for table in TABLES]
