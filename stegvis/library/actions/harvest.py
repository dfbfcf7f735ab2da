"""Fetching what an archive has that is new, by OAI-PMH: answer by answer, each kept with the place where to go on.

No transaction is open while the archive is waited for. What breaks off goes on at the next run, and a record that
comes twice is the same row, by its name in the archive.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import override

from stegvis.definitions import clock
from stegvis.definitions.oai_pmh import Answer, BadAnswer, Harvested, question, read_answer
from stegvis.library.actions.check_publication import BadPublication, checked_publication
from stegvis.library.actions.fetch_outside import NotFetched, fetch_outside
from stegvis.library.actions.keep_publication import keep_publication, the_same
from stegvis.library.actions.withdraw_publication import withdraw_publication
from stegvis.library.models import Harvest, Publication
from stegvis.people.models import Actor, Organisation
from stegvis.people.tenancy import working_in

Fetch = Callable[[str], bytes]

# Answers of one run; a job that has more to fetch puts the next one in the queue, and others get their turn between.
MOST_ANSWERS = 20
LONGEST_NAME = 300
# The archive's clock and ours may differ, and a day asked for twice costs nothing.
OVERLAP = timedelta(days=1)


def harvest(*, organisation: Organisation, harvest_id: uuid.UUID, fetch: Fetch = fetch_outside) -> bool:
    """Fetch on from where it is; whether there is more to fetch. What goes wrong is written on the harvest's row."""
    for _turn in range(MOST_ANSWERS):
        with _at_work(organisation, harvest_id) as (_by, row):
            if row is None:
                return False
            url = _begin(row)
            asked_with = row.token
        try:
            answer = read_answer(fetch(url), _language(organisation))
        except (NotFetched, BadAnswer) as wrong:
            with _at_work(organisation, harvest_id) as (_by, row):
                _stop(row, getattr(wrong, "sentence", str(wrong)))
            return False
        with _at_work(organisation, harvest_id) as (by, row):
            if row is None or row.token != asked_with:
                return False  # taken out, or fetched on by another, while the archive was waited for
            if not _take(by, row, answer):
                return False
    return True


@contextmanager
def _at_work(organisation: Organisation, harvest_id: uuid.UUID) -> Iterator[tuple[Actor, Harvest | None]]:
    """A transaction with the row locked, speaking the organisation's first language."""
    with working_in(organisation) as by, override(_language(organisation)):
        yield by, Harvest.objects.select_for_update().filter(organisation=organisation, pk=harvest_id).first()


def _language(organisation: Organisation) -> str:
    return "sv" if organisation.country == "SE" else "nb"


def _begin(row: Harvest) -> str:
    """The address to ask next. A harvest that has ended begins anew, with what was changed since."""
    if row.began_at is None or row.ended_at is not None:
        row.began_at, row.ended_at, row.token, row.taken, row.fault = clock.now(), None, "", 0, ""
    row.fault = ""
    row.save()
    return question(row.url, part=row.part, since=row.since, token=row.token)


def _take(by: Actor, row: Harvest, answer: Answer) -> bool:
    """Keep what came and where it goes on; whether it does."""
    if answer.error == "badResumptionToken" and row.token:
        # The archive has forgotten where we were. From the beginning again: what is here is recognised.
        row.token = ""
        row.save()
        return True
    if answer.error and answer.error != "noRecordsMatch":
        said = f"{answer.error}: {answer.said}"
        return _stop(row, _("The archive refuses: %(said)s") % {"said": said[:200]})
    row.taken += sum(_keep(by, row, one) for one in answer.records)
    if answer.token and answer.token == row.token:
        return _stop(row, _("The archive sends the same page again and again."))
    row.token = answer.token
    if not answer.token:
        assert row.began_at is not None
        row.since, row.ended_at = (row.began_at - OVERLAP).date().isoformat(), clock.now()
    row.save()
    return bool(answer.token)


def _stop(row: Harvest | None, fault: str) -> bool:
    if row is not None:
        row.fault = fault[:300]
        row.save()
    return False


def _keep(by: Actor, row: Harvest, one: Harvested) -> bool:
    """Whether something was changed here: kept, or withdrawn because the archive has deleted it.

    A record is known by the archive's host and the name it has there: none touches what another has sent.
    """
    name = f"{urlsplit(row.url).hostname} {one.oai}"
    there = Publication.objects.filter(organisation_id=by.organisation_id, oai=name).first()
    if one.is_deleted:
        is_here = there is not None and there.withdrawn_at is None
        if there is not None and is_here:
            withdraw_publication(by=by, publication=there)
        return is_here
    fields = _keepable(one.fields)
    if len(name) > LONGEST_NAME:
        return False  # no archive names its records so; it would not fit
    if fields is None or (there is None and the_same(by, checked_publication(fields)) is not None):
        return False  # nothing to call it by, or it is here from elsewhere under the same DOI or ISBN
    keep_publication(by=by, fields={**fields, "oai": name}, origin=Publication.Origin.HARVESTED)
    return True


def _keepable(fields: dict[str, object]) -> dict[str, object] | None:
    """Without what the archive has written wrong, since it cannot be asked; None where no title is left."""
    try:
        checked_publication(fields)
    except BadPublication as wrong:
        left = {name: value for name, value in fields.items() if name not in wrong.faults}
        return left if {"titles", "kind", "language"} <= left.keys() else None
    return fields
