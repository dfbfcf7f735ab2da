"""The words of registration data set 1: the lists others export, count and label by."""

from datetime import date

import pytest

from stegvis.definitions import registration
from stegvis.definitions.registration import AgeBand, Form, TooYoung, age_band, label
from stegvis.definitions.toml_files import LANGUAGES, table

# As the data set is published; a word more or less breaks every script that reads it.
PUBLISHED = {
    "source": "self self_on_gp_advice gp nav employer relative other",
    "problem": (
        "depression anxiety panic social_anxiety agoraphobia ocd ptsd health_anxiety insomnia ibs substance "
        "stress mixed other"
    ),
    "level": "open_self_help guided_self_help course group individual",
    "age_band": "16-17 18-25 26-35 36-45 46-55 56-65 66-75 76+",
    "gender": "female male other",
    "language": "nb nn sv en other",
    "work_status": ("working working_with_support sick_leave_part sick_leave_full benefits student retired other"),
    "discharge_reason": "completed dropped_out declined not_suitable referred_on moved died other",
    "purpose": (
        "assessment treatment assessment_and_treatment review review_and_treatment follow_up employment_support other"
    ),
    "form": "visit phone video internet group",
    "attendance": "attended late did_not_attend cancelled_by_client cancelled_by_team",
}
COLUMNS = {
    "EPISODES": (
        "episode team municipality received_on source problem level age_band gender language work_status_first "
        "work_status_last sick_pay_first sick_pay_last discharged_on discharge_reason"
    ),
    "CONTACTS": "contact episode on purpose form attendance level minutes",
    "SCORES": "answer episode instrument answered_at score",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_code_list_is_the_published_one(name):
    """Codes are a contract with everybody who reads the data set: same words, same order."""
    assert [member.value for member in registration.CODE_LISTS[name]] == PUBLISHED[name].split()


def test_there_is_no_other_code_list():
    """A list that is not published would be coded data that nobody can read."""
    assert set(registration.CODE_LISTS) == set(PUBLISHED)


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_stand_in_the_published_order(name):
    """The extract, the views and the measures all read these tuples."""
    assert getattr(registration, name) == tuple(COLUMNS[name].split())


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_code_has_a_label_in_all_four_languages_and_no_label_is_left_over(name):
    """A code without words would show a clinic its own machinery."""
    members = list(registration.CODE_LISTS[name])
    assert set(table("words.toml")[name]) == {member.value for member in members}
    for language in LANGUAGES:
        labels = [label(member, language) for member in members]
        assert len(set(labels)) == len(labels), "two codes would look the same in a list"


def test_nynorsk_is_nynorsk():
    """A copy of the bokmål words would be no translation."""
    words = table("words.toml")
    texts = [words[name][code] for name in PUBLISHED for code in words[name]]
    different = [text for text in texts if text["nn"] != text["nb"]]
    assert len(different) >= 20


def test_a_label_in_another_language_is_refused():
    """A page in a fifth language must say so at once, not show an empty button."""
    with pytest.raises(ValueError, match="no words in 'de'"):
        label(Form.PHONE, "de")


@pytest.mark.parametrize(
    ("birth_date", "on", "band"),
    [
        (date(2010, 3, 16), date(2026, 3, 16), AgeBand.FROM_16),  # sixteen today
        (date(2008, 3, 17), date(2026, 3, 16), AgeBand.FROM_16),  # eighteen tomorrow
        (date(2008, 3, 16), date(2026, 3, 16), AgeBand.FROM_18),
        (date(2000, 3, 17), date(2026, 3, 16), AgeBand.FROM_18),
        (date(2000, 3, 16), date(2026, 3, 16), AgeBand.FROM_26),
        (date(1990, 3, 16), date(2026, 3, 16), AgeBand.FROM_36),
        (date(1980, 3, 16), date(2026, 3, 16), AgeBand.FROM_46),
        (date(1970, 3, 16), date(2026, 3, 16), AgeBand.FROM_56),
        (date(1960, 3, 16), date(2026, 3, 16), AgeBand.FROM_66),
        (date(1950, 3, 17), date(2026, 3, 16), AgeBand.FROM_66),
        (date(1950, 3, 16), date(2026, 3, 16), AgeBand.FROM_76),
        (date(1920, 1, 1), date(2026, 3, 16), AgeBand.FROM_76),
        (date(2008, 2, 29), date(2026, 2, 28), AgeBand.FROM_16),  # born on a leap day: turns on 1 March
        (date(2008, 2, 29), date(2026, 3, 1), AgeBand.FROM_18),
    ],
)
def test_an_age_band_changes_on_the_birthday(birth_date, on, band):
    """Age is counted on the day of the referral, so a day decides the band."""
    assert age_band(birth_date, on) is band


@pytest.mark.parametrize("birth_date", [date(2010, 3, 17), date(2026, 3, 16), date(2030, 1, 1)])
def test_under_sixteen_is_refused_with_a_sentence(birth_date):
    """The service is 16+; the form turns this into words beside the field."""
    with pytest.raises(TooYoung, match="16 years or older"):
        age_band(birth_date, date(2026, 3, 16))
