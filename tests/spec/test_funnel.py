"""Fair comparison, by hand: how far apart services may lie before anybody is asked why."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.outcomes.comparison.funnel import Z_95, Z_998, Funnel, Point, Where, funnel, quantile

# NHS England, Talking Therapies, annual reports, providers; Open Government Licence v3.0.
PROVIDERS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "nhstt_providers_annual_totals.csv"
# Five services of 100 finished; 25, 50, 50, 50 and 75 of them reached it.
FIVE = [Point(number, 100) for number in (25, 50, 50, 50, 75)]
points = st.lists(
    st.integers(20, 2000).flatmap(lambda under: st.builds(Point, st.integers(0, under), st.just(under))),
    min_size=5,
    max_size=40,
)


def of(points: Sequence[Point]) -> Funnel:
    found = funnel(points)
    assert found is not None
    return found


def test_the_spread_between_services_is_worked_out_on_the_arcsine_scale():
    """The five lie around 0.5, whose angle is 45 degrees; those of 0.25 and 0.75 are 30 and 60. Each angle has the
    error 1 / (2 * 10) = 0.05, so z is -pi/12/0.05 = -5.236, three times 0, and 5.236. The tenth percentile of type 7
    lies 0.4 of the way from the first to the second: -5.236 * 0.6 = -pi. With z drawn in to -pi and pi, phi is
    2 pi squared / 5 = 3.948 and tau squared (2 pi squared - 4) / (2000 - 400) = 0.009837."""
    assert of(FIVE).target == 0.5
    assert of(FIVE).phi == pytest.approx(2 * math.pi**2 / 5)
    assert of(FIVE).tau2 == pytest.approx((2 * math.pi**2 - 4) / 1600)


def test_the_limits_are_as_wide_as_services_differ():
    """Of 100, the angle's error is sqrt(0.0025 + 0.009837) = 0.11107. 1.959964 of them around 45 degrees is
    0.5 less and more half the sine of 0.43540: 28.9 to 71.1 %. At 3.090232 it is 18.3 to 81.7 %."""
    assert of(FIVE).limits(100, Z_95) == pytest.approx((0.28912, 0.71088), abs=1e-5)
    assert of(FIVE).limits(100, Z_998) == pytest.approx((0.18309, 0.81691), abs=1e-5)


def test_who_lies_beyond_chance_alone_is_not_accused():
    """By chance alone 25 of 100 would be 5.2 errors away, beyond 99.8 %; as these services differ it is beyond 95 %."""
    assert [of(FIVE).where(point) for point in FIVE] == [Where.BEYOND_95, *[Where.WITHIN] * 3, Where.BEYOND_95]


def test_where_chance_is_all_nothing_is_added():
    """48 to 52 of 100 differ less than chance would let them: N phi is below N - 1."""
    assert of([Point(number, 100) for number in (48, 49, 50, 51, 52)]).tau2 == 0


def test_small_services_are_left_out_and_few_make_no_funnel():
    """19 finished give no rate (MEASURES.md), so they neither stand in the picture nor move its limits."""
    assert of([*FIVE, Point(0, 19), Point(19, 19)]) == of(FIVE)
    assert funnel([*FIVE[:4], Point(19, 19)]) is None


def test_a_service_is_held_against_what_its_clients_lead_to_expect():
    """25 of 100 is far from the common 0.5, but not from the 0.3 that was to be expected there."""
    expected = [Point(25, 100, 0.3), *[Point(50, 100, 0.5)] * 3, Point(75, 100, 0.7)]
    assert of(expected).tau2 == 0
    assert [of(expected).where(point) for point in expected] == [Where.WITHIN] * 5
    ratio, low, high = of(expected).ratio(expected[0])
    assert ratio == pytest.approx(0.25 / 0.3)
    assert low < ratio < 1 < high


def test_what_is_expected_is_drawn_in_one_funnel():
    """25 of 100 where 25 was expected stands on the common target; elsewhere it stands where the limits judge it."""
    funnel_of_five = of(FIVE)
    assert funnel_of_five.standardised(Point(25, 100, 0.25)) == pytest.approx(0.5)
    assert funnel_of_five.standardised(Point(25, 100)) == 0.25
    for number in range(0, 101, 5):
        point = Point(number, 100, 0.4)
        low, high = funnel_of_five.limits(100, Z_95)
        is_within = low < funnel_of_five.standardised(point) < high
        assert is_within == (funnel_of_five.where(point) == Where.WITHIN)


def test_quantiles_are_those_of_r():
    """R: quantile(c(1, 2, 4, 8), c(.1, .9), type = 7) is 1.3 and 6.8."""
    assert [quantile([8, 1, 4, 2], share) for share in (0.1, 0.9)] == pytest.approx([1.3, 6.8])


@pytest.mark.parametrize(
    ("count", "services", "by_chance", "adjusted"),
    [("count_recovery", 136, (77, 57), (28, 13)), ("count_improvement", 136, (91, 61), (27, 8))],
)
def test_englands_services_are_not_accused_by_the_third(count, services, by_chance, adjusted):
    """2024-25, beyond 95 % and 99.8 %. By chance alone 42 and 45 % of the services would stand beyond 99.8 %."""
    with PROVIDERS.open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["reporting_period"] == "2024-25"]
    rates = [point for row in found if (point := _point(row, count)) and point.denominator >= 20]
    adding_nothing = Funnel(of(rates).target, 1, 0)
    assert len(rates) == services
    assert _beyond(adding_nothing, rates) == by_chance
    assert _beyond(of(rates), rates) == adjusted


def _point(row: dict[str, str], count: str) -> Point | None:
    names = ("count_finished_course_treatment", "count_not_at_caseness", count)
    if not all(row[name].isdigit() for name in names):
        return None
    finished, not_a_case, reached = (int(row[name]) for name in names)
    under = finished - not_a_case if count == "count_recovery" else finished
    return Point(reached, under) if reached <= under else None


def _beyond(limits: Funnel, rates: Sequence[Point]) -> tuple[int, int]:
    found = [limits.where(point) for point in rates]
    return sum(where != Where.WITHIN for where in found), found.count(Where.BEYOND_998)


@given(points)
def test_the_adjusted_limits_are_never_narrower_than_chance(found):
    """What services differ can only add to chance; limits stay shares, and hold the target."""
    limits = of(found)
    for under in (20, 200, 2000):
        low, high = limits.limits(under, Z_998)
        by_chance = Funnel(limits.target, 1, 0).limits(under, Z_998)
        assert 0 <= low <= by_chance[0] + 1e-12
        assert by_chance[1] - 1e-12 <= high <= 1
        assert low - 1e-12 <= limits.target <= high + 1e-12


@given(points, st.randoms(use_true_random=False))
def test_the_order_of_the_services_tells_nothing(found, random):
    """The same services in another order have the same funnel."""
    mixed = list(found)
    random.shuffle(mixed)
    one, other = of(found), of(mixed)
    assert (one.target, one.phi, one.tau2) == pytest.approx((other.target, other.phi, other.tau2))
