"""The neutral texts, by name: nothing in them tells that the reader is in care, or why.

An SMS lies on a lock screen and an e-mail in a shared inbox; a test holds every text, in every language and
with every value, against a list of words that must not stand there.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override


@dataclass(frozen=True)
class Text:
    """`needs` names the values the text must be given; `subject` is used by e-mail only."""

    subject: str
    body: str
    needs: frozenset[str] = frozenset()


TEXTS = {
    # To clients.
    "received": Text(
        gettext_noop("We have received your message"),
        gettext_noop("Hello. We have received what you sent us. You will hear from us within %(days)s days."),
        frozenset({"days"}),
    ),
    "way_in": Text(
        gettext_noop("Your link"),
        gettext_noop(
            "Hello. Here is your link: %(link)s It is valid for seven days. You will get a code in another way."
        ),
        frozenset({"link"}),
    ),
    "code": Text(
        gettext_noop("Your code"),
        gettext_noop("Your code is %(code)s. Never give it to anybody."),
        frozenset({"code"}),
    ),
    "appointment": Text(
        gettext_noop("Your appointment"),
        gettext_noop("Hello. You have an appointment %(when)s. If the time does not suit you, call %(phone)s."),
        frozenset({"when", "phone"}),
    ),
    "appointment_reminder": Text(
        gettext_noop("Reminder of your appointment"),
        gettext_noop("Hello. A reminder of your appointment %(when)s. If it does not suit you, call %(phone)s."),
        frozenset({"when", "phone"}),
    ),
    "appointment_cancelled": Text(
        gettext_noop("Your appointment"),
        gettext_noop("Hello. The appointment %(when)s is cancelled. Questions? Call %(phone)s."),
        frozenset({"when", "phone"}),
    ),
    "something_new": Text(
        gettext_noop("Something new for you"),
        gettext_noop("Hello. There is something new for you. Log in to see it when it suits you."),
    ),
    "reminder": Text(
        gettext_noop("A reminder"),
        gettext_noop(
            "Hello. A small reminder from us: your page is there when you are ready. Log in when it suits you."
        ),
    ),
    # To those who signed up for an event.
    "event_seat": Text(
        gettext_noop("Your sign-up"),
        gettext_noop(
            "Hello. You have a seat %(when)s. Here you can read about it, and give the seat back if you cannot come: "
            "%(link)s If you have had an earlier link, this one replaces it."
        ),
        frozenset({"when", "link"}),
    ),
    "event_waiting": Text(
        gettext_noop("Your sign-up"),
        gettext_noop(
            "Hello. You are number %(number)s on the waiting list for %(when)s. We write to you if you get a seat. "
            "If you no longer want it, say so here: %(link)s If you have had an earlier link, this one replaces it."
        ),
        frozenset({"when", "link", "number"}),
    ),
    "event_moved_up": Text(
        gettext_noop("There is a seat for you"),
        gettext_noop(
            "Hello. A seat is free %(when)s, and it is yours. If you cannot come, give it to the next one here: "
            "%(link)s This link replaces the one you had."
        ),
        frozenset({"when", "link"}),
    ),
    "event_changed": Text(
        gettext_noop("What you signed up for has changed"),
        gettext_noop("Hello. The time or the place has changed. It is now %(when)s. Read more here: %(link)s"),
        frozenset({"when", "link"}),
    ),
    "event_cancelled": Text(
        gettext_noop("What you signed up for is cancelled"),
        gettext_noop("Hello. What you signed up for %(when)s is cancelled. Read more here: %(link)s"),
        frozenset({"when", "link"}),
    ),
    # To staff: no identity at all.
    "new_alert": Text(gettext_noop("New alert in Stegvis"), gettext_noop("There is a new alert in Stegvis.")),
    "content_due": Text(
        gettext_noop("Something to read again in Stegvis"),
        gettext_noop("A text that you look after is due for review. Log in to Stegvis to see which."),
    ),
    "support_news": Text(
        gettext_noop("Something new in a request for support in Stegvis"),
        gettext_noop("There is something new in a request for support. Log in to Stegvis to read it."),
    ),
    "emergency_opened": Text(
        gettext_noop("New entry for review in Stegvis"),
        gettext_noop("An emergency access was opened. Log in to Stegvis to review it."),
    ),
}


def written(text: str, language: str, values: dict[str, str]) -> tuple[str, str]:
    """Subject and body in a language. A missing or unknown value is an error, never an empty gap."""
    chosen = TEXTS[text]
    if set(values) != chosen.needs:
        raise ValueError(f"The notice {text} needs the values {sorted(chosen.needs)}, no more and no fewer.")
    with override(language):
        return _(chosen.subject), _(chosen.body) % values
