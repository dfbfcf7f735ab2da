"""The measures in pandas, as an analyst would write them: `PYTHON with_pandas.py FOLDER`. Needs pandas and pyarrow.

Scores become floating point and words categories, which is kinder to pandas than the exact rules are.
"""

import json
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

BY = ["team", "month", "problem"]
LIMITS = {"phq-9": (10, 6), "gad-7": (8, 4), "spin": (19, 10), "pdss-sr": (8, 5), "mi-alone": (2.3000001, 0.73),
          "oci": (40, 32), "pcl-5": (32, 10), "hai-sw": (18, 4)}  # fmt: skip
OWN = {"social_anxiety": "spin", "panic": "pdss-sr", "agoraphobia": "mi-alone", "ocd": "oci", "ptsd": "pcl-5",
       "health_anxiety": "hai-sw"}  # fmt: skip
WORDS = ["team", "source", "problem", "discharge_reason", "purpose", "attendance", "instrument"]


def read(folder: Path, table: str, columns: list[str]) -> pd.DataFrame:
    found = pq.read_table(
        folder / f"{table}.parquet", columns=columns, read_dictionary=[c for c in columns if c in WORDS]
    )
    if "score" in columns:
        place = found.schema.get_field_index("score")
        found = found.set_column(place, "score", found.column("score").cast(pa.float64()))
    return found.to_pandas(date_as_object=False)


def contacts_of(folder: Path, episodes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    contacts = read(folder, "contacts", ["episode", "on", "purpose", "attendance"])
    contacts = contacts.merge(episodes[["episode", "team", "problem", "received_on", "discharged_on"]], on="episode")
    came = contacts[contacts.attendance.isin(["attended", "late"])]
    treated = came[
        came.purpose.isin(["treatment", "assessment_and_treatment", "review_and_treatment"])
        & (came.on >= came.received_on)
        & (came.discharged_on.isna() | (came.on <= came.discharged_on))
    ].groupby("episode").on  # fmt: skip
    assessed = came[came.purpose.isin(["assessment", "assessment_and_treatment"])].groupby("episode").on
    facts = pd.DataFrame({
        "attended": came.groupby("episode").size(), "treatments": treated.size(), "started_on": treated.min(),
        "assessed_on": assessed.min(),
    })  # fmt: skip
    return contacts, facts


def courses_of(folder: Path, episodes: pd.DataFrame) -> pd.DataFrame:
    scores = read(folder, "scores", ["answer", "episode", "instrument", "answered_at", "score"])
    scores = scores[scores.score.notna() & scores.answered_at.notna()]
    scores = scores.merge(episodes[["episode", "discharged_on"]], on="episode")
    day = pd.to_datetime(scores.answered_at.str[:10], format="%Y-%m-%d")
    scores = scores[scores.discharged_on.isna() | (day <= scores.discharged_on)]
    scores = scores.sort_values(["answered_at", "answer"])
    courses = (
        scores.groupby(["episode", "instrument"], observed=True).score.agg(["size", "first", "last"]).reset_index()
    )
    limits = courses.instrument.astype(str)
    case, change = limits.map({k: v[0] for k, v in LIMITS.items()}), limits.map({k: v[1] for k, v in LIMITS.items()})
    courses["paired"] = courses["size"] >= 2
    courses["case_first"], courses["case_last"] = courses["first"] >= case, courses["last"] >= case
    courses["improved"] = courses["first"] - courses["last"] >= change
    courses["worsened"] = courses["last"] - courses["first"] >= change
    return courses.drop(columns=["size", "first", "last"])


def facts_of(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    episodes = read(folder, "episodes", ["episode", "team", "problem", "received_on", "source", "sick_pay_first",
                                         "sick_pay_last", "discharged_on", "discharge_reason"])  # fmt: skip
    contacts, came = contacts_of(folder, episodes)
    courses = courses_of(folder, episodes)
    facts = episodes.join(came, on="episode")
    for name in ("attended", "treatments"):
        facts[name] = facts[name].fillna(0)
    own = facts.problem.astype(str).map(OWN).fillna("gad-7")
    flags = ["paired", "case_first", "case_last", "improved", "worsened"]
    of = {name: courses[courses.instrument == name].set_index("episode")[flags] for name in ("phq-9", "gad-7")}
    phq, gad = (of[name].reindex(facts.episode).reset_index(drop=True) for name in ("phq-9", "gad-7"))
    keys = pd.MultiIndex.from_arrays([facts.episode, own])
    special = courses.assign(instrument=courses.instrument.astype(str)).set_index(["episode", "instrument"])[flags]
    special = special.reindex(keys).reset_index(drop=True)
    use = special.paired.eq(True)
    anxiety = special.where(use, gad)
    true = {f"p_{flag}": phq[flag].eq(True) for flag in flags} | {f"a_{flag}": anxiety[flag].eq(True) for flag in flags}
    facts["paired"] = true["p_paired"] & true["a_paired"]
    facts["case"] = true["p_case_first"] | true["a_case_first"]
    facts["no_case"] = phq.case_first.eq(False) & anxiety.case_first.eq(False)
    for name, flag in (("case_end", "case_last"), ("better", "improved"), ("worse", "worsened")):
        facts[name] = facts.paired & (true[f"p_{flag}"] | true[f"a_{flag}"])
    facts["finished"] = facts.discharged_on.notna() & (facts.treatments >= 2)
    facts["to_assessment"] = (facts.assessed_on - facts.received_on).dt.days
    facts["to_treatment"] = (facts.started_on - facts.received_on).dt.days
    return facts, contacts


def discharged(f: pd.DataFrame) -> dict[str, tuple]:
    """Numerator, denominator and missing of each measure counted at discharge."""
    done, could = f.finished, f.finished & ~f.no_case
    recovered = f.paired & f.case & ~f.case_end
    improved, unpaired = f.paired & f.better & ~f.worse, done & ~f.paired
    seen = (f.attended > 0) & (f.treatments == 0)
    return {
        "finished": (done, None, None), "seen_not_treated": (seen, None, None),
        "treated_once": (f.treatments == 1, None, None),
        "dropped_out": ((f.treatments > 0) & (f.discharge_reason == "dropped_out"), f.treatments > 0, None),
        "paired": (done & f.paired, done, unpaired), "case_at_start": (done & f.case, done, None),
        "recovery": (could & recovered, could, unpaired), "reliable_improvement": (done & improved, done, unpaired),
        "reliable_deterioration": (done & f.paired & f.worse & ~f.better, done, unpaired),
        "no_reliable_change": (done & f.paired & ~f.better & ~f.worse, done, unpaired),
        "reliable_recovery": (could & recovered & improved, could, unpaired),
        "off_sick_pay": (done & f.sick_pay_first.eq(True) & f.sick_pay_last.eq(False),
                         done & f.sick_pay_first.eq(True), done & (f.sick_pay_first.isna() | f.sick_pay_last.isna())),
        "waited_6_weeks": (done & (f.to_treatment <= 42), done, None),
        "waited_18_weeks": (done & (f.to_treatment <= 126), done, None),
        "contacts_per_finished": (f.treatments.where(done, 0), done, None),
    }  # fmt: skip


def grouped(frame: pd.DataFrame, day: str, parts: dict[str, tuple]) -> dict[str, list[float]]:
    """Summed by group, then over the groups, as the other ways are compared."""
    columns = {
        f"{name} {place}": part for name, of in parts.items() for place, part in enumerate(of) if part is not None
    }
    keys = [frame.team, frame[day].dt.to_period("M"), frame.problem]
    cells = pd.DataFrame(columns).groupby(keys, observed=True).sum()
    return {
        name: [float(cells[f"{name} {place}"].sum()) if of[place] is not None else 0.0 for place in range(3)] + [0.0]
        for name, of in parts.items()
    }


def median(frame: pd.DataFrame, day: str, days: str) -> list[float]:
    frame = frame[frame[day].notna()]
    by = frame.groupby([frame.team, frame[day].dt.to_period("M"), frame.problem], observed=True)[days]
    return [0.0, float(by.size().sum()), 0.0, float(by.median().round(1).sum())]


def count(folder: Path) -> dict[str, list[float]]:
    facts, contacts = facts_of(folder)
    sums = {}
    for name, day in (("referrals", "received_on"), ("assessed", "assessed_on"), ("started", "started_on")):
        there = facts[facts[day].notna()]
        every = pd.Series(True, index=there.index)
        parts = {name: (every, None, None)}
        if name == "referrals":
            parts["self_referred"] = (there.source.isin(["self", "self_on_gp_advice"]), every, None)
        sums |= grouped(there, day, parts)
    ended = facts[facts.discharged_on.notna()]
    sums |= grouped(ended, "discharged_on", discharged(ended))
    sums["wait_assessment"] = median(facts, "assessed_on", "to_assessment")
    sums["wait_treatment"] = median(facts, "started_on", "to_treatment")
    dated = contacts[contacts.on.notna()]
    expected = dated.attendance.isin(["attended", "late", "did_not_attend"])
    sums |= grouped(dated, "on", {"did_not_attend": (dated.attendance == "did_not_attend", expected, None)})
    return {name: [round(figure, 1) for figure in figures] for name, figures in sums.items()}


if __name__ == "__main__":
    started = time.perf_counter()
    found = count(Path(sys.argv[1]))
    print(json.dumps({"before": 0.0, "seconds": time.perf_counter() - started, "sums": found}))
