"""The manual on contacts: what an attended contact is, when treatment starts, and when it is finished."""

import pytest

from tests.spec.registration import Registration


@pytest.fixture
def registered() -> Registration:
    return Registration()


def test_a_late_client_has_come(registered, of):
    """An attended contact is one where the client came, on time or late."""
    registered.episode()
    registered.contact("a", "2024-01-10", attendance="late")
    assert of(registered, "started") == (1, None, "1", None)


@pytest.mark.parametrize("attendance", ["did_not_attend", "cancelled_by_client", "cancelled_by_team", None])
def test_who_did_not_come_has_not_started(registered, of, attendance):
    """Neither a missed nor a cancelled contact is attended; nor is one where nobody wrote down which it was."""
    registered.episode()
    registered.contact("a", "2024-01-10", attendance=attendance)
    assert of(registered, "started") is None


@pytest.mark.parametrize("purpose", ["treatment", "assessment_and_treatment", "review_and_treatment"])
def test_three_purposes_are_treatment(registered, of, purpose):
    registered.episode()
    registered.contact("a", "2024-01-10", purpose)
    assert of(registered, "started") == (1, None, "1", None)


@pytest.mark.parametrize("purpose", ["assessment", "review", "follow_up", "employment_support", "other", None])
def test_the_other_purposes_never_are(registered, of, purpose):
    """Follow-ups and employment support never count as treatment, however often the client came."""
    registered.episode(discharged_on="2024-06-30")
    registered.contact("a", "2024-01-10", purpose)
    registered.contact("a", "2024-01-17", purpose)
    assert of(registered, "started") is None
    assert of(registered, "finished") is None


@pytest.mark.parametrize(
    ("on", "counts"),
    [("2023-12-31", False), ("2024-01-01", True), ("2024-03-01", True), ("2024-03-02", False), (None, False)],
)
def test_treatment_lies_between_received_and_discharged(registered, of, on, counts):
    """Both days are included: who came on the day of the referral, or of the discharge, was treated."""
    registered.episode(received_on="2024-01-01", discharged_on="2024-03-01")
    registered.contact("a", on)
    assert (of(registered, "treated_once") is not None) == counts


def test_an_open_episode_has_no_last_day(registered, of):
    registered.episode(received_on="2024-01-01")
    registered.contact("a", "2031-01-01")
    assert of(registered, "started") == (1, None, "1", None)


def test_treatment_cannot_start_before_a_referral_of_an_unknown_day(registered, of):
    """Where the day of the referral is not known, no contact is known to come after it."""
    registered.finished(received_on=None)
    assert of(registered, "started") is None
    assert of(registered, "seen_not_treated") == (1, None, "1", None)


def test_started_on_the_first_treatment_contact(registered, count):
    """The date is that of the first contact that counts: a missed one before it does not."""
    registered.episode()
    registered.contact("a", "2024-01-20", attendance="did_not_attend")
    registered.contact("a", "2024-03-05")
    registered.contact("a", "2024-02-05")
    assert count(registered, "month").figure("started", "2024-02") == (1, None, "1", None)


@pytest.mark.parametrize(
    ("purpose", "counts"), [("assessment", True), ("assessment_and_treatment", True), ("treatment", False)]
)
def test_assessed_is_the_first_attended_assessment(registered, of, purpose, counts):
    registered.episode()
    registered.contact("a", "2024-01-10", purpose)
    assert (of(registered, "assessed") is not None) == counts


def test_assessed_on_the_first_of_several_assessments(registered, count):
    registered.episode()
    for day in ("2024-04-10", "2024-02-10", "2024-03-10"):
        registered.contact("a", day, "assessment")
    assert count(registered, "month").groups("assessed") == [("2024-02",)]


def test_an_assessment_counts_whatever_its_date(registered, count):
    """Some are assessed before the referral is written down, some after a discharge that was too early."""
    registered.episode("before", received_on="2024-01-10")
    registered.contact("before", "2024-01-05", "assessment")
    registered.episode("after", discharged_on="2024-02-01")
    registered.contact("after", "2024-03-01", "assessment")
    rows = count(registered, "month")
    assert rows.figure("assessed", "2024-01") == (1, None, "1", None)
    assert rows.figure("assessed", "2024-03") == (1, None, "1", None)


def test_finished_is_discharged_after_two_treatment_contacts(registered, of):
    """One contact is not a course of treatment, and an open course is not finished."""
    registered.finished("two")
    registered.episode("one", discharged_on="2024-06-30")
    registered.contact("one", "2024-02-01")
    registered.episode("open")
    registered.contact("open", "2024-02-01")
    registered.contact("open", "2024-02-08")
    assert of(registered, "finished") == (1, None, "1", None)
    assert of(registered, "treated_once") == (1, None, "1", None)


def test_two_contacts_on_one_day_are_two(registered, of):
    registered.episode(discharged_on="2024-06-30")
    registered.contact("a", "2024-02-01")
    registered.contact("a", "2024-02-01")
    assert of(registered, "finished") == (1, None, "1", None)
    assert of(registered, "contacts_per_finished") == (2, 1, "2.0", None)


def test_seen_not_treated_came_but_was_not_treated(registered, of):
    """Discharged, came at least once for whatever purpose, and had no treatment contact."""
    registered.episode("seen", discharged_on="2024-06-30")
    registered.contact("seen", "2024-01-10", "assessment")
    registered.episode("advised", discharged_on="2024-06-30")
    registered.contact("advised", "2024-08-10", "follow_up")
    registered.episode("never came", discharged_on="2024-06-30")
    registered.contact("never came", "2024-01-10", attendance="did_not_attend")
    registered.episode("still open")
    registered.contact("still open", "2024-01-10", "assessment")
    assert of(registered, "seen_not_treated") == (2, None, "2", None)


def test_dropped_out_of_those_discharged_with_a_treatment_contact(registered, of):
    """Who stopped coming, of everybody who was treated at least once. Who was never treated could not drop out."""
    registered.finished("stayed")
    registered.finished("left", discharge_reason="dropped_out")
    registered.finished("nobody knows", discharge_reason=None)
    registered.episode("left before", discharged_on="2024-06-30", discharge_reason="dropped_out")
    assert of(registered, "dropped_out") == (1, 3, "33.3", None)


def test_did_not_attend_of_the_contacts_that_nobody_cancelled(registered, of):
    """Every contact counts here, whatever its purpose and whether the episode is open or closed."""
    registered.episode()
    registered.contact("a", "2024-01-10", "assessment")
    registered.contact("a", "2024-01-17", attendance="late")
    registered.contact("a", "2024-01-24", "follow_up", attendance="did_not_attend")
    registered.contact("a", "2024-01-31", attendance="cancelled_by_client")
    registered.contact("a", "2024-02-07", attendance="cancelled_by_team")
    assert of(registered, "did_not_attend") == (1, 3, "33.3", None)


def test_contacts_per_finished_is_the_mean_of_their_treatment_contacts(registered, of):
    """Contacts of the unfinished, and contacts that are not treatment, are not in it."""
    for name in ("a", "b", "c"):
        registered.finished(name)
    registered.contact("a", "2024-03-01")
    registered.contact("a", "2024-03-08", "follow_up")
    registered.contact("a", "2024-07-01")
    registered.episode("d")
    registered.contact("d", "2024-02-01")
    assert of(registered, "contacts_per_finished") == (7, 3, "2.3", None)
