"""Charts: whatever the figures, the picture is well formed, named, inside its frame, and says itself in words."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation
from django.utils.html import format_html
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.portals import pictures

FIRST = date(2026, 2, 2)
PHQ_9 = {"name": "PHQ-9", "highest": 27, "caseness": 10, "reliable": 6}
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def weekly(*scores: int) -> list[tuple[date, int]]:
    return [(FIRST + timedelta(weeks=week), score) for week, score in enumerate(scores)]


def drawings(html: str) -> list[ElementTree.Element]:
    """The SVG elements of a figure; parsing fails the test when the markup is not well formed."""
    whole = ElementTree.fromstring(f"<div>{html}</div>")
    return list(whole.iter("svg"))


def coordinates(svg: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """Every point that a shape of the drawing touches."""
    for shape in svg:
        at = shape.attrib
        match shape.tag:
            case "line":
                yield float(at["x1"]), float(at["y1"])
                yield float(at["x2"]), float(at["y2"])
            case "circle":
                yield float(at["cx"]), float(at["cy"])
            case "rect":
                yield float(at["x"]), float(at["y"])
                yield float(at["x"]) + float(at["width"]), float(at["y"]) + float(at["height"])
            case "text":
                yield float(at["x"]), float(at["y"])
            case "path":
                numbers = [float(number) for number in re.findall(r"-?[\d.]+", at["d"])]
                yield from zip(numbers[::2], numbers[1::2], strict=True)


def assert_inside(html: str) -> None:
    for svg in drawings(html):
        left, top, width, height = map(float, svg.attrib["viewBox"].split())
        for x, y in coordinates(svg):
            assert left <= x <= left + width + 0.05, (x, svg.attrib["viewBox"])
            assert top <= y <= top + height + 0.05, (y, svg.attrib["viewBox"])


def words(html: str) -> str:
    return " ".join("".join(ElementTree.fromstring(f"<div>{html}</div>").itertext()).split())


scores = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 27)), max_size=60)


@given(scores, st.booleans(), st.one_of(st.none(), st.integers(0, 27)), st.one_of(st.none(), st.integers(1, 30)))
def test_every_point_of_any_course_lies_inside_the_picture(
    answers: list[tuple[int, int]], to_client: bool, caseness: int | None, reliable: int | None
) -> None:
    """A point outside the frame would be an answer nobody sees."""
    points = sorted((FIRST + timedelta(days=day), score) for day, score in answers)
    html = pictures.curve(
        name="PHQ-9", points=points, highest=27, caseness=caseness, reliable=reliable, to_client=to_client
    )
    assert_inside(html)


@given(scores, scores)
def test_a_second_course_never_leaves_the_picture_either(
    answers: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    """The clinic's picture holds two instruments, and either may be missing or start first."""
    points, second = (sorted((FIRST + timedelta(days=day), score) for day, score in each) for each in (answers, others))
    series = pictures.Series("GAD-7", second)
    assert_inside(pictures.curve(**PHQ_9, points=points, second=series, to_client=False))


@given(st.lists(st.one_of(st.none(), st.integers(0, 5000)), max_size=40))
def test_every_month_lies_inside_the_picture(values: list[int | None]) -> None:
    months = [(date(2024 + i // 12, i % 12 + 1, 1), value) for i, value in enumerate(values)]
    assert_inside(pictures.run_chart(title="Days", points=months, unit="days"))


@given(st.lists(st.integers(0, 700), max_size=80), st.one_of(st.none(), st.integers(1, 200)))
def test_every_wait_lies_inside_the_picture(days: list[int], target: int | None) -> None:
    assert_inside(pictures.waits(title="Waiting", days=days, target=target))


@pytest.mark.parametrize("count", [1, 2, 8, 52])
def test_a_picture_has_a_name_and_a_description(count: int) -> None:
    """Who cannot see it hears what it shows: role, title and description, tied by id."""
    for svg in drawings(pictures.curve(**PHQ_9, points=weekly(*[12] * count))):
        assert svg.attrib["role"] == "img"
        named = svg.attrib["aria-labelledby"].split()
        assert [svg[0].attrib["id"], svg[1].attrib["id"]] == named
        assert (svg[0].tag, svg[1].tag) == ("title", "desc")
        assert svg[0].text == "PHQ-9 over time"
        assert svg[1].text


def test_the_description_says_the_course_and_the_line() -> None:
    svg = drawings(pictures.curve(**PHQ_9, points=weekly(17, 15, 9)))[0]
    assert svg[1].text == (
        "PHQ-9: from 17 to 9 in 2 weeks, 3 answers. Lower is better. "
        "Under the dotted line at 10 the symptoms are milder."
    )


def test_the_scale_is_the_whole_range_from_zero() -> None:
    """A cut axis makes a small change look large: the top is the instrument's, the foot is 0."""
    svg = drawings(pictures.curve(**PHQ_9, points=weekly(14, 15)))[0]
    dots = {float(dot.attrib["cy"]) for dot in svg.iter("circle")}
    one_point = max(dots) - min(dots)
    assert one_point == pytest.approx((206 - 18) / 27, abs=0.11)
    assert "0" in {text.text for text in svg.iter("text")}


def test_without_answers_there_is_a_sentence_and_no_empty_frame() -> None:
    html = pictures.curve(**PHQ_9, points=[])
    assert "<svg" not in html
    assert "The curve begins with the first one." in words(html)


def test_one_answer_is_not_called_a_change() -> None:
    html = pictures.curve(**PHQ_9, points=weekly(8))
    assert "one answer, 8, on 2 February 2026" in words(html)
    assert "at the start" not in words(html)


def test_the_band_of_small_changes_stands_around_the_first_score() -> None:
    """The words under the picture promise six points either way; so must the drawing."""
    svg = drawings(pictures.curve(**PHQ_9, points=weekly(17, 9)))[0]
    band = next(rect for rect in svg.iter("rect") if rect.attrib["class"] == "band")
    a_point = (206 - 18) / 27
    assert float(band.attrib["height"]) == pytest.approx(12 * a_point, abs=0.15)
    assert float(band.attrib["y"]) == pytest.approx(206 - 23 * a_point, abs=0.15)


def test_two_pictures_on_a_page_share_no_id() -> None:
    html = pictures.curve(**PHQ_9, points=weekly(9), key="a") + pictures.curve(**PHQ_9, points=weekly(9), key="b")
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("evil", ['<script>x</script>"&', "æøå < & >"])
def test_names_and_labels_are_escaped(evil: str) -> None:
    """Names come from rows that people write."""
    series = pictures.Series(evil, weekly(4, 5))
    html = [
        pictures.curve(name=evil, points=weekly(9, 4), highest=27, caseness=10, second=series, to_client=False),
        pictures.run_chart(title=evil, points=[(FIRST, 3)], unit=evil, caption=evil),
        pictures.bars(title=evil, rows=[(evil, 3, evil)]),
        pictures.waits(title=evil, days=[3], caption=evil),
        pictures.sparkline([3, 4], highest=27, label=evil),
    ]
    for each in html:
        assert "<script" not in each
        ElementTree.fromstring(f"<div>{each}</div>")


def test_the_table_holds_every_figure_of_both_courses() -> None:
    html = pictures.curve(
        **PHQ_9, points=weekly(17, 9), second=pictures.Series("GAD-7", weekly(12, 7)), to_client=False
    )
    rows = [[cell.text for cell in row] for row in ElementTree.fromstring(f"<div>{html}</div>").find(".//tbody") or []]
    assert rows == [["2 February 2026", "17", "12"], ["9 February 2026", "9", "7"]]


def test_two_answers_on_one_day_are_both_in_the_table() -> None:
    html = pictures.curve(**PHQ_9, points=[(FIRST, 9), (FIRST, 11)])
    assert "9, 11" in words(html)


def test_the_client_is_told_nothing_about_caseness_by_that_name() -> None:
    said = words(pictures.curve(**PHQ_9, points=weekly(17, 9)))
    assert "Milder symptoms" in said
    assert "aseness" not in said


def test_the_clinic_gets_a_wide_and_a_narrow_drawing_of_the_same_course() -> None:
    """On a telephone the wide one could not be read; the stylesheet shows one of the two."""
    wide, narrow = drawings(pictures.curve(**PHQ_9, points=weekly(17, 9), to_client=False))
    assert "chart-wide" in wide.attrib["class"]
    assert "chart-narrow" in narrow.attrib["class"]
    assert float(narrow.attrib["viewBox"].split()[2]) <= 360
    assert wide[1].text == narrow[1].text


@given(st.lists(st.integers(0, 27), min_size=1, max_size=9))
def test_words_never_cover_a_point(values: list[int]) -> None:
    """Each point is an answer somebody gave; a word on top of it would hide it."""
    svg = drawings(pictures.curve(**PHQ_9, points=weekly(*values)))[0]
    boxes = [
        (
            word,
            pictures.drawing.Word(
                float(word.attrib["x"]), float(word.attrib["y"]), word.text or "", word.attrib.get("class", "")
            ).box,
        )
        for word in svg.iter("text")
    ]
    for dot in svg.iter("circle"):
        x, y = float(dot.attrib["cx"]), float(dot.attrib["cy"])
        for word, (left, top, right, bottom) in boxes:
            assert not (left < x < right and top < y < bottom), word.text


def test_a_sparkline_is_the_values_themselves() -> None:
    """Sixty of them on a page must cost little: no figure is written twice, and equal steps are equal text."""
    html = pictures.sparkline([19, 18, 17], highest=27, caseness=10)
    assert 'd="M0 19l1 -1l1 -1"' in html
    assert 'aria-label="From 19 to 17"' in html
    assert len(html) < 300
    assert 'aria-label="No answers yet"' in pictures.sparkline([], highest=27)


def test_a_sparkline_keeps_the_latest_scores() -> None:
    html = pictures.sparkline(range(20), highest=27, places=12)
    assert f'd="M0 7{"l1 1" * 12}"' in html
    assert 'd="M12 19h0"' in html


def test_the_median_is_said_with_its_unit() -> None:
    months = [(date(2026, month, 1), value) for month, value in ((1, 8), (2, 9), (3, None), (4, 12))]
    html = pictures.run_chart(title="Days", points=months, unit="days")
    assert "Median: 9 days" in words(html)
    assert [cell.text for row in ElementTree.fromstring(f"<div>{html}</div>").iter("tr") for cell in row][-2:] == [
        "April 2026",
        "12",
    ]


def test_quarters_are_named_and_a_fuller_table_takes_the_place_of_the_usual_one() -> None:
    quarters = [(date(2025, 10, 1), 40), (date(2026, 1, 1), 50), (date(2026, 4, 1), None)]
    html = pictures.run_chart(title="Paired", points=quarters, unit="%", step="quarter")
    assert [row[0].text for row in ElementTree.fromstring(f"<div>{html}</div>").iter("tr")] == [
        "Quarter", "Q4 2025", "Q1 2026", "Q2 2026",
    ]  # fmt: skip
    names = [one.text for one in drawings(html)[0].iter("text") if one.attrib.get("class") == "mid"]
    assert names == ["Q4", "2026", "Q2"]
    fuller = format_html("<table><tr><td>{}</td></tr></table>", "fuller")
    html = pictures.run_chart(title="Paired", points=quarters, beside=fuller)
    assert html.endswith(fuller)
    assert html.count("<table") == 1


def test_a_month_without_a_figure_breaks_the_line() -> None:
    """A line drawn across it would invent a figure."""
    months = [(date(2026, month, 1), value) for month, value in ((1, 8), (2, 9), (3, None), (4, 12), (5, 7))]
    svg = drawings(pictures.run_chart(title="Days", points=months))[0]
    assert len([path for path in svg.iter("path") if path.attrib["class"] == "line"]) == 2


def test_bars_are_lengths_from_zero() -> None:
    html = pictures.bars(title="Level", rows=[("A", 20, "20 %"), ("B", 50, "50 %"), ("C", None, "")], highest=100)
    assert re.findall(r'width="([\d.]+)" height="10"/></svg>', html) == ["20.0", "50.0", "0.0"]
    assert "Too few to say" in words(html)


def test_waits_count_those_beyond_the_target() -> None:
    said = words(pictures.waits(title="Waiting", days=[1, 14, 15, 40], target=14))
    assert "4 people have waited, 2 of them longer than 14 days." in said


@pytest.mark.parametrize(("now", "total"), [(1, 9), (9, 9), (1, 1), (0, 3), (40, 60), (12, 3)])
def test_the_steps_show_one_place_and_stay_within_bounds(now: int, total: int) -> None:
    html = pictures.stair(now=now, total=total)
    assert html.count('class="now"') == 1
    assert html.count("<rect") == min(total, 24)
    assert_inside(html)


def test_decimal_scores_are_said_in_the_language_of_the_page() -> None:
    with translation.override("nb"):
        html = pictures.curve(name="X", points=[(FIRST, Decimal("3.5")), (FIRST, Decimal(4))], highest=10)
        assert "3,5" in words(html)


def test_a_long_name_in_a_funnel_keeps_inside_the_picture() -> None:
    """The narrow picture has no room beside a ring at the right: the name stands above or below, from an edge."""

    def limits(size: int) -> tuple[float, float]:
        return 40.0, 60.0

    name = "Rask psykisk helsehjelp Solhavn"
    html = pictures.funnel(title="T", desc="D", dots=[(200, 80.0, name), (100, 50.0, "")], target=50, wide=limits,
                           narrow=limits, beside=format_html("{}", ""), own=(150, 55.0, "Yours"))  # fmt: skip
    for svg in drawings(html):
        width = float(svg.attrib["viewBox"].split()[2])
        (word,) = [one for one in svg.iter("text") if one.text == name]
        start = {"end": -1.0, "mid": -0.5}.get(word.attrib["class"].split()[-1], 0.0) * len(name) * 7.6
        assert float(word.attrib["x"]) + start >= 0
        assert float(word.attrib["x"]) + start + len(name) * 7.6 <= width
        assert [one.attrib["class"] for one in svg.iter("circle")] == ["dot", "dot", "dot last"]
