"""The extract of the demo, counted by DuckDB, equals what the result pages count in PostgreSQL, figure by figure."""

from __future__ import annotations

import csv
import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from stegvis.config.commands import outcomes as outcomes_command
from stegvis.config.demo.fill import fill
from stegvis.definitions.registration import CONTACTS, EPISODES, SCORES
from stegvis.outcomes.actions.extract import extract
from stegvis.outcomes.actions.refresh_facts import refresh_all_facts
from stegvis.outcomes.measures import MEASURES, Scope
from stegvis.outcomes.queries.kept import registered_rows
from stegvis.outcomes.queries.results import team_results
from stegvis.people.models import NotFound, Organisation, Role, Team
from stegvis.people.tenancy import working_in
from tests.clinic import acting, actor, make_clinic
from tests.conftest import Clone

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def demo(module_clone: Clone) -> Clone:
    assert len(list(fill())) == 3
    return module_clone


@pytest.fixture(scope="module", params=["parquet", "csv"])
def folder(request: pytest.FixtureRequest, demo: Clone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("extract")
    rows, read = extract(target, list(Organisation.objects.order_by("slug")), form=request.param)
    assert all(rows.values())
    assert rows == read
    return target


def printed(folder: Path, by: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What `stegvis outcomes` prints, by groups and measure."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out):
        assert outcomes_command.run([str(folder), "--by", by, "--format", "csv"]) == 0
    out.flush()
    groups = by.split(",")
    rows = csv.DictReader(io.StringIO(out.buffer.getvalue().decode()))  # type: ignore[attr-defined]
    return {
        (*(row[name] for name in groups), row["measure"]): tuple(
            row[part] for part in ("numerator", "denominator", "value", "missing")
        )
        for row in rows
    }


def counted(by: tuple[str, ...]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The same from the record, one organisation after another."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for organisation in Organisation.objects.order_by("slug"):
        with working_in(organisation):
            for row in registered_rows(Scope(), by):
                figures = (row.numerator, row.denominator, row.value, row.missing)
                found[*row.group, row.measure] = tuple("" if one is None else str(one) for one in figures)
    return found


@pytest.mark.parametrize("is_kept", [False, True], ids=["found now", "kept"])
@pytest.mark.parametrize("by", [("team",), ("team", "problem"), ("team", "month"), ("team", "level", "gender")])
def test_the_extract_gives_the_figures_of_the_result_pages(folder: Path, by: tuple[str, ...], is_kept: bool) -> None:
    """Whether each episode's facts are found at the moment, or were kept before."""
    if is_kept:
        refresh_all_facts()
    there = printed(folder, ",".join(by))
    here = counted(by)
    assert len(here) > len(MEASURES)
    assert there == here


def test_nothing_in_the_extract_names_anybody(folder: Path, demo: Clone) -> None:
    """Neither a name nor an id of the record: an episode is renamed by a keyed hash."""
    from stegvis.care.models import Episode

    text = b"".join(path.read_bytes() for path in folder.iterdir())
    for organisation in Organisation.objects.all():
        with working_in(organisation):
            for episode in Episode.objects.all()[:20]:
                assert str(episode.pk).encode() not in text
                assert str(episode.person_id).encode() not in text


def test_the_columns_are_those_of_the_data_set(demo: Clone, tmp_path: Path) -> None:
    extract(tmp_path, list(Organisation.objects.all()), form="csv")
    for name, columns in (("episodes", EPISODES), ("contacts", CONTACTS), ("scores", SCORES)):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8") as file:
            assert tuple(next(csv.reader(file))) == columns


def test_the_demo_comes_out_near_the_real_rates(demo: Clone) -> None:
    """facts/measurement.md §5: RPH recovery 48 to 58 %, improvement about 65 %, with room for a small year."""
    finished = recovered = of = improved = 0
    for organisation in Organisation.objects.exclude(kind=Organisation.Kind.NATIONAL):
        with working_in(organisation):
            rows = {row.measure: row for row in registered_rows(Scope())}
        finished += rows["reliable_improvement"].denominator or 0
        improved += rows["reliable_improvement"].numerator or 0
        recovered += rows["recovery"].numerator or 0
        of += rows["recovery"].denominator or 0
    assert finished > 200
    assert 0.40 < recovered / of < 0.62
    assert 0.55 < improved / finished < 0.78


@pytest.mark.usefixtures("clone")
def test_a_manager_sees_no_small_number_and_a_coordinator_nothing() -> None:
    clinic = make_clinic()
    with acting(actor(clinic.manager, clinic.solvik)) as viewer:
        assert viewer.has(Role.MANAGER)
        for one in team_results(viewer, team="solvik"):
            assert one.numerator in (None, 0, "*") or int(one.numerator) % 5 == 0
    with pytest.raises(NotFound), acting(actor(clinic.coordinator, clinic.solvik)) as viewer:
        team_results(viewer, team="solvik")


def test_a_team_sees_only_its_own_figures(demo: Clone) -> None:
    organisation = Organisation.objects.get(slug="solvik-kommune")
    with working_in(organisation) as by:
        whole = {one.name: one.numerator for one in team_results(by, team="solvik")}
        other = {one.name: one.numerator for one in team_results(by, team="havna")}
        assert team_results(by, team="fjordbyen") == []
        everything = {row.measure: row.numerator for row in registered_rows(Scope())}
    assert whole["referrals"] + other["referrals"] == everything["referrals"]  # type: ignore[operator]
    assert Team.objects.filter(organisation=organisation).count() == 2
