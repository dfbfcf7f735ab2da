"""The expected course, and when a course is not on track: what is learnt, that it holds, and what is said of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from stegvis.config.commands import trajectories
from stegvis.definitions.instrument import instrument
from stegvis.definitions.trajectory import Norm, Signal, norm_for, sessions_before, signal, track
from stegvis.definitions.trajectory.norm import Expected, Start, file_names, read
from stegvis.outcomes.trajectories import TooFewCases, learn, learning
from tests.spec.closed_cases import MOST_SESSIONS, SHIPPED, Cases, invented_cases, write

NAMES = ("phq-9", "gad-7")
# By session, so that a norm that is right only on the whole is found out.
SESSIONS = range(1, 9)
PROMISED = (0.77, 0.83)


@pytest.fixture(scope="module")
def seen() -> Cases:
    """The courses the shipped norms were learnt from."""
    return invented_cases(**SHIPPED)


@pytest.fixture(scope="module")
def held_out() -> Cases:
    """Other courses by the same recipe, which no norm has seen."""
    return invented_cases(courses=20_000, seed=2027)


def norm_of(name: str) -> Norm:
    found = norm_for(instrument(name))
    assert found is not None
    return found


def covered(norm: Norm, cases: Cases) -> dict[int, float]:
    """By session, the share of scores within the band of their first score."""
    baseline, session, score = cases.columns(norm.of.id)
    shares = {}
    for each in SESSIONS:
        found = [norm.expected(Decimal(first), each) for first in range(int(norm.of.range[1]) + 1)]
        limits = np.array([(float(one.low), float(one.high)) for one in found if one])
        here = session == each
        low, high = limits[baseline[here]].T
        shares[each] = float(np.mean((low <= score[here]) & (score[here] <= high)))
    return shares


def band(cell: learning.Cell) -> Expected:
    low, middle, high = (Decimal(str(limit)) for limit in cell[:3])
    return Expected(low, middle, high, cell[3])


def learnt(name: str, columns: tuple[NDArray[np.int64], ...]) -> Norm:
    of = instrument(name)
    starts = tuple(Start(Decimal(first), tuple(map(band, cells))) for first, cells in learn(of, *columns))
    return replace(norm_of(name), starts=starts)


def kept(shares: dict[int, float]) -> bool:
    return all(PROMISED[0] <= share <= PROMISED[1] for share in shares.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_band_holds_four_of_five_of_the_courses_it_has_not_seen(name: str, held_out: Cases) -> None:
    """An 80 % band is a promise: of new courses 77 to 83 % lie within it, after every session up to the eighth."""
    shares = covered(norm_of(name), held_out)
    assert kept(shares), shares


def test_a_band_that_is_too_narrow_is_found_out(seen: Cases, held_out: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "PERCENTILES", (0.15, 0.5, 0.85))
    shares = covered(learnt("phq-9", seen.columns("phq-9")), held_out)
    assert all(share < PROMISED[0] for share in shares.values()), shares


def test_a_norm_that_lost_the_order_of_the_sessions_is_found_out(seen: Cases, held_out: Cases) -> None:
    """Over all sessions together such a norm covers 80 % as well, and is wrong at each; so each is looked at."""
    baseline, session, score = seen.columns("phq-9")
    mixed = np.random.default_rng(1).permuted(session)
    shares = covered(learnt("phq-9", (baseline, mixed, score)), held_out)
    assert not kept(shares), shares


def test_percentiles_of_bare_points_would_promise_too_little(
    seen: Cases, held_out: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scores are whole numbers: with limits that many have, a band "of 80 %" holds more than 83 of 100."""
    monkeypatch.setattr(
        learning, "_percentile", lambda score, _, share: float(np.quantile(score, share, method="lower"))
    )
    assert not kept(covered(learnt("gad-7", seen.columns("gad-7")), held_out))


def test_the_shipped_norms_are_what_the_command_learns(
    seen: Cases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A site can learn its own: the same command over the invented courses gives the two files, to the letter."""
    write(seen, tmp_path)
    folder = Path(trajectories.__file__).parents[2] / "definitions"
    assert [Path(name).name for name in file_names()] == ["gad-7@1.toml", "phq-9@1.toml"]
    for name in NAMES:
        given = ["--instrument", name, "--invented", "--source", norm_of(name).learnt_from]
        assert trajectories.run([str(tmp_path), *given]) == 0
        assert capsys.readouterr().out == (folder / f"trajectories/{name}@1.toml").read_text("utf-8")


def test_bands_hold_at_least_fifty_courses_or_take_in_their_neighbours(seen: Cases) -> None:
    """Few begin below 5; late in long courses their cell is filled from the band beside it."""
    baseline, session, score = (column[:20_000] for column in seen.columns("phq-9"))
    cells = dict(learn(instrument("phq-9"), baseline, session, score))
    own = [int(np.count_nonzero((baseline < 5) & (session == each))) for each in range(1, MOST_SESSIONS + 1)]
    assert min(own) < 50
    for few, cell in zip(own, cells[0], strict=False):
        assert cell[3] == few if few >= 50 else cell[3] >= 50


def test_nothing_is_learnt_from_a_handful() -> None:
    few = np.ones(49, dtype=np.int64)
    with pytest.raises(TooFewCases, match="fewer than 50"):
        learn(instrument("phq-9"), few * 15, few, few * 12)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Sixty courses alike: PHQ-9 18, 12, 9 before any talk, after one, after two; and what must not count."""
    course = np.zeros((60, MOST_SESSIONS + 1), dtype=np.int64)
    course[:, :3] = (18, 12, 9)
    write(Cases({"phq-9": course}, np.full(60, 2)), tmp_path)
    return tmp_path


def cells(folder: Path) -> tuple[int, list[tuple[int, int]]]:
    """How many courses, and the (session, score) pairs that there are."""
    import duckdb

    from stegvis.outcomes.dataset import load

    with duckdb.connect() as connection:
        load(folder, connection)
        cases, _, session, score = learning.closed_scores(instrument("phq-9"), connection)
    return cases, sorted(set(zip(session.tolist(), score.tolist(), strict=True)))


CHANGES = {
    "nothing": ("", "", 60, [(1, 12), (2, 9)]),
    "a missed talk is no session": ("contacts", "'did_not_attend' AS attendance", 0, []),
    "a talk without treatment is no session": ("contacts", "'follow_up' AS purpose", 0, []),
    "an open course teaches nothing": ("episodes", "CAST(NULL AS DATE) AS discharged_on", 0, []),
    # Two talks before the first score: nobody knows where the course began.
    "a late first score is no start": ("contacts", "\"on\" - 10 AS \"on\"", 0, []),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_counts_as_a_session(small: Path, change: str) -> None:
    """Treatment contacts the client came to, on an earlier day than the score, in a closed course."""
    import duckdb

    table, replaced, courses, expected = CHANGES[change]
    if table:
        file = small / f"{table}.parquet"
        with duckdb.connect() as engine:
            engine.execute(f"CREATE TABLE changed AS SELECT * REPLACE ({replaced}) FROM '{file}'")
            engine.execute(f"COPY changed TO '{file}' (FORMAT parquet)")
    assert cells(small) == (courses, expected)


DAY = date(2026, 3, 2)
WEEKS = [DAY + timedelta(weeks=week) for week in range(12)]


def test_a_score_of_the_same_day_comes_before_the_talk() -> None:
    """The third talk is today: the answer given before it came after two."""
    assert [sessions_before(day, WEEKS[:3]) for day in WEEKS[:4]] == [0, 1, 2, 3]


SAID = [
    # first score, treatment contacts, score, what it says
    (12, 2, 20, None),
    (12, 3, 17, None),
    (12, 3, 18, Signal.WORSE),
    (17, 3, 21, None),
    (17, 4, 21, Signal.ABOVE),
    (17, 4, 16, None),
    (17, 5, 12, None),
    (17, 6, 12, Signal.NO_CHANGE),
    (17, 6, 11, None),
    (12, 6, 9, None),
    (2, 6, 9, Signal.WORSE),
    (4, 6, 9, None),
    (17, 30, 26, Signal.WORSE),
    (17, 30, 16, Signal.NO_CHANGE),
    (17, 30, 8, None),
]


@pytest.mark.parametrize(("first", "session", "score", "says"), SAID)
def test_the_rule(first: int, session: int, score: int, says: Signal | None) -> None:
    """PHQ-9. Surely worse (6 points) from the third session; above the band from the fourth; from the sixth, still
    a case (10) without a sure change. Below 10 only getting surely worse is told. Beyond what was learnt there is no
    band, and the other two parts still hold."""
    assert signal(norm_of("phq-9"), Decimal(first), session, Decimal(score)) is says


def test_a_course_is_not_on_track_since_the_first_of_the_scores_in_a_row() -> None:
    scores = [18, 18, 17, 17, 22, 12, 17, 22]
    found = track(instrument("phq-9"), list(zip(WEEKS, map(Decimal, scores), strict=False)), WEEKS)
    assert found is not None
    assert [step.signal for step in found.steps[4:]] == [Signal.ABOVE, None, Signal.NO_CHANGE, Signal.ABOVE]
    assert found.signal is Signal.ABOVE
    assert found.since is not None
    assert found.since.on == WEEKS[6]


def test_a_course_that_comes_back_is_on_track() -> None:
    found = track(instrument("phq-9"), list(zip(WEEKS, map(Decimal, (18, 18, 17, 17, 22, 9)), strict=False)), WEEKS)
    assert found is not None
    assert (found.signal, found.since) == (None, None)


def test_without_a_start_there_is_no_expected_course() -> None:
    """The first score came after treatment had begun, or there is none, or nobody has learnt a norm."""
    late = [(WEEKS[3], Decimal(18))]
    assert track(instrument("phq-9"), late, WEEKS) is None
    assert track(instrument("phq-9"), [], WEEKS) is None
    assert track(instrument("spin"), [(DAY, Decimal(40))], WEEKS) is None


def test_the_first_score_is_its_own_expectation() -> None:
    expected = norm_of("gad-7").expected(Decimal(13), 0)
    assert expected is not None
    assert {expected.low, expected.middle, expected.high} == {Decimal(13)}


def test_norms_say_what_they_were_learnt_from() -> None:
    for name in NAMES:
        norm = norm_of(name)
        assert (norm.key, norm.instrument, norm.cases) == (f"{name}@1", f"{name}@1", SHIPPED["courses"])
        assert norm.invented


BROKEN = [
    ({"first": 5}, "rise from the lowest score"),
    ({"sessions": [[5, 4, 9, 60]]}, "limits do not rise"),
    ({"sessions": [[1, 4, 9, 49]]}, "fewer than 50 courses"),
    ({"sessions": [[1, 4, 28, 60]]}, "within the range"),
]


@pytest.mark.parametrize(("change", "why"), BROKEN)
def test_a_norm_that_cannot_be_is_refused(change: dict[str, object], why: str) -> None:
    head = {"instrument": "phq-9@1", "edition": 1, "cases": 60, "invented": True, "learnt_from": "a test"}
    start = {"first": 0, "sessions": [[1, 4, 9, 60]]}
    assert read({**head, "starts": [start]}, "whole").starts[0].sessions[0].cases == 60
    with pytest.raises(ValueError, match=why):
        read({**head, "starts": [{**start, **change}]}, "broken")


def test_a_norm_file_has_no_key_that_nobody_reads() -> None:
    with pytest.raises(ValueError, match="exactly the keys"):
        read({"instrument": "phq-9@1"}, "half")


def test_a_folder_that_is_no_data_set_gives_no_norm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing on standard output that could be taken for a norm, a sentence on standard error, exit 2."""
    assert trajectories.run([str(tmp_path), "--source", "a test"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "there is neither episodes.csv nor episodes.parquet" in told.err


def test_an_instrument_without_whole_scores_gives_no_norm(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The mobility inventory is a mean: its points are no whole numbers to spread."""
    assert trajectories.run([str(small), "--instrument", "mi-alone", "--source", "a test"]) == 2
    assert "no whole scores with published bands" in capsys.readouterr().err
