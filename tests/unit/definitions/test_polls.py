"""Shares of a poll: whole per cents that a reader can add up, and that never turn the order round."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stegvis.definitions.polls import asked_as, asked_in, is_same, shares, words_in
from tests.polls import asking

COUNTS = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=12)


def test_a_known_poll_comes_out_as_it_was_published():
    """The poll of the chapter that we rebuild: 21 votes, shown there as 33, 5, 0 and 62 per cent."""
    assert shares([7, 1, 0, 13]) == [33, 5, 0, 62]


def test_equal_answers_share_what_is_left_in_the_order_of_the_page():
    assert shares([1, 1, 1]) == [34, 33, 33]
    assert shares([1] * 6) == [17, 17, 17, 17, 16, 16]


def test_nobody_has_answered():
    assert shares([0, 0]) == [0, 0]


@given(COUNTS)
def test_shares_add_up_to_a_hundred(counts):
    assert sum(shares(counts)) == (100 if any(counts) else 0)


@given(COUNTS)
def test_more_votes_never_get_the_smaller_share_and_none_gets_none(counts):
    told = sorted(zip(counts, shares(counts), strict=True))
    assert [share for _n, share in told] == sorted(share for _n, share in told)
    assert all(share == 0 for n, share in told if n == 0)


@given(COUNTS)
def test_no_share_is_a_whole_per_cent_away_from_the_truth(counts):
    total = sum(counts) or 1
    assert all(abs(share - 100 * n / total) < 1 for n, share in zip(counts, shares(counts), strict=True))


def test_a_language_that_is_not_there_is_asked_in_norwegian():
    document = asking("kapittel", "en", "to")
    assert [one.question for one in asked_in(document, "sv")] == ["en sv?", "to sv?"]
    assert asked_in(document, "en")[0].question == "en nb?"
    del document["languages"]["nb"]
    assert asked_in(document, "en")[0].choices[0] == ("heard", "heard sv")


def test_a_poll_is_the_same_while_its_words_are():
    """Order and a language more or less change nothing; without a language in common nobody can tell."""
    words = words_in(asking("kapittel", "en"))["en"]
    turned = {name: {**said, "choices": said["choices"][::-1]} for name, said in words.items()}
    assert is_same(words, turned)
    assert is_same(words, {"nb": words["nb"], "en": {**words["nb"], "question": "Other?"}})
    assert not is_same(words, {**words, "sv": {**words["sv"], "question": "Annat?"}})
    assert not is_same({"nb": words["nb"]}, {"sv": words["sv"]})
    assert not is_same({}, words)
    assert asked_as(words, "sv", block="en", scope="public") == replace(
        asked_in(asking("kapittel", "en"), "sv")[0], after=()
    )
