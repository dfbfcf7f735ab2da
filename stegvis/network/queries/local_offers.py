"""What else there is nearby: by municipality and need, the nearest first; one offer; and what must be looked at."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from stegvis.definitions import clock
from stegvis.definitions.places import Point, country, kilometres, municipality
from stegvis.network.actions.keep_offer import KEEPERS
from stegvis.network.models import LocalOffer
from stegvis.network.queries.networks import said_in
from stegvis.people.models import Actor, NotFound, Role, Team

# After so long nobody can say that it is still there; its owner is asked to look again.
STALE_DAYS = 180


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Empty: everything, and near the first municipality that the team of the page serves.

    `kind` is one of LocalOffer.Kind, `problem` a problem's key.
    """

    municipality: str = ""
    kind: str = ""
    problem: str = ""
    is_step_free: bool = False
    is_free_of_charge: bool = False


@dataclass(frozen=True)
class OfferView:
    """An offer in the reader's language; `language` is the one the words are in.

    `at` is its own place, or its municipality's where nobody has written it; `kilometres` from where one looks.
    """

    id: uuid.UUID
    slug: str
    language: str
    kind: str
    name: str
    description: str
    cost: str
    access: str
    problems: tuple[str, ...]
    codes: tuple[str, ...]
    municipalities: tuple[str, ...]
    address: str
    phone: str
    email: str
    url: str
    is_step_free: bool | None
    is_free_of_charge: bool | None
    room: str
    checked_on: date | None
    is_stale: bool
    owner: str
    owner_id: uuid.UUID | None
    at: Point | None
    kilometres: float | None = None

    @property
    def is_national(self) -> bool:
        return not self.codes


@dataclass(frozen=True)
class Nearby:
    """What was found, and the point it is measured from; `is_reckoned` where that is the middle of the offers there."""

    offers: Sequence[OfferView]
    centre: Point | None = None
    is_reckoned: bool = False
    place: str = ""


def nearby(viewer: Actor, wanted: Wanted) -> Nearby:
    """The offers that fit: those of the municipality, then the rest by distance, those for the whole country last.

    Two statements. An offer for no problem in particular fits every problem; one of which it is not known whether it
    is step-free or free of charge fits neither wish.
    """
    rows = _standing(viewer)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.problem:
        rows = rows.filter(Q(problems=[]) | Q(problems__contains=[wanted.problem]))
    if wanted.is_step_free:
        rows = rows.filter(is_step_free=True)
    if wanted.is_free_of_charge:
        rows = rows.filter(is_free_of_charge=True)
    names = served_names(viewer)
    found = [_view(viewer, row, names) for row in rows]
    code = wanted.municipality or next(iter(names), "")
    place = municipality(viewer.country, code)
    centre = place.at if place else _middle(one.at for one in found if code in one.codes)
    if centre is not None:
        found = [replace(one, kilometres=_away(centre, one)) for one in found]
    ordered = sorted(found, key=lambda one: _order(one, code))
    name = place.name if place else names.get(code, "")
    return Nearby(ordered, centre, is_reckoned=place is None and centre is not None, place=name)


def offer_named(viewer: Actor, slug: str) -> OfferView:
    """One of them; raises NotFound, also for one that was withdrawn."""
    found = offers_named(viewer, [slug]).get(slug)
    if found is None:
        raise NotFound
    return found


def offers_named(viewer: Actor, slugs: Iterable[str]) -> Mapping[str, OfferView]:
    """Those of the offers that stand, by slug. One statement, none where nothing is asked for."""
    wanted = list(slugs)
    if not wanted:
        return {}
    teams = Team.objects.filter(organisation_id=OuterRef("organisation_id"))
    served = ArraySubquery(teams.values(found=JSONObject(served="municipalities")))
    rows: Any = _standing(viewer).filter(slug__in=wanted).annotate(by_team=served)
    return {row.slug: _view(viewer, row, _names(one["served"] for one in row.by_team)) for row in rows}


def offers(viewer: Actor) -> Sequence[OfferView]:
    """All that stand, for those who look after them: first what nobody has checked, or for long. Raises NotFound."""
    _check_keeps(viewer)
    names = served_names(viewer)
    rows = _standing(viewer).order_by(F("checked_on").asc(nulls_first=True), "slug")
    return [_view(viewer, row, names) for row in rows]


def offer_to_change(viewer: Actor, offer_id: uuid.UUID) -> LocalOffer:
    """One of them with all its languages. Raises NotFound."""
    _check_keeps(viewer)
    found = _standing(viewer).filter(pk=offer_id).first()
    if found is None:
        raise NotFound
    return found


def unasked(viewer: Actor) -> Sequence[tuple[uuid.UUID, uuid.UUID | None]]:
    """Offers that are due to be checked and whose owner was not asked yet, each with its owner."""
    _check_keeps(viewer)
    due = Q(checked_on=None) | Q(checked_on__lte=_last_fresh(viewer))
    return list(_standing(viewer).filter(due, asked_on=None).values_list("pk", "owner_id"))


def served_names(viewer: Actor) -> dict[str, str]:
    """The municipalities that the organisation's teams serve, by code; those of the team of the page first."""
    teams = Team.objects.filter(organisation_id=viewer.organisation_id).order_by("slug")
    ordered = sorted(teams, key=lambda team: team.pk != viewer.team_id)
    return _names(team.municipalities for team in ordered)


def places_to_choose(viewer: Actor) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """All municipalities of the country by county, those served here in the first group. One statement."""
    own = served_names(viewer)
    held = country(viewer.country)
    groups: dict[str, list[tuple[str, str]]] = {county: [] for county in sorted(held.counties.values())}
    for one in held.municipalities.values():
        if one.code not in own:
            groups[one.county].append((one.code, one.name))
    ordered = [(county, sorted(ones, key=lambda one: one[1])) for county, ones in groups.items() if ones]
    return [("", list(own.items())), *ordered]


def _names(served: Iterable[Sequence[Mapping[str, str]]]) -> dict[str, str]:
    return {each["code"]: each["name"] for municipalities in served for each in municipalities}


def _check_keeps(viewer: Actor) -> None:
    if not viewer.has(*KEEPERS, Role.SYSTEM):
        raise NotFound


def _standing(viewer: Actor) -> QuerySet[LocalOffer]:
    rows = LocalOffer.objects.filter(organisation_id=viewer.organisation_id, withdrawn_at=None)
    return rows.select_related("owner")


def _last_fresh(viewer: Actor) -> date:
    return clock.today(viewer.zone) - timedelta(days=STALE_DAYS)


def _view(viewer: Actor, row: LocalOffer, names: Mapping[str, str]) -> OfferView:
    language, said = said_in(row.texts, viewer.language)
    known = {code: municipality(viewer.country, code) for code in row.municipalities}
    at = Point(row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None
    return OfferView(
        id=row.pk,
        slug=row.slug,
        language=language,
        kind=row.kind,
        name=said.get("name", row.slug),
        description=said.get("description", ""),
        cost=said.get("cost", ""),
        access=said.get("access", ""),
        problems=tuple(row.problems),
        codes=tuple(row.municipalities),
        municipalities=tuple(place.name if place else names.get(code, code) for code, place in known.items()),
        address=row.address,
        phone=row.phone,
        email=row.email,
        url=row.url,
        is_step_free=row.is_step_free,
        is_free_of_charge=row.is_free_of_charge,
        room=row.room,
        checked_on=row.checked_on,
        is_stale=row.checked_on is None or row.checked_on <= _last_fresh(viewer),
        owner=row.owner.name if row.owner else "",
        owner_id=row.owner_id,
        at=at or next((place.at for place in known.values() if place), None),
    )


def _away(centre: Point, one: OfferView) -> float | None:
    return None if one.is_national or one.at is None else kilometres(centre, one.at)


def _order(one: OfferView, wanted: str) -> tuple[bool, bool, float, str]:
    """Those for the whole country last; what is in the municipality before what is only near."""
    distance = one.kilometres if one.kilometres is not None else float("inf")
    return one.is_national, wanted not in one.codes, distance, one.name.casefold()


def _middle(points: Iterable[Point | None]) -> Point | None:
    """The middle of them; close enough together that the earth is flat."""
    found = [point for point in points if point is not None]
    if not found:
        return None
    return Point(sum(at.latitude for at in found) / len(found), sum(at.longitude for at in found) / len(found))
