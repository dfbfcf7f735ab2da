"""Crisis contacts: right numbers, in every language, and none that is dead or old."""

import tomllib
from datetime import date, timedelta

import pytest

from stegvis.definitions import clock
from stegvis.definitions.crisis import COUNTRIES, contacts_for_the_young, crisis_contacts, stale
from stegvis.definitions.toml_files import LANGUAGES, table

# Closed on 1 January 2020, and still on many pages (facts/service.md section 4).
DEAD = ("0771220060", "020220060")
EVERYWHERE = [(country, language) for country in COUNTRIES for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_norway_shows_emergency_doctor_on_call_and_somebody_to_talk_to(language):
    """The most urgent stands first."""
    assert [contact.number for contact in crisis_contacts("NO", language)] == ["113", "116 117", "116 123"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sweden_shows_emergency_medical_advice_and_the_suicide_prevention_line(language):
    """The most urgent stands first."""
    assert [contact.number for contact in crisis_contacts("SE", language)] == ["112", "1177", "90101"]


@pytest.mark.parametrize(("country", "language"), EVERYWHERE)
def test_a_dead_number_is_never_shown(country, language):
    """A number that nobody answers is worse than none."""
    for contact in crisis_contacts(country, language):
        shown = "".join(
            character for character in f"{contact.number} {contact.name} {contact.description}" if character.isdigit()
        )
        assert not any(dead in shown for dead in DEAD)


@pytest.mark.parametrize(("country", "language"), EVERYWHERE)
def test_every_contact_has_its_words_and_its_source(country, language):
    """Somebody in crisis reads it in their own language; somebody in the office can check it."""
    for contact in crisis_contacts(country, language):
        assert contact.name
        assert contact.description.endswith(".")
        assert "!" not in contact.description
        assert contact.source
        assert contact.tel == "tel:" + contact.number.replace(" ", "")
        assert contact.tel[4:].isdigit()


def test_hours_are_shown_only_where_they_are_verified():
    """The hours of the Swedish line are to be rechecked, so the page does not promise them."""
    assert [bool(contact.hours) for contact in crisis_contacts("SE", "sv")] == [True, True, False]
    assert all(contact.hours for contact in crisis_contacts("NO", "nn"))


def test_a_contact_that_was_not_verified_for_ninety_days_is_stale():
    """Ninety days are still good; the day after, doctor complains."""
    contacts = crisis_contacts("NO", "nb")
    verified = contacts[0].last_verified
    assert stale(contacts, verified + timedelta(days=90)) == ()
    assert stale(contacts, verified + timedelta(days=91)) == contacts
    assert stale(contacts, verified + timedelta(days=31), days=30) == contacts


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_contact_is_stale_today(country):
    """Fails on purpose once 90 days have passed: call the numbers, read the sources, set the new date."""
    assert stale(crisis_contacts(country, "en"), clock.today("Europe/Oslo")) == ()
    assert stale(contacts_for_the_young(country, "en"), clock.today("Europe/Oslo")) == ()


@pytest.mark.parametrize(("country", "language"), EVERYWHERE)
def test_somebody_below_sixteen_has_a_number_too_and_only_there(country, language):
    """A service for adults sends nobody away without one; grown people are not sent to a children's line."""
    young = contacts_for_the_young(country, language)
    assert [contact.number for contact in young] == ["116 111"]
    assert all(contact.name and contact.description and contact.source and not contact.hours for contact in young)
    assert not {contact.number for contact in young} & {c.number for c in crisis_contacts(country, language)}


def test_dates_of_verification_are_dates():
    """A date in quotes would be text, and never grow old."""
    for country in COUNTRIES:
        for contact in table(f"crisis/{country.lower()}.toml")["contacts"]:
            assert type(contact["last_verified"]) is date


def test_other_countries_and_languages_are_refused():
    """To show another country's numbers would send a person into a dead line."""
    with pytest.raises(ValueError, match="'DK'"):
        crisis_contacts("DK", "nb")
    with pytest.raises(ValueError, match="'de'"):
        crisis_contacts("NO", "de")


def test_a_contact_without_a_language_is_refused(monkeypatch):
    """A number whose words are missing in one language would be left out exactly there."""
    broken = tomllib.loads(
        """
        [[contacts]]
        code = "x"
        number = "1"
        source = "here"
        last_verified = 2026-11-01
        name = { nb = "a", nn = "a", sv = "a" }
        """
    )
    monkeypatch.setattr("stegvis.definitions.crisis.table", lambda name: broken)
    with pytest.raises(ValueError, match="The name of the crisis contact x must have one text for each of"):
        crisis_contacts("NO", "nb")
