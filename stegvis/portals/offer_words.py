"""What offers nearby are called on pages: kinds, room, how far away, and how they are reached."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.problems import problem_words
from stegvis.definitions.registration import Problem
from stegvis.network.models import LocalOffer
from stegvis.network.queries.local_offers import OfferView
from stegvis.portals.wording import figure

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

KINDS: dict[str, Words] = {
    LocalOffer.Kind.TRAINING: _("Training and activity"),
    LocalOffer.Kind.COURSE: _("Courses"),
    LocalOffer.Kind.SELF_HELP: _("Self-help"),
    LocalOffer.Kind.CRISIS: _("Somebody to talk to now"),
    LocalOffer.Kind.USER_ORGANISATION: _("Users and relatives together"),
}
ROOM: dict[str, Words] = {
    LocalOffer.Room.OPEN: _("You may simply come"),
    LocalOffer.Room.SEATS: _("There are places"),
    LocalOffer.Room.WAITING: _("There is a waiting list"),
    LocalOffer.Room.FULL: _("Full just now"),
    LocalOffer.Room.UNKNOWN: _("Ask them"),
}
# Nobody looks for help with one of these two by name.
UNNAMED = (Problem.MIXED, Problem.OTHER)


def problems() -> list[tuple[str, str]]:
    """The problems one may look for, in plain words."""
    language = get_language() or "nb"
    named = [problem_words(code).plain for code in Problem if code not in UNNAMED]
    codes = [str(code) for code in Problem if code not in UNNAMED]
    return [(code, _in(plain, language)) for code, plain in zip(codes, named, strict=True)]


def where(offer: OfferView) -> str:
    """In which places it is, or that it is for the whole country."""
    return ", ".join(offer.municipalities) if offer.codes else gettext("The whole country")


def how_far(offer: OfferView) -> str:
    """In whole kilometres, under ten with a decimal; "" where it cannot be said."""
    if offer.kilometres is None:
        return ""
    whole = round(offer.kilometres)
    if whole >= 10:
        return ngettext("%(n)s km away", "%(n)s km away", whole) % {"n": figure(whole)}
    return gettext("%(n)s km away") % {"n": figure(Decimal(f"{offer.kilometres:.1f}"))}


def _in(plain: Mapping[str, str], language: str) -> str:
    return plain.get(language, plain["en"])
