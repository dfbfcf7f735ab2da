"""The instruments, as the manual tells them: what is asked, what the score means, and what calls for a human."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from stegvis.definitions.instrument import BadAnswer, instrument, instruments

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
PHQ9, GAD7 = instrument("phq-9@1"), instrument("gad-7@1")

# MEASURES.md, edition 1: range, caseness, reliable change, items (facts/measurement.md sections 1b and 2).
PUBLISHED = [
    ("phq-9", 9, "0", "27", "at_least", "10", "6"),
    ("gad-7", 7, "0", "21", "at_least", "8", "4"),
    ("spin", 17, "0", "68", "at_least", "19", "10"),
    ("pdss-sr", 7, "0", "28", "at_least", "8", "5"),
    ("mi-alone", 27, "1.00", "5.00", "above", "2.3", "0.73"),
    ("oci", 42, "0", "168", "at_least", "40", "32"),
    ("pcl-5", 20, "0", "80", "at_least", "32", "10"),
    ("hai-sw", 18, "0", "54", "at_least", "18", "4"),
]


def points(of: str, total: int) -> list[int | None]:
    """A complete form of that instrument with that sum."""
    asked = instrument(of)
    highest = max(choice.value for choice in asked.choices)
    answers: list[int | None] = []
    for _ in asked.scored_codes:
        answers.append(min(highest, total))
        total -= answers[-1] or 0
    assert total == 0
    return answers


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published[0])
def test_each_instrument_has_its_published_thresholds(published):
    """Caseness is the score from which a person's trouble is plain enough to count as a case; reliable change
    is what a score must move before it is more than the instrument's own unsteadiness. Both follow NHS Talking
    Therapies, guide v2.1, and every result of every team rests on them."""
    name, items, low, high, comparator, case, change = published
    asked = instrument(name)
    assert len(asked.scored_codes) == items
    assert asked.range == (Decimal(low), Decimal(high))
    assert (asked.caseness.value, asked.caseness.comparator) == (Decimal(case), comparator)
    assert (asked.reliable_change.value, asked.reliable_change.comparator) == (Decimal(change), "at_least")
    assert asked.caseness.rule_set == asked.reliable_change.rule_set == "nhs-tt-2.1"
    assert asked.caseness.source
    assert asked.reliable_change.source


def test_these_instruments_are_here_and_no_other():
    """PHQ-9 for everybody; GAD-7, or the anxiety measure that belongs to the person's problem, beside it. ISI is the
    insomnia programme's own and in no measure."""
    assert {asked.id for asked in instruments()} == {"isi", *(name for name, *_ in PUBLISHED)}


def test_isi_sums_seven_answers_into_four_bands():
    """Bastien 2001; a case in clinical samples from 11 (Morin 2011). Its words are the site's to supply."""
    asked = instrument("isi")
    assert len(asked.scored_codes) == 7
    assert [(int(band.first), band.code) for band in asked.bands] == [
        (0, "none"),
        (8, "mild"),
        (15, "moderate"),
        (22, "severe"),
    ]
    assert (asked.caseness.value, asked.caseness.comparator) == (11, "at_least")
    assert asked.reliable_change is None
    assert not asked.wordings


@pytest.mark.parametrize(
    ("total", "band", "case"),
    [
        (0, "minimal", False),
        (4, "minimal", False),
        (5, "mild", False),
        (9, "mild", False),
        (10, "moderate", True),
        (14, "moderate", True),
        (15, "moderately_severe", True),
        (19, "moderately_severe", True),
        (20, "severe", True),
        (27, "severe", True),
    ],
)
def test_phq9_adds_nine_answers_and_counts_a_case_from_ten(total, band, case):
    """PHQ-9 asks nine things about the last two weeks, each from 0 (not at all) to 3 (nearly every day). The
    score is their sum, 0 to 27, and 10 or more is a case. The bands are those of Kroenke 2001."""
    score = PHQ9.score(points("phq-9", total))
    assert score == Decimal(total)
    assert PHQ9.band(score).code == band
    assert PHQ9.is_case(score) is case


@pytest.mark.parametrize(
    ("total", "band", "case"),
    [
        (4, "minimal", False),
        (5, "mild", False),
        (7, "mild", False),
        (8, "mild", True),
        (9, "mild", True),
        (10, "moderate", True),
        (14, "moderate", True),
        (15, "severe", True),
        (21, "severe", True),
    ],
)
def test_gad7_adds_seven_answers_and_counts_a_case_from_eight(total, band, case):
    """GAD-7 asks seven things about worry in the last two weeks. 8 or more is a case, as the NHS counts; the
    original cut-off was 10, so the band "mild" holds both."""
    score = GAD7.score(points("gad-7", total))
    assert GAD7.band(score).code == band
    assert GAD7.is_case(score) is case


@pytest.mark.parametrize("missing", range(9))
def test_a_phq9_with_any_of_its_nine_items_empty_has_no_score(missing):
    """Nothing is imputed: an unanswered question is neither a zero nor an average. The person, the therapist
    and the statistics all see that the form was not complete."""
    answers = points("phq-9", 18)
    answers[missing] = None
    assert PHQ9.score(answers) is None
    assert PHQ9.band(None) is None
    assert PHQ9.is_case(None) is None


def test_the_tenth_question_of_phq9_is_asked_but_never_counted():
    """How hard the problems make daily life is worth knowing, but is not part of the score, and may be left out."""
    nine = points("phq-9", 12)
    assert PHQ9.score(nine) == PHQ9.score([*nine, None]) == PHQ9.score([*nine, 3]) == 12
    assert PHQ9.item("10").optional
    assert not PHQ9.item("10").scored


def test_any_answer_but_the_lowest_on_item_nine_calls_for_a_human_being():
    """Item 9 asks about thoughts of being better off dead or of hurting oneself. From "several days" on, the
    answer raises an alert at once, whatever else was answered and whether or not the form is ever finished.
    There is no grade: one and three are met alike. And a zero does not mean that there is no risk."""
    assert PHQ9.risk_items == ("9",)
    assert [PHQ9.is_risk("9", value) for value in (None, 0, 1, 2, 3)] == [False, False, True, True, True]
    assert not any(PHQ9.is_risk(code, 3) for code in PHQ9.codes if code != "9")
    assert PHQ9.has_risk([None] * 8 + [1])
    assert not PHQ9.has_risk([3] * 8 + [0])


def test_no_other_instrument_here_has_a_risk_item():
    """So only PHQ-9 needs a duty roster before it can be opened."""
    assert [asked.id for asked in instruments() if asked.risk_items] == ["phq-9"]


@pytest.mark.parametrize(
    ("name", "first", "last", "change"),
    [
        ("phq-9", 19, 13, "improved"),  # six fewer
        ("phq-9", 19, 14, "unchanged"),  # five fewer is within the measurement error
        ("phq-9", 10, 16, "worsened"),
        ("phq-9", 10, 15, "unchanged"),
        ("gad-7", 14, 10, "improved"),
        ("gad-7", 14, 11, "unchanged"),
        ("gad-7", 10, 14, "worsened"),
        ("pdss-sr", 12, 7, "improved"),  # five is enough: at least, not above
        ("mi-alone", "3.00", "2.27", "improved"),
        ("mi-alone", "3.00", "2.28", "unchanged"),
        ("oci", 80, 48, "improved"),
        ("oci", 80, 49, "unchanged"),
    ],
)
def test_a_change_counts_when_it_is_larger_than_the_measurement_error(name, first, last, change):
    """ "Reliably better" means that the score fell by at least the reliable change. Anything smaller is called
    unchanged, in both directions, however much one would like to see it."""
    assert instrument(name).change(Decimal(first), Decimal(last)) == change


def test_with_only_one_score_nothing_is_said_about_change():
    """A course that was measured once has no outcome; it is counted as missing, not as unchanged."""
    assert PHQ9.change(Decimal(12), None) is None
    assert PHQ9.change(None, Decimal(12)) is None


def test_the_mobility_inventory_is_a_mean_and_a_case_only_above_its_limit():
    """The Mobility Inventory asks how often 27 situations are avoided when alone, from 1 (never) to 5 (always).
    The score is the mean of those rated. A case is above 2.3, not at it. Up to five situations that do not
    apply may be skipped; with six skipped there is no score (NHS Data Dictionary)."""
    asked = instrument("mi-alone")
    assert asked.score([3] * 27) == Decimal("3.00")
    assert str(asked.score([1] * 26 + [2])) == "1.04"  # 28/27 = 1.037
    assert str(asked.score([1] * 20 + [2] * 4 + [None] * 3)) == "1.17"  # 28/24 = 1.1667
    assert asked.score([2] * 22 + [None] * 5) == Decimal(2)
    assert asked.score([2] * 21 + [None] * 6) is None
    assert asked.is_case(Decimal("2.30")) is False
    assert asked.is_case(Decimal("2.31")) is True


@pytest.mark.parametrize("asked", instruments(), ids=lambda asked: asked.key)
def test_every_instrument_reaches_both_ends_of_its_range(asked):
    """The curve is drawn on the full scale, so the scale must be the true one."""
    lowest = [min(item.values) for item in asked.items]
    highest = [max(item.values) for item in asked.items]
    assert (asked.score(lowest), asked.score(highest)) == asked.range


def test_an_answer_the_form_does_not_have_is_refused_and_named():
    """A value that is no choice of the item, from paper or from another system, is never rounded or guessed."""
    with pytest.raises(BadAnswer, match="Item 4: the answer must be a whole number from 0 to 3, or empty") as bad:
        PHQ9.check([0, 0, 0, 7, 0, 0, 0, 0, 0])
    assert (bad.value.item, bad.value.value) == ("4", 7)
    for value in (True, -1, 4, 1.0, "1"):
        with pytest.raises(BadAnswer):
            PHQ9.check_answer("1", value)
    with pytest.raises(BadAnswer, match="PHQ-9 has no such item"):
        PHQ9.check_answer("11", 0)
    with pytest.raises(ValueError, match="PHQ-9 has 10 items, but 8 answers were given"):
        PHQ9.score([0] * 8)
    with pytest.raises(ValueError, match="but 11 answers"):
        PHQ9.score([0] * 11)


def test_a_score_outside_the_scale_is_refused():
    """A score that the instrument cannot give came from somewhere else."""
    with pytest.raises(ValueError, match="PHQ-9 goes from 0 to 27; 28 is outside"):
        PHQ9.is_case(Decimal(28))
    with pytest.raises(ValueError, match="is outside"):
        instrument("mi-alone").band(Decimal("0.99"))


def test_only_words_that_are_free_are_here():
    """PHQ-9 and GAD-7 may be used by all in Norwegian, Swedish and English; PCL-5 is free in English. The other
    questionnaires belong to somebody: here are their structure and scoring, and the site supplies the words."""
    freed = {asked.id: set(asked.wordings) for asked in instruments() if asked.wordings}
    assert freed == {"phq-9": {"nb", "sv", "en"}, "gad-7": {"nb", "sv", "en"}, "pcl-5": {"en"}}
    for asked in instruments():
        assert asked.licence
        assert asked.source
        for wording in asked.wordings.values():
            assert wording.official
            assert wording.licence
            assert wording.source
    assert instrument("oci").wording("nb") is None


def test_nynorsk_shows_the_official_bokmal_words_and_says_so():
    """No official nynorsk PHQ-9 or GAD-7 was found. A translation of our own would be another instrument."""
    assert PHQ9.wording("nn").language == "nb"
    assert GAD7.wording("nn") == GAD7.wording("nb")
    assert instrument("pcl-5").wording("nn") is None
    assert PHQ9.wording("de") is None


@pytest.mark.parametrize(
    ("asked", "activity", "prefix"), [(PHQ9, "PHQ-9", "phq9"), (GAD7, "GAD7", "gad7")], ids=["phq-9", "gad-7"]
)
@pytest.mark.parametrize(("language", "key"), [("nb", "no"), ("sv", "sv"), ("en", "en")])
def test_the_words_are_the_published_ones_to_the_letter(asked, activity, prefix, language, key):
    """A questionnaire was validated with its words; only slips of the copy are corrected, and each is named."""
    published = json.loads((SHARED / "reproschema_no_sv_items.json").read_text("utf-8"))[activity]
    corrected = {
        ("gad-7", "nb", "2"): "Ikke klart å slutte å bekymre deg eller kontrollere bekymringene dine",
        ("gad-7", "sv", "preamble"): "Under de senaste 14 dagarna, hur ofta har du besvärats av följande problem",
        ("phq-9", "nb", "preamble"): (
            "Hvor ofte har du vært plaget av ett eller flere av de følgende problemene i løpet av de siste 2 ukene?"
        ),
        ("phq-9", "en", "10"): (
            "If you checked off any problems, how difficult have these problems made it for you to do your work, "
            "take care of things at home, or get along with other people?"
        ),
    }
    wording = asked.wording(language)
    preamble = published[f"{prefix.upper()}_schema.preamble"][key]
    assert wording.preamble == corrected.get((asked.id, language, "preamble"), preamble)
    for code in asked.codes:
        text = published[f"items/{prefix}_{code}.question"][key]
        assert wording.items[code] == corrected.get((asked.id, language, code), text)
    for place in range(4):
        assert wording.choices[place] == published[f"valueConstraints.choices[{place}].name"][key]
        if asked is PHQ9:
            own = published[f"items/phq9_10.responseOptions.choices[{place}].name"][key]
            assert wording.choices_of("10")[place] == own


def test_the_lowest_answer_of_gad7_is_not_at_all():
    """A copy that says "Not at all sure" is about, and measures something else (Zorowitz 2021)."""
    assert GAD7.wording("en").choices[0] == "Not at all"


def test_phq9_carries_the_loinc_codes_of_its_published_questionnaire():
    """Other systems know an answer by its code: LHC-Forms' Questionnaire 44249-1 has the same ones, in order."""
    published = json.loads((SHARED / "lforms_R4_phq9.json").read_text("utf-8"))
    asked_there = [item for item in published["item"] if item["type"] == "choice"]
    assert PHQ9.loinc == published["code"][0]["code"]
    assert PHQ9.loinc_score in {item["code"][0]["code"] for item in published["item"]}
    assert [item.loinc for item in PHQ9.items] == [item["code"][0]["code"] for item in asked_there]
    for item, there in zip(PHQ9.items, asked_there, strict=True):
        codes = [option["valueCoding"]["code"] for option in there["answerOption"]]
        assert [choice.loinc for choice in item.choices] == codes


def test_gad7_carries_its_loinc_codes():
    """Panel, total and seven items, each code once."""
    codes = [item.loinc for item in GAD7.items]
    assert codes == ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"]
    assert (GAD7.loinc, GAD7.loinc_score) == ("69737-5", "70274-6")


def test_a_choice_knows_its_text_in_every_language_that_has_one():
    """One file makes the form, the paper sheet and the exchange with other systems."""
    nearly_every_day = PHQ9.choices[3]
    assert (nearly_every_day.value, nearly_every_day.loinc) == (3, "LA6571-9")
    assert nearly_every_day.text == {"nb": "Nesten hver dag", "sv": "Nästan varje dag", "en": "Nearly every day"}
    assert PHQ9.item("10").choices[3].text["en"] == "Extremely difficult"
    assert instrument("spin").choices[0].text == {}
