"""Crisis contacts: who can be reached at once, in which country, and when the number was last verified.

Numbers rot. Each one is data with its source and date, and grows stale after 90 days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stegvis.definitions.toml_files import LANGUAGES, in_every_language, table

COUNTRIES = ("NO", "SE")


@dataclass(frozen=True)
class CrisisContact:
    """One number to call, in the words of one language; `hours` is empty where they are not verified."""

    code: str
    number: str
    name: str
    description: str
    hours: str
    source: str
    last_verified: date

    @property
    def tel(self) -> str:
        """The number as a link dials it: tel:116117."""
        return "tel:" + self.number.replace(" ", "")


def crisis_contacts(country: str, language: str) -> tuple[CrisisContact, ...]:
    """Whom to call in that country, most urgent first."""
    return _contacts(country, language, "contacts")


def contacts_for_the_young(country: str, language: str) -> tuple[CrisisContact, ...]:
    """Whom somebody below 16 can call: a service for adults sends nobody away without a number."""
    return _contacts(country, language, "young")


def _contacts(country: str, language: str, group: str) -> tuple[CrisisContact, ...]:
    if country not in COUNTRIES:
        raise ValueError(f"There are no crisis contacts for {country!r}, only for {' and '.join(COUNTRIES)}.")
    if language not in LANGUAGES:
        raise ValueError(f"There are no words in {language!r}; there are: {', '.join(LANGUAGES)}.")
    return tuple(
        CrisisContact(
            code=each["code"],
            number=each["number"],
            source=each["source"],
            last_verified=each["last_verified"],
            name=_text(each, "name", language),
            description=_text(each, "description", language),
            hours=_text(each, "hours", language) if "hours" in each else "",
        )
        for each in table(f"crisis/{country.lower()}.toml")[group]
    )


def _text(contact: Mapping[str, Any], field: str, language: str) -> str:
    return in_every_language(contact[field], f"The {field} of the crisis contact {contact['code']}")[language]


def stale(contacts: Iterable[CrisisContact], today: date, days: int = 90) -> tuple[CrisisContact, ...]:
    """Those that nobody has verified for longer than so many days."""
    return tuple(contact for contact in contacts if (today - contact.last_verified).days > days)
