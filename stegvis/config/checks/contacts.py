"""Are the crisis numbers still true? Somebody must have verified each within 90 days."""

from collections.abc import Iterator

from stegvis.config.checks.finding import Finding, finding
from stegvis.definitions import clock, crisis


def findings() -> Iterator[Finding]:
    """One for every country we have numbers for."""
    today = clock.now().date()
    for country in crisis.COUNTRIES:
        known = (*crisis.crisis_contacts(country, "en"), *crisis.contacts_for_the_young(country, "en"))
        old = sorted({contact.number for contact in crisis.stale(known, today)})
        yield finding(
            f"crisis-contacts-{country.lower()}",
            not old,
            good=f"The crisis contacts of {country} were verified within 90 days.",
            bad=f"Crisis contacts of {country} were not verified for 90 days ({', '.join(old)});"
            " call or look them up, then write the day in definitions/crisis.",
        )
