"""Keeping an offer of somebody else's in the directory: a new one, or the one of that name written anew."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email, validate_slug
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.places import municipality
from stegvis.definitions.registration import Problem
from stegvis.definitions.toml_files import LANGUAGES
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.models import LocalOffer
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role, Team

KEEPERS = (Role.EDITOR, Role.COORDINATOR, Role.SUPPORTER)
LONGEST = {"name": 150, "description": 1000, "cost": 200, "access": 500}


@dataclass(frozen=True)
class OfferFields:
    """What is said of an offer; `texts` is {language: {name, description, cost, access}}, the last two may be left out.

    No municipality: the whole country. `checked_on`: the day somebody last made sure of it; none: nobody has.
    """

    slug: str
    kind: str
    texts: dict[str, dict[str, str]]
    checked_on: date | None
    problems: Sequence[str] = ()
    municipalities: Sequence[str] = ()
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    email: str = ""
    url: str = ""
    is_step_free: bool | None = None
    is_free_of_charge: bool | None = None
    room: str = LocalOffer.Room.UNKNOWN
    owner_id: uuid.UUID | None = None


def check_can_keep_offers(by: Actor) -> None:
    if not by.has(*KEEPERS, Role.SYSTEM):
        raise Denied(_("Only editors, coordinators and implementation supporters look after the offers nearby."))


@once(LocalOffer)
def keep_offer(*, by: Actor, fields: OfferFields, is_new: bool = False) -> LocalOffer:
    """The offer of that short name as it is from now on; one that was withdrawn stands again. Raises Denied.

    `is_new`: refused where there is one already, so that nobody writes over another's by chance.
    """
    check_can_keep_offers(by)
    standing = LocalOffer.objects.filter(organisation_id=by.organisation_id, slug=fields.slug, withdrawn_at=None)
    if is_new and standing.exists():
        raise Denied(
            _("There is an offer of that name already. Change that one, or say in the name where this one is.")
        )
    _check_words(fields)
    _check_where(by, fields)
    said = {name: value for name, value in asdict(fields).items() if name != "slug"}
    said |= {name: list(said[name]) for name in ("problems", "municipalities")}
    kept, _made = LocalOffer.objects.update_or_create(
        organisation_id=by.organisation_id, slug=fields.slug, defaults={**said, "asked_on": None, "withdrawn_at": None}
    )
    return kept


def _check_words(fields: OfferFields) -> None:
    texts = fields.texts
    is_whole = bool(texts) and all(
        language in LANGUAGES and said.get("name", "").strip() and said.get("description", "").strip()
        for language, said in texts.items()
    )
    if not is_whole:
        raise Denied(_("Write the name of the offer and what it is, in at least one language."))
    if any(set(said) - set(LONGEST) for said in texts.values()):
        raise Denied(_("An offer has a name, what it is, what it costs and how one gets in, and no other texts."))
    if any(len(text) > LONGEST[name] for said in texts.values() for name, text in said.items()):
        raise Denied(_("One of the texts is too long."))
    check_names_nobody(*(text for said in texts.values() for text in said.values()), fields.address, fields.phone)
    if fields.kind not in LocalOffer.Kind.values or fields.room not in LocalOffer.Room.values:
        raise Denied(_("Choose what kind of offer it is, and whether there is room."))
    if set(fields.problems) - set(Problem):
        raise Denied(_("Choose among the problems of the list."))


def _check_where(by: Actor, fields: OfferFields) -> None:
    try:
        validate_slug(fields.slug)
        for check, value in ((validate_email, fields.email), (URLValidator(schemes=["http", "https"]), fields.url)):
            if value:
                check(value)
    except ValidationError as fault:
        raise Denied(
            _("The short name, the e-mail address or the web address is not written as it should be.")
        ) from fault
    if not (fields.phone or fields.email or fields.url or fields.address):
        raise Denied(_("Say how one gets there: a phone number, an e-mail address, a web address or a street."))
    at = (fields.latitude, fields.longitude)
    if at.count(None) == 1:
        raise Denied(_("A place on the map has both a latitude and a longitude."))
    if fields.latitude is not None and not (54 <= fields.latitude <= 82 and 3 <= (fields.longitude or 0) <= 34):
        raise Denied(_("The place on the map lies outside Norway and Sweden. Have the two numbers changed places?"))
    unknown = [code for code in fields.municipalities if municipality(by.country, code) is None]
    if set(unknown) - _served(by):
        raise Denied(_("There is no municipality with that number."))
    if fields.checked_on is not None and fields.checked_on > clock.today(by.zone):
        raise Denied(_("Nobody can have checked it on a day to come."))


def _served(by: Actor) -> set[str]:
    """Codes of the municipalities that the organisation's teams serve, whichever list they stand in."""
    teams = Team.objects.filter(organisation_id=by.organisation_id).values_list("municipalities", flat=True)
    return {each["code"] for served in teams for each in served}
