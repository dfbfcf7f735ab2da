"""The manual on change: which scores count, who is a case, who recovered, improved or got worse."""

import pytest

from tests.spec.registration import Registration

RECOVERY, IMPROVED, WORSE, SAME, BOTH = (
    "recovery",
    "reliable_improvement",
    "reliable_deterioration",
    "no_reliable_change",
    "reliable_recovery",
)


@pytest.fixture
def registered() -> Registration:
    return Registration()


@pytest.fixture
def person(registered):
    """Somebody who finished, with these scores on PHQ-9 and on the anxiety measure."""
    return registered.person


def test_first_and_last_are_by_the_time_they_were_answered(registered, of):
    """Not by the order in which they were written down."""
    registered.finished()
    registered.score("a", "phq-9", "2024-03-01T09:00:00", 3)
    registered.score("a", "phq-9", "2024-01-05T09:00:00", 20)
    registered.score("a", "phq-9", "2024-02-01T09:00:00", 27)
    registered.scores("a", "gad-7", 5, 5)
    assert of(registered, RECOVERY) == (1, 1, "100.0", 0)


@pytest.mark.parametrize("written", ["aBZ", "ZBa", "BaZ", "BZa"])
def test_what_was_answered_at_the_same_time_goes_by_the_answers_id_bytewise(registered, of, written):
    """Byte by byte, in whatever order it was written down: B before a, as not in a dictionary, and 10 before 9."""
    registered.finished()
    phq, gad = {"B": 20, "Z": 12, "a": 3}, {"B": ("9", 3), "Z": ("95", 7), "a": ("10", 15)}
    for answer in written:
        registered.score("a", "phq-9", "2024-01-05T09:00:00", phq[answer], answer)
        registered.score("a", "gad-7", "2024-01-05T09:00:00", gad[answer][1], gad[answer][0])
    assert of(registered, RECOVERY) == (1, 1, "100.0", 0)
    assert of(registered, IMPROVED) == (1, 1, "100.0", 0)


@pytest.mark.parametrize(("at", "counts"), [("2024-06-30T23:59:59", True), ("2024-07-01T00:00:00", False)])
def test_scores_count_up_to_the_day_of_discharge(registered, of, at, counts):
    """The whole of that day, by the clock on the team's wall; the answer at a follow-up comes after it."""
    registered.finished()
    registered.scores("a", "gad-7", 5, 5)
    registered.score("a", "phq-9", "2024-01-05T09:00:00", 20)
    registered.score("a", "phq-9", at, 3)
    assert of(registered, "paired") == ((1, 1, "100.0", 0) if counts else (0, 1, "0.0", 1))


def test_scores_before_the_referral_count(registered, of):
    """Some services ask when a person first writes to them; nothing says a score must come after."""
    registered.finished()
    registered.scores("a", "gad-7", 5, 5)
    registered.score("a", "phq-9", "2023-12-24T09:00:00", 20)
    registered.score("a", "phq-9", "2024-01-05T09:00:00", 3)
    assert of(registered, "paired") == (1, 1, "100.0", 0)


def test_an_empty_score_is_no_score(person, of):
    assert of(person([20, None], [15, 5]), "paired") == (0, 1, "0.0", 1)


def test_paired_needs_two_scores_on_each_of_both_measures(person, of):
    """Only then can change be seen. Who is not paired is told as missing beside every figure of change."""
    person([20, 3], [15, 5], name="both")
    person([20, 3], [15], name="anxiety once")
    person([20], [15, 5], name="depression once")
    assert of(person([], [], name="never asked"), "paired") == (1, 4, "25.0", 3)


@pytest.mark.parametrize(
    ("phq", "gad", "case"), [(10, 0, True), (9, 8, True), (9, 7, False), (0, 21, True), (27, 0, True)]
)
def test_a_case_at_start_reaches_one_of_the_thresholds(person, of, phq, gad, case):
    """PHQ-9 from 10, or GAD-7 from 8, on the first score."""
    assert of(person([phq, 0], [gad, 0]), "case_at_start") == ((1, 1, "100.0", None) if case else (0, 1, "0.0", None))


def test_one_first_score_is_enough_to_be_a_case(person, of):
    """The other may be missing, and there need be no second score."""
    assert of(person([10], []), "case_at_start") == (1, 1, "100.0", None)


def test_not_a_case_needs_both_first_scores(person, of):
    """Who is known to be under both thresholds cannot recover and leaves the denominator of recovery. Who has
    one low score and no other might have been a case, and stays in it."""
    person([9, 3], [7, 2], name="under both")
    person([9, 3], [], name="one not known")
    assert of(person([], [], name="neither known"), RECOVERY) == (0, 2, "0.0", 2)


def test_recovery_is_being_under_both_thresholds_at_the_end(person, of):
    """Of two who were cases, the one whose GAD-7 still is 8 has not recovered."""
    person([15, 9], [12, 7], name="recovered")
    assert of(person([15, 4], [12, 8], name="still anxious"), RECOVERY) == (1, 2, "50.0", 0)


def test_the_unpaired_stay_in_every_denominator(person, of):
    """A service cannot look better by not asking at the end."""
    person([20, 3], [15, 3], name="measured")
    registered = person([20], [15], name="not measured")
    assert of(registered, RECOVERY) == (1, 2, "50.0", 1)
    assert of(registered, IMPROVED) == (1, 2, "50.0", 1)
    assert of(registered, WORSE) == (0, 2, "0.0", 1)
    assert of(registered, SAME) == (0, 2, "0.0", 1)
    assert of(registered, BOTH) == (1, 2, "50.0", 1)


def test_missing_counts_also_those_outside_the_denominator(person, of):
    """Under both thresholds at the start and never asked again: not in recovery's denominator, but missing."""
    assert of(person([5], [5]), RECOVERY) == (0, 0, None, 1)


@pytest.mark.parametrize(
    ("phq", "gad", "outcome"),
    [
        ([20, 14], [10, 10], IMPROVED),  # 6 on PHQ-9 is reliable
        ([20, 15], [10, 7], SAME),  # 5 and 3 are not
        ([20, 20], [12, 8], IMPROVED),  # 4 on GAD-7 is
        ([14, 20], [10, 10], WORSE),
        ([10, 10], [8, 12], WORSE),
        ([20, 5], [18, 4], IMPROVED),
        ([5, 20], [4, 18], WORSE),
    ],
)
def test_reliable_change_reaches_the_threshold_on_either_measure(person, of, phq, gad, outcome):
    """At or above it: 6 points on PHQ-9, 4 on GAD-7. Everybody who is paired is in at most one of the three."""
    registered = person(phq, gad)
    assert {name for name in (IMPROVED, WORSE, SAME) if of(registered, name)[0]} == {outcome}


def test_who_gets_better_on_one_and_worse_on_the_other_is_in_neither(person, of):
    """Nor in no reliable change: the three do not add up to everybody."""
    registered = person([12, 4], [9, 13])
    assert [of(registered, name)[0] for name in (IMPROVED, WORSE, SAME)] == [0, 0, 0]


def test_reliable_recovery_is_both_in_one_person(person, of):
    """From 10 to 9 is recovered but within measurement error; from 27 to 15 is reliably better but still a case."""
    person([10, 9], [3, 3], name="just under")
    person([27, 15], [3, 3], name="far better")
    registered = person([18, 4], [12, 3], name="both")
    assert of(registered, RECOVERY) == (2, 3, "66.7", 0)
    assert of(registered, IMPROVED) == (2, 3, "66.7", 0)
    assert of(registered, BOTH) == (1, 3, "33.3", 0)


@pytest.mark.parametrize(
    "its_own",
    [
        ("social_anxiety", "spin", "19", "18", "10"),
        ("panic", "pdss-sr", "8", "7", "5"),
        ("agoraphobia", "mi-alone", "2.31", "2.3", "0.73"),
        ("ocd", "oci", "40", "39", "32"),
        ("ptsd", "pcl-5", "32", "31", "10"),
        ("health_anxiety", "hai-sw", "18", "17", "4"),
    ],
)
def test_each_problem_has_its_anxiety_measure(person, of, its_own):
    """With its own thresholds. MI-alone has its caseness above 2.3: a score of 2.3 itself is not a case."""
    problem, measure, case, under, change = its_own
    person([0, 0], [case, under], measure, name="case", problem=problem)
    person([0, 0], [under, under], measure, name="none", problem=problem)
    registered = person([0, 0], [0, change], measure, name="worse", problem=problem)
    assert of(registered, "case_at_start") == (1, 3, "33.3", None)
    assert of(registered, RECOVERY) == (1, 1, "100.0", 0)
    assert of(registered, WORSE) == (1, 3, "33.3", 0)


@pytest.mark.parametrize(
    "problem", ["depression", "anxiety", "insomnia", "ibs", "substance", "stress", "mixed", "other"]
)
def test_every_other_problem_has_gad_7(person, of, problem):
    assert of(person([0, 0], [8, 7], problem=problem), RECOVERY) == (1, 1, "100.0", 0)


def test_an_unknown_problem_has_gad_7(person, of):
    assert of(person([0, 0], [8, 7], problem=None), RECOVERY) == (1, 1, "100.0", 0)


def test_the_measure_of_another_problem_says_nothing(person, of):
    """A SPIN filled in by somebody with panic is not their anxiety measure."""
    assert of(person([0, 0], [60, 5], "spin", problem="panic"), "paired") == (0, 1, "0.0", 1)


def test_gad_7_stands_in_where_the_specific_measure_is_not_paired(registered, person, of):
    """One SPIN is not enough: then GAD-7 decides everything, also who was a case at the start."""
    person([0, 0], [60], "spin", problem="social_anxiety")
    registered.scores("a", "gad-7", 7, 2)
    assert of(registered, "paired") == (1, 1, "100.0", 0)
    assert of(registered, "case_at_start") == (0, 1, "0.0", None)
    assert of(registered, IMPROVED) == (1, 1, "100.0", 0)


def test_a_paired_specific_measure_goes_before_gad_7(registered, person, of):
    person([0, 0], [18, 18], "spin", problem="social_anxiety")
    registered.scores("a", "gad-7", 21, 0)
    assert of(registered, "case_at_start") == (0, 1, "0.0", None)
    assert of(registered, SAME) == (1, 1, "100.0", 0)


def test_a_specific_measure_without_its_pair_is_not_a_first_score(person, of):
    """There is no GAD-7, so the first anxiety score is not known: not a case, and not known to be none."""
    registered = person([9, 9], [60], "spin", problem="social_anxiety")
    assert of(registered, "case_at_start") == (0, 1, "0.0", None)
    assert of(registered, RECOVERY) == (0, 1, "0.0", 1)


def test_scores_are_exact(person, of):
    """A change from 2.26 to 1.53 on MI-alone is 0.73; in floating point it would be a little less, and lost."""
    assert 2.26 - 1.53 < 0.73
    assert of(person([0, 0], ["2.26", "1.53"], "mi-alone", problem="agoraphobia"), IMPROVED) == (1, 1, "100.0", 0)


@pytest.mark.parametrize(
    ("first", "last", "answer"),
    [
        (True, False, (1, 1, "100.0", 0)),
        (True, True, (0, 1, "0.0", 0)),
        (False, False, (0, 0, None, 0)),
        (False, True, (0, 0, None, 0)),
        (True, None, (0, 1, "0.0", 1)),
        (None, False, (0, 0, None, 1)),
        (None, None, (0, 0, None, 1)),
    ],
)
def test_off_sick_pay_of_those_who_had_it(registered, of, first, last, answer):
    """Of the finished with sick pay at the start, those without at the end; missing where either is not known."""
    registered.finished(sick_pay_first=first, sick_pay_last=last)
    assert of(registered, "off_sick_pay") == answer


def test_only_the_finished_are_in_the_figures_of_outcome(registered, of):
    """Somebody still in treatment, or treated once, has no outcome yet."""
    registered.episode("once", discharged_on="2024-06-30", sick_pay_first=True, sick_pay_last=False)
    registered.contact("once", "2024-02-01")
    registered.scores("once", "phq-9", 20, 3)
    registered.scores("once", "gad-7", 15, 3)
    for name in ("paired", "case_at_start", RECOVERY, IMPROVED, WORSE, SAME, BOTH, "off_sick_pay", "waited_6_weeks"):
        assert of(registered, name) is None
